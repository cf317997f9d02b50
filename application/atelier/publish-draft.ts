import { DomainError } from '../../domain/errors.ts';
import type { Tx } from '../../prisma/client.ts';
import { type CircuitDraftRow, deleteCircuitDraft, markPublishing } from '../../prisma/repositories/atelier.ts';
import { lockKind, type PublishedVersion, versionsOf } from '../../prisma/repositories/circuits.ts';
import type { Deps } from '../dependencies.ts';
import { type CheckedCircuit, type Deployed, keepDeployment, putInForce } from './put-in-force.ts';

/** What an analyst asked to publish, and over which version though it was not drawn from it. */
interface Asked {
  readonly draft: CircuitDraftRow;
  readonly over: string | null;
}

/**
 * Makes a draft the version that new requests start on, once an engine has it: version, files, deployment, trace and the
 * end of the draft in one transaction. Requests under way keep the version they started on.
 * @throws {DomainError} circuit-unchanged, circuit-outdated
 */
export const publishDraft = (
  { database }: Pick<Deps, 'database'>,
  asked: Asked & {
    readonly circuit: CheckedCircuit;
    readonly deployed: Deployed;
    readonly actorId: string;
    readonly reason: string;
    readonly at: Date;
  },
): Promise<PublishedVersion> =>
  database.transaction(async (tx) => {
    const { draft, circuit, deployed, actorId, reason, at } = asked;
    await lockKind(tx, circuit.kind);
    const { versions, replaces } = await mustReplace(tx, circuit.hash, asked);
    const trace = { reason, draftId: draft.id, replaces };
    const version = await putInForce(tx, circuit, { versions, at, by: { actorId, reason }, trace });
    await keepDeployment(tx, { versionId: version.id, ...deployed, actorId, at });
    await deleteCircuitDraft(tx, draft.id);
    return version;
  });

/**
 * A draft takes the place of the version that it was drawn from, or of the one that its analyst saw and named; the
 * versions there are, and which of them it replaces. Asked before an engine is given anything, and again at last.
 * @throws {DomainError} circuit-unchanged, circuit-outdated
 */
export async function mustReplace(
  tx: Tx,
  hash: string,
  { draft, over }: Asked,
): Promise<{ readonly versions: readonly PublishedVersion[]; readonly replaces: string | null }> {
  const versions = await versionsOf(tx, draft.kind);
  const current = versions.find((version) => version.current);
  if (current?.bundleHash === hash) throw new DomainError('circuit-unchanged');
  if (current !== undefined && current.id !== draft.baseVersion?.id && current.id !== over)
    throw new DomainError('circuit-outdated', { number: current.number });
  return { versions, replaces: current?.id ?? null };
}

/** Gives a draft that was not published back to its analysts. */
export const giveBack = ({ database }: Pick<Deps, 'database'>, draftId: string): Promise<void> =>
  markPublishing(database.prisma, draftId, null);
