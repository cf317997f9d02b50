import type { RootProof } from '../../domain/evidence/daily-root.ts';
import type { Tx } from '../../prisma/client.ts';
import type { DocumentStore } from '../../prisma/documents/store.ts';
import { rootsSince, sealEvent } from '../../prisma/repositories/administration/daily-roots.ts';
import { type Apart, openApart } from '../apart/apart.ts';
import { refusedAs } from '../apart/refusal.ts';
import type { ToProve } from './prove.thread.ts';

/** A sealing that ended while a root was being made stands under the next one. */
const LOOKED_AT = 2;

/** Of half a million chains: some 3 s and 700 MB, given back soon after. */
const LIMITS = { threads: 1, processorMs: 60_000, megabytes: 2_048, waiting: 5, idleMs: 30_000 };

let apart: Apart<ToProve, RootProof | null> | undefined;

/** Reads all leaves of a root, in a thread that serves nobody else: the first one to ask starts it, it holds no process that ends. */
const provers = (): Apart<ToProve, RootProof | null> => {
  apart ??= openApart(new URL('./prove.thread.ts', import.meta.url), LIMITS);
  return apart;
};

/**
 * What proves where a chain stood on the day when an act was sealed, or the next: its place under the first daily root that counts
 * the event of the sealing. Null until one was made.
 * @throws {DomainError} document-missing, document-corrupt, too-many-requests
 */
export async function proveDay(
  { prisma, documents }: { readonly prisma: Tx; readonly documents: Pick<DocumentStore, 'read'> },
  { chain, actId, askedBy }: { readonly chain: string; readonly actId: string; readonly askedBy: string },
): Promise<RootProof | null> {
  const sealed = await sealEvent(prisma, { chain, actId });
  if (sealed === null) return null;
  for (const { leavesSha256 } of await rootsSince(prisma, sealed.at, LOOKED_AT)) {
    const file = await documents.read(leavesSha256);
    const proof = await provers()
      .run([`person:${askedBy}`], { file, chain })
      .catch(refusedAs('too-many-requests'));
    if (proof !== null && proof.leaf.events >= sealed.sequence) return proof;
  }
  return null;
}
