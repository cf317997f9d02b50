import { isOwnFile, SHARED_FOLDER } from '../../domain/circuit/draft.ts';
import { SYSTEM_CHAIN } from '../../domain/evidence/audit.ts';
import { appendAudit } from '../../prisma/audit.ts';
import type { Tx } from '../../prisma/client.ts';
import { createCircuitDraft, firstProposal } from '../../prisma/repositories/atelier.ts';
import { lockKind, type PublishedVersion, versionsOf } from '../../prisma/repositories/circuits.ts';
import type { Deps } from '../dependencies.ts';
import { type CheckedCircuit, putInForce } from './put-in-force.ts';

/**
 * Keeps a circuit shipped with the portal as the first version of its kind: its author is the installation. Once there is
 * one, two analysts publish (G6): what a later release brings becomes a draft, once, for them to compare, propose and
 * approve. Answers the version in force (null: the kind is closed), and what the release did.
 */
export const importRelease = (
  { database }: Pick<Deps, 'database'>,
  { circuit, at }: { readonly circuit: CheckedCircuit; readonly at: Date },
): Promise<{ readonly version: PublishedVersion | null; readonly did: 'publish' | 'propose' | null }> =>
  database.transaction(async (tx) => {
    await lockKind(tx, circuit.kind);
    const versions = await versionsOf(tx, circuit.kind);
    if (versions.length === 0)
      return { version: await putInForce(tx, circuit, { versions, at, proposal: null }), did: 'publish' };
    const current = versions.find((other) => other.current) ?? null;
    const isKnown = versions.some(({ bundleHash }) => bundleHash === circuit.hash);
    const proposed = !isKnown && (await propose(tx, circuit, current, at));
    return { version: current, did: proposed ? 'propose' : null };
  });

/**
 * Makes a draft of what a release brings, unless that was done before, whatever became of it. The blocks and themes that it
 * changes are drafts of their own (import-part.ts).
 */
async function propose(
  tx: Tx,
  { kind, hash: bundleHash, files }: CheckedCircuit,
  current: PublishedVersion | null,
  at: Date,
): Promise<boolean> {
  if (!(await firstProposal(tx, kind, bundleHash, at))) return false;
  const { id } = await createCircuitDraft(tx, {
    ...{ kind, origin: 'release', baseVersionId: current?.id ?? null, authorId: null, at },
    files: files.filter(({ path }) => isOwnFile(path) || path.startsWith(SHARED_FOLDER)),
  });
  await appendAudit(tx, {
    chain: SYSTEM_CHAIN,
    at,
    actorId: null,
    verb: 'circuit.propose',
    subject: `circuit-draft:${id}`,
    payload: { kind, bundleHash, besides: current?.id ?? null },
  });
  return true;
}
