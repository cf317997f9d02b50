import type { PartType } from '#domain/circuit/blocks/part.ts';
import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { createCircuitDraft, firstProposal } from '#prisma/repositories/circuits/atelier.ts';

/** What a release brings beside the portal's own version, of a kind or of a part. */
export interface Brought {
  readonly of?: PartType;
  readonly kind: string;
  readonly hash: string;
  readonly files: readonly BundleFile[];
  readonly besides: string | null;
}

/**
 * Makes a draft of what a release brings, unless one was made before, even if it was dropped since.
 * @returns true if the draft was made
 */
export async function proposeRelease(
  tx: Tx,
  { hash: bundleHash, files, besides, ...named }: Brought,
  at: Date,
): Promise<boolean> {
  const { of, kind } = named;
  if (!(await firstProposal(tx, of === undefined ? kind : `${of}:${kind}`, bundleHash, at))) return false;
  const { id } = await createCircuitDraft(tx, {
    ...named,
    ...{ origin: 'release', baseVersionId: besides, authorId: null, at, files },
  });
  await appendAudit(tx, {
    chain: SYSTEM_CHAIN,
    at,
    actorId: null,
    verb: 'circuit.propose',
    subject: `circuit-draft:${id}`,
    payload: { ...named, bundleHash, besides },
  });
  return true;
}
