import type { RootProof } from '#domain/evidence/daily-root.ts';
import type { Tx } from '#prisma/client.ts';
import type { DocumentStore } from '#prisma/documents/store.ts';
import { type SealToProve, sealsToProve } from '#prisma/repositories/administration/daily-roots.ts';
import { type Apart, openApart } from '../apart/apart.ts';
import { refusedAs } from '../apart/refusal.ts';
import type { ToProve } from './prove.thread.ts';

/** A sealing that ended while a root was being made is counted by the next one. */
const LOOKED_AT = 2;

/** For half a million chains: some 3 s and 700 MB, freed soon after. */
const LIMITS = { threads: 1, processorMs: 60_000, megabytes: 2_048, waiting: 5, idleMs: 30_000 };

let apart: Apart<ToProve, RootProof[]> | undefined;

/**
 * Returns the thread that reads all the leaves of a root. The first proof starts it, and it does
 * not keep the process alive.
 */
const provers = (): Apart<ToProve, RootProof[]> => {
  apart ??= openApart(new URL('./prove.thread.ts', import.meta.url), LIMITS);
  return apart;
};

/** Returns what proves where the chain of an act was on the day of its sealing, or the next. */
export type ProveDay = (actId: string) => Promise<RootProof | null>;

/**
 * Returns a function that proves each of these acts by its place under the first daily root that
 * counts the event of its sealing; it returns null until such a root is made. The leaves of a root
 * are read once for all its acts, when the first of them is asked for.
 * @throws {DomainError} when an act is asked for: document-missing, document-corrupt,
 * too-many-requests
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
