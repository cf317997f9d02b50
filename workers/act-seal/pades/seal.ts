import { SignPdf } from '@signpdf/signpdf';
import { Signer } from '@signpdf/utils';
import { signCms } from './cms.ts';
import type { SealKey } from './key.ts';
import { addSealPlaceholder, type SealClaims } from './placeholder.ts';

/** An act to seal: its bytes as the signer saw them, what the seal claims, and the ministry's key. */
export type SealRequest = SealClaims & { pdf: Uint8Array; key: SealKey };

/** A seal that cannot be put: the act is not a PDF that can be extended, or the key gave something else than a signature. */
export class SealError extends Error {
  readonly code = 'SEAL_FAILED';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SealError';
  }
}

/** Room beside the certificates: attributes, signature, and a timestamp token the day there is one. */
const ROOM_WITHOUT_CERTIFICATES = 8_192;

class PadesSigner extends Signer {
  readonly #key: SealKey;

  constructor(key: SealKey) {
    super();
    this.#key = key;
  }

  override async sign(content: Buffer): Promise<Buffer> {
    return Buffer.from(await signCms(content, this.#key));
  }
}

/**
 * Seals an act (PAdES, level B-B). The result begins with the very bytes given and adds to them, so that what the signer
 * saw is a prefix of what is kept. The same request always gives the same bytes.
 * @throws {SealError}
 */
export async function seal({ pdf, key, ...claims }: SealRequest): Promise<Uint8Array> {
  const certificates = [key.certificate, ...key.chain].reduce((size, { length }) => size + length, 0);
  try {
    const prepared = await addSealPlaceholder(pdf, claims, ROOM_WITHOUT_CERTIFICATES + certificates);
    const sealed = await new SignPdf().sign(Buffer.from(prepared), new PadesSigner(key));
    if (Buffer.compare(sealed.subarray(0, pdf.length), pdf) !== 0) throw new SealError('The seal changed the act');
    return new Uint8Array(sealed);
  } catch (error) {
    if (error instanceof SealError) throw error;
    throw new SealError(`The act could not be sealed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
