import { isPageOf, type Signer } from '#domain/act/legal/power.ts';
import { type CivilDate, parisDay } from '#domain/calendar/civil-date.ts';
import { isAcceptedBySilence } from '#domain/calendar/silence-rule.ts';
import { decisionContext } from '#domain/circuit/decision-context.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { outcomesOf } from '#domain/decision/decision.ts';
import type { Refusal } from '#domain/errors.ts';
import { canPreview, decidedBefore, ownRequest, takenByAnother } from '#domain/permissions/task.ts';
import { type SigningQuestion, signingCapacity } from '#domain/power/delegation.ts';
import type { Tx } from '#prisma/client.ts';
import { signerPower } from '#prisma/repositories/acts/signing.ts';
import { readManifest } from '#prisma/repositories/circuits/circuits.ts';
import { personInPost } from '#prisma/repositories/people/people.ts';
import { type LeafToJudge, leavesToJudge } from '#prisma/repositories/signing/leaves.ts';
import { signedTouchFault } from '../checks/later-act.ts';

/** An act of a batch, with why it may not be signed now; null: it may. */
export type JudgedLeaf = LeafToJudge & { readonly refused: LeafRefusal | null };

type LeafRefusal = Pick<Refusal, 'code' | 'params'>;

/** What the signer's acts are all judged with. */
interface Signing {
  readonly power: Pick<SigningQuestion, 'signer' | 'delegations'>;
  readonly post: Signer;
  readonly day: CivilDate;
  readonly at: Date;
}

/**
 * Judges every act of a batch by the rules of a single signature, with a few queries for all of
 * them. Business rules are checked where the decision is taken, as for every signature: by the
 * listener that completes the task.
 */
export async function judgeLeaves(
  tx: Tx,
  { batchId, signerId, at }: { readonly batchId: string; readonly signerId: string; readonly at: Date },
): Promise<JudgedLeaf[]> {
  const day = parisDay(at);
  const leaves = await leavesToJudge(tx, batchId, signerId);
  const signing = { power: await signerPower(tx, signerId), post: await personInPost(tx, signerId, day), day, at };
  const manifests = new Map<string, CircuitManifest>();
  for (const { versionId } of leaves)
    if (versionId !== null && !manifests.has(versionId)) manifests.set(versionId, await readManifest(tx, versionId));
  const judged: JudgedLeaf[] = [];
  for (const leaf of leaves) {
    const manifest = manifests.get(leaf.versionId);
    const refused = leafRefusal(leaf, manifest, signing);
    // Only acts that correct, withdraw or repeal another one need this query.
    const touching = refused === null && manifest ? await signedTouchFault(tx, manifest, { ...leaf, day }) : null;
    judged.push({ ...leaf, refused: refused ?? (touching && bare(touching)) });
  }
  return judged;
}

/** Builds a refusal that its code fully describes. */
export const bare = (code: Refusal['code']): LeafRefusal => ({ code, params: {} });

function leafRefusal(leaf: LeafToJudge, manifest: CircuitManifest | undefined, signing: Signing): LeafRefusal | null {
  const { facts, page } = leaf;
  const { signer } = signing.power;
  // A person who was never shown an act learns nothing about its task.
  if (facts === null || page === null || manifest === undefined) return bare('not-found');
  if (leaf.decided) return bare('task-already-decided');
  if (facts.state !== 'created') return bare('task-ended');
  if (ownRequest(signer.personId, facts)) return bare('own-request');
  if (decidedBefore(signer.personId, facts)) return bare('same-person');
  if (takenByAnother(signer.personId, facts)) return bare('task-assigned-to-another');
  if (!canPreview(signer, facts)) return bare('forbidden');
  if (!offersSignature(leaf, manifest, signing.at)) return bare('decision-invalid');
  const judged = signingCapacity({ ...signing.power, ...leaf, matter: leaf.kind, day: signing.day });
  if ('refused' in judged) return { code: 'no-signing-capacity', params: { reason: judged.refused } };
  const isOfNow = leaf.drawn && isPageOf(page, { day: signing.day, capacity: judged.capacity, signer: signing.post });
  return isOfNow ? null : bare('preview-outdated');
}

const offersSignature = (leaf: LeafToJudge, manifest: CircuitManifest, at: Date): boolean =>
  outcomesOf(
    decisionContext(manifest, { elementId: leaf.elementId, decision: 'signature' }, isAcceptedBySilence(leaf, at)),
  ).some(({ outcome }) => outcome === 'signed');
