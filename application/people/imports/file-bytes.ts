import type { FileKind } from '#domain/people/import-line.ts';
import type { Tx } from '#prisma/client.ts';
import { chunksOf } from '#prisma/repositories/people/imports.ts';
import { SecretDamaged, type SecretValues } from '#prisma/secret-values.ts';
import { FileRefused } from './decode.ts';

interface FileOf {
  readonly id: string;
  readonly kind: FileKind;
}

/** A part of a file as it is kept until it is read: one that says how people live is sealed. */
export const keptBytes = ({ id, kind }: FileOf, bytes: Buffer, secrets: SecretValues): Buffer =>
  kind === 'situation' ? Buffer.from(secrets.seal(bytes.toString('base64'), id)) : bytes;

/**
 * The bytes of a file, part by part.
 * @throws {FileRefused} key-gone, where the key that sealed it is known no more
 */
export async function* bytesOf(tx: Tx, { id, kind }: FileOf, secrets: SecretValues): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunksOf(tx, id))
    yield kind === 'situation' ? opened(Buffer.from(chunk).toString(), id, secrets) : chunk;
}

function opened(sealed: string, id: string, secrets: SecretValues): Uint8Array {
  try {
    return Buffer.from(secrets.open(sealed, id), 'base64');
  } catch (error) {
    throw error instanceof SecretDamaged ? new FileRefused('key-gone') : error;
  }
}
