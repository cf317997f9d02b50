import { createHash } from 'node:crypto';
import { DomainError } from '../../../domain/errors.ts';
import type { ImportKind } from '../../../domain/people/import-line.ts';
import { insertBatch, insertChunk, setBatch } from '../../../prisma/repositories/people/imports.ts';
import type { Deps } from '../../dependencies.ts';

const CHUNK_BYTES = 256 * 1024;

/**
 * Keeps the bytes of a file, part by part as they come: nothing of it is read yet.
 * @param madeById null: whoever runs the portal
 * @throws {DomainError} import-too-large: nothing of it will be read
 */
export async function receiveImport(
  { database }: Pick<Deps, 'database'>,
  {
    content,
    maxBytes,
    ...asked
  }: {
    readonly kind: ImportKind;
    readonly fileName: string;
    readonly reason: string;
    readonly madeById: string | null;
    readonly at: Date;
    readonly content: AsyncIterable<Uint8Array>;
    readonly maxBytes: number;
  },
): Promise<string> {
  const { prisma } = database;
  const id = await insertBatch(prisma, asked);
  const digest = createHash('sha256');
  let [size, number] = [0, 0];
  let kept: Uint8Array[] = [];
  let keptBytes = 0;
  const flush = async () => {
    if (keptBytes === 0) return;
    const chunk = Buffer.concat(kept);
    kept = [];
    keptBytes = 0;
    await insertChunk(prisma, id, number++, chunk);
  };
  for await (const part of content) {
    size += part.length;
    if (size > maxBytes) throw new DomainError('import-too-large', { max: maxBytes });
    digest.update(part);
    kept.push(part);
    keptBytes += part.length;
    if (keptBytes >= CHUNK_BYTES) await flush();
  }
  await flush();
  await setBatch(prisma, id, { state: 'received', sha256: digest.digest('hex'), touchedAt: asked.at });
  return id;
}
