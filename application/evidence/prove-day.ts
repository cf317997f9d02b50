import { proveUnder, type RootProof } from '../../domain/evidence/daily-root.ts';
import type { Tx } from '../../prisma/client.ts';
import type { DocumentStore } from '../../prisma/documents/store.ts';
import { type DailyRootRow, rootsSince, sealEvent } from '../../prisma/repositories/administration/daily-roots.ts';
import { RootFileSchema } from './root-file.ts';

/** A sealing that ended while a root was being made stands under the next one. */
const LOOKED_AT = 2;

/**
 * What proves where a chain stood on the day when an act was sealed, or the next: its place under the first daily root that counts
 * the event of the sealing. Null until one was made.
 */
export async function proveDay(
  { prisma, documents }: { readonly prisma: Tx; readonly documents: Pick<DocumentStore, 'read'> },
  { chain, actId }: { readonly chain: string; readonly actId: string },
): Promise<RootProof | null> {
  const sealed = await sealEvent(prisma, { chain, actId });
  if (sealed === null) return null;
  for (const row of await rootsSince(prisma, sealed.at, LOOKED_AT)) {
    const proof = proveUnder(await readRoot(documents, row), chain);
    if (proof !== null && proof.leaf.events >= sealed.sequence) return proof;
  }
  return null;
}

/** A root with its leaves, as it is kept. @throws {DomainError} document-missing, document-corrupt */
export async function readRoot(documents: Pick<DocumentStore, 'read'>, { leavesSha256 }: DailyRootRow) {
  const bytes = await documents.read(leavesSha256);
  return RootFileSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
}
