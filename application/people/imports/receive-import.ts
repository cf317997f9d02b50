import { createHash } from 'node:crypto';
import { DomainError } from '#domain/errors.ts';
import type { FileKind } from '#domain/people/import-line.ts';
import { insertBatch, insertChunk, setBatch } from '#prisma/repositories/people/imports.ts';
import { newestTheme } from '#prisma/repositories/people/situation-files.ts';
import type { Deps } from '../../dependencies.ts';
import { keptBytes } from './file-bytes.ts';

const CHUNK_BYTES = 256 * 1024;

/**
 * Stores the bytes of a file as they come, without reading them, and returns the id of the import.
 * @param madeById null: the person who runs the portal
 * @throws {DomainError} import-too-large: nothing of it will be read; import-theme: no theme has
 * that name, or none was to be given
 */
export async function receiveImport(
  { database, secrets }: Pick<Deps, 'database' | 'secrets'>,
  {
    content,
    maxBytes,
    theme: themeName,
    ...asked
  }: {
    readonly kind: FileKind;
    /** For a file of values: the name of their theme. */
    readonly theme?: string | undefined;
    readonly fileName: string;
    readonly reason: string;
    readonly madeById: string | null;
    readonly at: Date;
    readonly content: AsyncIterable<Uint8Array>;
    readonly maxBytes: number;
  },
): Promise<string> {
  const { prisma } = database;
  const theme = themeName === undefined ? null : await newestTheme(prisma, themeName);
  if ((asked.kind === 'situation') !== (theme !== null)) throw new DomainError('import-theme');
  const named = { theme: theme?.definition.name ?? null, themeSha256: theme?.sha256 ?? null };
  const id = await insertBatch(prisma, { ...asked, ...named });
  const digest = createHash('sha256');
  let [size, number] = [0, 0];
  let kept: Uint8Array[] = [];
  let waiting = 0;
  const flush = async () => {
    if (waiting === 0) return;
    const chunk = keptBytes({ id, kind: asked.kind }, Buffer.concat(kept), secrets);
    kept = [];
    waiting = 0;
    await insertChunk(prisma, id, number++, chunk);
  };
  for await (const part of content) {
    size += part.length;
    if (size > maxBytes) throw new DomainError('import-too-large', { max: maxBytes });
    digest.update(part);
    kept.push(part);
    waiting += part.length;
    if (waiting >= CHUNK_BYTES) await flush();
  }
  await flush();
  await setBatch(prisma, id, { state: 'received', sha256: digest.digest('hex'), touchedAt: asked.at });
  return id;
}
