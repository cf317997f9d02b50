import type { FileKind } from '#domain/people/import-line.ts';
import type { Tx } from '#prisma/client.ts';
import { chunksOf } from '#prisma/repositories/people/imports.ts';
import { SecretDamaged, type SecretValues } from '#prisma/secret-values.ts';
import { FileRefused } from './decode.ts';

interface FileOf {
  readonly id: string;
  readonly kind: FileKind;
}

/**
 * Returns a chunk of a file as it is stored until it is read; encrypted if the file holds personal
 * values.
 */
export const keptBytes = ({ id, kind }: FileOf, bytes: Buffer, secrets: SecretValues): Buffer =>
  kind === 'situation' ? Buffer.from(secrets.seal(bytes.toString('base64'), id)) : bytes;

/**
 * Reads the bytes of a stored file, chunk by chunk.
 * @throws {FileRefused} key-gone if the key that encrypted it is no longer known
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
