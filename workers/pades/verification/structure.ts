import { type PDFDict, PDFName, type PDFObject, PDFRef } from '@cantoo/pdf-lib';
import { isSame, refuse, since } from './changes.ts';

/** Values of a document, wherever they stand in it; empty where they are of another kind. */
interface Reader {
  dict(value: PDFObject | undefined): PDFDict;
  array(value: PDFObject | undefined): PDFObject[];
}

/** An object before an update, and in it. */
type Change = readonly [PDFObject | undefined, PDFObject | undefined];

/** What an update adds: a field on a page, and objects by their number. */
interface AddedField {
  readonly field: PDFRef;
  readonly page: PDFObject | undefined;
  readonly added: (number: number) => PDFObject | undefined;
}

/**
 * The structure of a document may have one more element, a Form that is the new field, after all others: what is read aloud is
 * as it was.
 * @throws {Invalid}
 */
export function checkStructure(
  { dict, array }: Reader,
  { root, whole }: { root: Change; whole: Change },
  { field, page, added }: AddedField,
): void {
  const of = (holder: PDFObject | undefined, key: string) => dict(holder).get(PDFName.of(key));
  const more = ([before, after]: Change, key: string) =>
    since(array(of(before, key)), array(of(after, key)), WHY).map((value) => value.toString());
  const parents: Change = [dict(of(root[0], 'ParentTree')), dict(of(root[1], 'ParentTree'))];
  const isKept = hasOnly(root, 'ParentTree', 'ParentTreeNextKey') && hasOnly(whole, 'K') && hasOnly(parents, 'Nums');
  const element = array(of(whole[1], 'K')).at(-1);
  const form = element instanceof PDFRef ? added(element.objectNumber) : undefined;
  const holder = array(of(root[0], 'K'))[0];
  const key = of(root[0], 'ParentTreeNextKey')?.toString();
  const isForm =
    form?.toString().replace(/\s+/g, ' ') ===
    `<< /Type /StructElem /S /Form /P ${holder} /K << /Type /OBJR /Obj ${field} /Pg ${page} >> >>`;
  const isInPlace = more(whole, 'K').join() === `${element}` && more(parents, 'Nums').join() === `${key},${element}`;
  if (!isKept || !isForm || !isInPlace || `${of(root[1], 'ParentTreeNextKey')}` !== `${Number(key) + 1}`) refuse(WHY);
}

const WHY = 'its structure was changed';

/** Whether an object changed by these keys alone. */
const hasOnly = ([before, after]: Change, ...keys: string[]): boolean =>
  before !== undefined && after !== undefined && isSame(before, after, new Set(keys));
