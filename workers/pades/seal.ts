import { SignPdf } from '@signpdf/signpdf';
import { Signer } from '@signpdf/utils';
import { signCms } from './der/cms.ts';
import { type SealKey, SealKeyAway } from './keys/key.ts';
import { addSealPlaceholder, type SealClaims } from './pdf/placeholder.ts';
import { TimeStampError, type TimeStamper } from './stamps/time-stamping.ts';

/** An act to seal: its bytes as the signer saw them, what the seal claims, the ministry's key, and who stamps its time. */
export type SealRequest = SealClaims & { pdf: Uint8Array; key: SealKey; stamp?: TimeStamper | undefined };

/** A seal that cannot be put: the act is not a PDF that can be extended, or the key gave something else than a signature. */
export class SealError extends Error {
  readonly code = 'SEAL_FAILED';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SealError';
  }
}

/** Room beside the certificates: attributes and signature; then a token, which carries its authority's certificates. */
const ROOM_WITHOUT_CERTIFICATES = 8_192;
const ROOM_FOR_A_TOKEN = 16_384;

class PadesSigner extends Signer {
  readonly #key: SealKey;
  readonly #stamp: TimeStamper | undefined;

  constructor(key: SealKey, stamp: TimeStamper | undefined) {
    super();
    this.#key = key;
    this.#stamp = stamp;
  }

  override async sign(content: Buffer): Promise<Buffer> {
    return Buffer.from(await signCms(content, this.#key, this.#stamp));
  }
}

/**
 * Seals an act (PAdES, level B-B; B-T when its time is stamped). The result begins with the very bytes given and adds to them, so that what the signer
 * saw is a prefix of what is kept. The same request always gives the same bytes, but for a stamp.
 * @throws {SealError} {@link TimeStampError} {@link SealKeyAway}
 */
export async function seal({ pdf, key, stamp, ...claims }: SealRequest): Promise<Uint8Array> {
  const certificates = [key.certificate, ...key.chain].reduce((size, { length }) => size + length, 0);
  const room = ROOM_WITHOUT_CERTIFICATES + (stamp ? ROOM_FOR_A_TOKEN : 0);
  try {
    const prepared = await addSealPlaceholder(pdf, claims, room + certificates);
    const sealed = await new SignPdf().sign(Buffer.from(prepared), new PadesSigner(key, stamp));
    if (Buffer.compare(sealed.subarray(0, pdf.length), pdf) !== 0) throw new SealError('The seal changed the act');
    return new Uint8Array(sealed);
  } catch (error) {
    if (error instanceof SealError || error instanceof TimeStampError || error instanceof SealKeyAway) throw error;
    throw new SealError(`The act could not be sealed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
