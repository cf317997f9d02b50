import { PDFArray, PDFDict, type PDFDocument, PDFName, type PDFRef, PDFStream } from '@cantoo/pdf-lib';
import { SignPdf } from '@signpdf/signpdf';
import { Signer } from '@signpdf/utils';
import { addSignatureField, type Changes, emptySignature, extended } from '../pdf/incremental.ts';
import { SealError } from '../seal.ts';
import { TimeStampError, type TimeStamper } from '../stamps/time-stamping.ts';

/**
 * What verifying an act in decades needs, in DER: certificates, and the proof that they were not
 * revoked.
 */
export interface ValidationMaterial {
  readonly certificates: readonly Uint8Array[];
  readonly lists: readonly Uint8Array[];
  readonly answers: readonly Uint8Array[];
}

const ROOM_FOR_A_TOKEN = 16_384;

class Stamping extends Signer {
  readonly #stamp: TimeStamper;

  constructor(stamp: TimeStamper) {
    super();
    this.#stamp = stamp;
  }

  override async sign(content: Buffer): Promise<Buffer> {
    return Buffer.from(await this.#stamp(content));
  }
}

/**
 * The next edition of a sealed act (PAdES B-LTA, ETSI EN 319 142-1): it begins with the very bytes given, and adds the
 * material to its security store (DSS), then a document time stamp over the whole.
 * @param number of the edition, by which its stamp is called
 * @throws {TimeStampError} {@link SealError}
 */
export async function archiveEdition(
  pdf: Uint8Array,
  { material, number, stamp }: { material: ValidationMaterial; number: number; stamp: TimeStamper },
): Promise<Uint8Array> {
  try {
    const add = (document: PDFDocument, changed: Changes) => {
      store(document, material);
      const signature = document.context.obj({
        Type: 'DocTimeStamp',
        ...emptySignature('ETSI.RFC3161', ROOM_FOR_A_TOKEN),
      });
      addSignatureField(document, changed, { signature, name: `Horodatage ${number}` });
    };
    const prepared = await extended(pdf, add);
    const edition = await new SignPdf().sign(Buffer.from(prepared), new Stamping(stamp));
    if (Buffer.compare(edition.subarray(0, pdf.length), pdf) !== 0) throw new SealError('The edition changed the act');
    return new Uint8Array(edition);
  } catch (error) {
    if (error instanceof SealError || error instanceof TimeStampError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new SealError(`The archive edition could not be made: ${reason}`, { cause: error });
  }
}

/** Adds to the security store what it lacks: what former editions put there stays. */
function store({ context, catalog }: PDFDocument, { certificates, lists, answers }: ValidationMaterial): void {
  const name = PDFName.of('DSS');
  const former = catalog.lookupMaybe(name, PDFDict);
  const kept = (key: string): PDFRef[] => (former?.lookupMaybe(PDFName.of(key), PDFArray)?.asArray() ?? []) as PDFRef[];
  const withMore = (key: string, all: readonly Uint8Array[]) => {
    const there = kept(key).map((ref) => context.lookup(ref, PDFStream).getContents());
    const missing = all.filter(
      (bytes, index) => ![...there, ...all.slice(0, index)].some((other) => Buffer.compare(other, bytes) === 0),
    );
    return context.obj([...kept(key), ...missing.map((bytes) => context.register(context.stream(bytes)))]);
  };
  catalog.set(
    name,
    context.obj({
      Type: 'DSS',
      Certs: withMore('Certs', certificates),
      CRLs: withMore('CRLs', lists),
      OCSPs: withMore('OCSPs', answers),
    }),
  );
}
