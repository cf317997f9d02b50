import { SYSTEM_CHAIN } from '../../domain/evidence/audit.ts';
import { appendAudit } from '../../prisma/audit.ts';
import type { Tx } from '../../prisma/client.ts';
import { createCircuitDraft, firstProposal } from '../../prisma/repositories/atelier.ts';
import { lastPublisherOf, lockKind, type PublishedVersion, versionsOf } from '../../prisma/repositories/circuits.ts';
import type { Deps } from '../dependencies.ts';
import { type CheckedCircuit, putInForce } from './put-in-force.ts';

/**
 * Keeps a circuit shipped with the portal as a version, which requests start on from now. Where an analyst chose what
 * they start on, a release does not go over it: what it brings becomes a draft, proposed once, for analysts to compare
 * and publish. Answers the version in force, and what the release did.
 */
export const importRelease = (
  { database }: Pick<Deps, 'database'>,
  { circuit, at }: { readonly circuit: CheckedCircuit; readonly at: Date },
): Promise<{ readonly version: PublishedVersion; readonly did: 'publish' | 'propose' | null }> =>
  database.transaction(async (tx) => {
    await lockKind(tx, circuit.kind);
    const versions = await versionsOf(tx, circuit.kind);
    const current = versions.find((other) => other.current);
    const known = versions.find(({ bundleHash }) => bundleHash === circuit.hash);
    if (current !== undefined && (await lastPublisherOf(tx, current.id)) !== null) {
      const proposed = known === undefined && (await propose(tx, circuit, current, at));
      return { version: current, did: proposed ? 'propose' : null };
    }
    if (current !== undefined && current.id === known?.id) return { version: current, did: null };
    return { version: await putInForce(tx, circuit, { versions, at, by: null }), did: 'publish' };
  });

/** Makes a draft of what a release brings, unless that was done before, whatever became of it. */
async function propose(
  tx: Tx,
  { kind, hash: bundleHash, files }: CheckedCircuit,
  current: PublishedVersion,
  at: Date,
): Promise<boolean> {
  if (!(await firstProposal(tx, kind, bundleHash, at))) return false;
  const draft = { kind, origin: 'release', baseVersionId: current.id, authorId: null, at, files } as const;
  const { id } = await createCircuitDraft(tx, draft);
  await appendAudit(tx, {
    chain: SYSTEM_CHAIN,
    at,
    actorId: null,
    verb: 'circuit.propose',
    subject: `circuit-draft:${id}`,
    payload: { kind, bundleHash, besides: current.id },
  });
  return true;
}
