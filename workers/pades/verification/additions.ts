import {
  ParseSpeeds,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFRef,
} from '@cantoo/pdf-lib';
import { FIELD_SAYS } from '../pdf/structure.ts';
import { isSame, refuse, since } from './changes.ts';
import { Invalid } from './invalid.ts';
import { checkStructure } from './structure.ts';
import { type Added, readUpdate, type Update } from './update.ts';

/** What a signature's dictionary says that it is, by what it adds. */
type Kind = 'Sig' | 'DocTimeStamp';

/**
 * Certificates, revocation lists and OCSP answers, in DER, as a file keeps them for its verifiers.
 */
export interface Material {
  readonly certificates: readonly Uint8Array[];
  readonly lists: readonly Uint8Array[];
  readonly answers: readonly Uint8Array[];
}

const name = (text: string): PDFName => PDFName.of(text);
const WIDGET = new Set(['Type', 'Subtype', 'FT', 'Rect', 'V', 'T', 'TU', 'F', 'P', 'StructParent']);

/**
 * A document as it stood, and what was added to it since: each time an invisible signature field, and what proves the
 * signatures of before (DSS). Nothing else may change: what is read, printed or run is as it was.
 */
export class Additions {
  readonly #document: PDFDocument;
  readonly #added = new Map<number, Added>();
  #startxref: number;

  private constructor(document: PDFDocument, startxref: number) {
    this.#document = document;
    this.#startxref = startxref;
  }

  /** @throws {Invalid} what cannot be read as a PDF */
  static async over(base: Uint8Array): Promise<Additions> {
    const tail = Buffer.from(base.subarray(-64)).toString('latin1');
    const startxref = /startxref\s+(\d{1,10})\s+%%EOF\s*$/.exec(tail)?.[1];
    if (startxref === undefined) throw new Invalid('the document does not end as a PDF does');
    const document = await PDFDocument.load(base, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest });
    return new Additions(document, Number(startxref));
  }

  /** Takes the bytes that were added next, if they add nothing but such a field and such proofs. @throws {Invalid} */
  take(file: Uint8Array, { from, to, kind }: { from: number; to: number; kind: Kind }): void {
    const { context } = this.#document;
    const update = readUpdate(file, from, to, context);
    this.#checkTrailer(update);
    const [field, ...others] = this.#fieldsOf(update);
    if (!(field instanceof PDFRef) || others.length > 0) refuse('it does not add one signature');
    this.#checkField(update, field as PDFRef, kind);
    for (const [number, { value }] of update.objects) {
      const before = this.#at(number);
      if (before === undefined) continue;
      if (number === this.#root.objectNumber) this.#checkCatalog(before, value, kind);
      else if (!this.#structure.includes(number)) this.#checkPage(number, before, value, field as PDFRef);
    }
    this.#checkStructure(update, field as PDFRef);
    for (const [number, added] of update.objects) this.#added.set(number, added);
    this.#startxref = update.startxref;
  }

  /** What the file keeps for its verifiers. */
  get material(): Material {
    const store = this.#dict(this.#dict(this.#at(this.#root.objectNumber)).get(name('DSS')));
    const read = (key: string): Uint8Array[] =>
      this.#array(store.get(name(key))).flatMap((ref) =>
        ref instanceof PDFRef ? (this.#added.get(ref.objectNumber)?.stream ?? []) : [],
      );
    return { certificates: read('Certs'), lists: read('CRLs'), answers: read('OCSPs') };
  }

  get #root(): PDFRef {
    const { Root } = this.#document.context.trailerInfo;
    if (!(Root instanceof PDFRef)) throw new Invalid('the document has no catalog');
    return Root;
  }

  #at(number: number): PDFObject | undefined {
    return this.#added.get(number)?.value ?? this.#document.context.lookup(PDFRef.of(number));
  }

  #resolved(value: PDFObject | undefined): PDFObject | undefined {
    return value instanceof PDFRef ? this.#at(value.objectNumber) : value;
  }

  #dict(value: PDFObject | undefined): PDFDict {
    const found = this.#resolved(value);
    return found instanceof PDFDict ? found : this.#document.context.obj({});
  }

  #array(value: PDFObject | undefined): PDFObject[] {
    const found = this.#resolved(value);
    return found instanceof PDFArray ? found.asArray() : [];
  }

  #checkTrailer({ trailer }: Update): void {
    const { Root, Info, ID } = this.#document.context.trailerInfo;
    const said = ['Root', 'Info', 'ID'].map((key) => trailer.get(name(key))?.toString());
    const were = [Root, Info, ID].map((value) => value?.toString());
    const isLinked = trailer.get(name('Prev'))?.toString() === String(this.#startxref);
    const keys = trailer.keys().map((key) => key.decodeText());
    const isPlain = keys.every((key) => ['Size', 'Root', 'Info', 'ID', 'Prev'].includes(key));
    if (!isLinked || !isPlain || said.join() !== were.join()) refuse('its trailer is another');
  }

  /** The fields of the form that were not there before. */
  #fieldsOf({ objects }: Update): PDFObject[] {
    const fields = (catalog: PDFObject | undefined): PDFObject[] =>
      this.#array(this.#dict(this.#dict(catalog).get(name('AcroForm'))).get(name('Fields')));
    const { objectNumber } = this.#root;
    return since(
      fields(this.#at(objectNumber)),
      fields(objects.get(objectNumber)?.value),
      'a signature was taken away',
    );
  }

  #checkField({ objects }: Update, field: PDFRef, kind: Kind): void {
    const widget = objects.get(field.objectNumber)?.value;
    if (this.#at(field.objectNumber) !== undefined || !(widget instanceof PDFDict))
      throw new Invalid('what was added changes the document: its field is no field');
    const said = (key: string): string | undefined => widget.get(name(key))?.toString();
    const isHidden = said('Rect')?.replace(/\s+/g, ' ') === '[ 0 0 0 0 ]' && said('Subtype') === '/Widget';
    const isPlain = widget.keys().every((key) => WIDGET.has(key.decodeText())) && said('FT') === '/Sig';
    const value = widget.get(name('V'));
    const signature = value instanceof PDFRef ? objects.get(value.objectNumber)?.value : undefined;
    const isOfKind = signature instanceof PDFDict && signature.get(name('Type'))?.toString() === `/${kind}`;
    const says = widget.get(name('TU'));
    const isSaid = says === undefined || (says instanceof PDFHexString && says.decodeText() === FIELD_SAYS[kind]);
    if (!isHidden || !isPlain || !isOfKind || !isSaid) refuse('its field shows something, or is none of a signature');
  }

  /** The form has one more field, and the store of proofs may have grown. */
  #checkCatalog(before: PDFObject, after: PDFObject, kind: Kind): void {
    const free = new Set(kind === 'Sig' ? ['AcroForm'] : ['AcroForm', 'DSS']);
    if (!isSame(before, after, free)) refuse('the document itself was changed');
    const form = (catalog: PDFObject): PDFDict => this.#dict(this.#dict(catalog).get(name('AcroForm')));
    if (!isSame(form(before), form(after), new Set(['Fields', 'SigFlags']))) refuse('its form was changed');
  }

  /** A page has the field among its annotations, and is gone through in the order of the structure: nothing else of it changes. */
  #checkPage(number: number, before: PDFObject, after: PDFObject, field: PDFRef): void {
    const isPage = this.#document.getPages().some(({ ref }) => ref.objectNumber === number);
    if (!isPage || !isSame(before, after, new Set(['Annots', 'Tabs']))) refuse(`object ${number} was changed`);
    const tabs = (page: PDFObject) => this.#dict(page).get(name('Tabs'))?.toString();
    if (tabs(after) !== tabs(before) && tabs(after) !== '/S') refuse('a page is gone through in another order');
    const annotations = (page: PDFObject): PDFObject[] => this.#array(this.#dict(page).get(name('Annots')));
    const more = since(annotations(before), annotations(after), 'an annotation was taken away');
    if (more.some((one) => one.toString() !== field.toString())) refuse('a page was given an annotation');
  }

  /** Numbers of the root of the document's structure, and of the element that holds all others. */
  get #structure(): number[] {
    const root = this.#dict(this.#at(this.#root.objectNumber)).get(name('StructTreeRoot'));
    const [whole] = this.#array(this.#dict(root).get(name('K')));
    return [root, whole].flatMap((ref) => (ref instanceof PDFRef ? ref.objectNumber : []));
  }

  #checkStructure({ objects }: Update, field: PDFRef): void {
    const [root, whole] = this.#structure.map((number) => [this.#at(number), objects.get(number)?.value] as const);
    if (!root || !whole || (!root[1] && !whole[1])) return;
    const read = { dict: this.#dict.bind(this), array: this.#array.bind(this) };
    const page = this.#dict(objects.get(field.objectNumber)?.value).get(name('P'));
    checkStructure(read, { root, whole }, { field, page, added: (number) => objects.get(number)?.value });
  }
}
