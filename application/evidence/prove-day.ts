import type { RootProof } from '#domain/evidence/daily-root.ts';
import type { Tx } from '#prisma/client.ts';
import type { DocumentStore } from '#prisma/documents/store.ts';
import { type SealToProve, sealsToProve } from '#prisma/repositories/administration/daily-roots.ts';
import { type Apart, openApart } from '../apart/apart.ts';
import { refusedAs } from '../apart/refusal.ts';
import type { ToProve } from './prove.thread.ts';

/** A sealing that ended while a root was being made stands under the next one. */
const LOOKED_AT = 2;

/** Of half a million chains: some 3 s and 700 MB, given back soon after. */
const LIMITS = { threads: 1, processorMs: 60_000, megabytes: 2_048, waiting: 5, idleMs: 30_000 };

let apart: Apart<ToProve, RootProof[]> | undefined;

/** Reads all leaves of a root, in a thread that serves nobody else: the first one to ask starts it, it holds no process that ends. */
const provers = (): Apart<ToProve, RootProof[]> => {
  apart ??= openApart(new URL('./prove.thread.ts', import.meta.url), LIMITS);
  return apart;
};

/** Of an act, what proves where its chain stood on the day when it was sealed, or the next. */
export type ProveDay = (actId: string) => Promise<RootProof | null>;

/**
 * Proves, by its place under the first daily root that counts the event of its sealing, each of these acts that is asked for; null
 * until such a root was made. The leaves of a root are read once, when the first of its acts is asked for, for all of them.
 * @throws {DomainError} as an act is asked for: document-missing, document-corrupt, too-many-requests
 */
export function dayProver(
  { prisma, documents }: { readonly prisma: Tx; readonly documents: Pick<DocumentStore, 'read'> },
  { actIds, askedBy }: { readonly actIds: readonly string[]; readonly askedBy: string },
): ProveDay {
  let seals: Promise<readonly SealToProve[]> | undefined;
  const proved = new Map<string, Promise<readonly RootProof[]>>();
  const under = async (root: string, chains: readonly string[]): Promise<readonly RootProof[]> => {
    const file = await documents.read(root);
    return provers()
      .run([`person:${askedBy}`], { file, chains })
      .catch(refusedAs('too-many-requests'));
  };
  return async (actId) => {
    seals ??= sealsToProve(prisma, actIds, LOOKED_AT);
    const all = await seals;
    const sealed = all.find((seal) => seal.actId === actId);
    for (const root of sealed?.roots ?? []) {
      const chains = () => all.filter(({ roots }) => roots.includes(root)).map(({ chain }) => chain);
      const proofs = proved.get(root) ?? under(root, chains());
      proved.set(root, proofs);
      const proof = (await proofs).find(({ leaf }) => leaf.chain === sealed?.chain);
      if (proof !== undefined && sealed !== undefined && proof.leaf.events >= sealed.sequence) return proof;
    }
    return null;
  };
}
