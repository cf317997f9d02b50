import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { fault } from '#domain/people/import-cells.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { approvingFault, canRejectImport, canSendValues } from '#domain/permissions/people.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { notify } from '#prisma/repositories/messages/notifications.ts';
import { approversOf, type Batch, countLines, lockBatch, setBatch } from '#prisma/repositories/people/imports.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { themeBy } from '#prisma/repositories/people/situation-files.ts';
import type { Deps } from '../../dependencies.ts';

interface Answered {
  readonly actor: Actor;
  readonly id: string;
  readonly at: Date;
}

/**
 * Proposes a file of values, at its sender's request, to the other administrators of the whole
 * ministry (G2), and notifies them.
 */
export async function proposeImport(
  tx: Tx,
  batch: Batch,
  { at, mailDomain }: { readonly at: Date; readonly mailDomain: string },
): Promise<void> {
  await setBatch(tx, batch.id, { state: 'proposed', touchedAt: at });
  const { title } = await themeBy(tx, batch.themeSha256 ?? '');
  await notify(tx, {
    ...{ requestId: null, message: 'import-to-approve', occasion: `import:${batch.id}`, mailDomain },
    recipients: await approversOf(tx, batch.madeById, parisDay(at)),
    detail: { at: at.toISOString(), 'title.fr': title.fr, 'title.en': title.en },
  });
  await trace(tx, batch, { verb: 'import.propose', actorId: batch.madeById, at });
}

/**
 * Approves a file of values; its lines are then written, each judged once more. Called again, it
 * does nothing.
 * @throws {DomainError} not-found, own-proposal, import-not-proposed, proposer-not-entitled
 */
export const approveImport = ({ database }: Pick<Deps, 'database'>, { actor, id, at }: Answered): Promise<void> =>
  database.transaction(async (tx) => {
    const batch = await lockBatch(tx, id);
    const why = batch === null ? 'not-found' : approvingFault(actor, batch.madeById, parisDay(at));
    if (batch === null || why !== null) throw new DomainError(why ?? 'not-found');
    if (batch.approvedById === actor.personId) return;
    if (batch.state !== 'proposed') throw new DomainError('import-not-proposed');
    await mustSendStill(tx, batch, at);
    const approved = { approvedById: actor.personId, approvedAt: at };
    await setBatch(tx, id, { state: 'asked', ...approved, touchedAt: at });
    await trace(tx, batch, { verb: 'import.approve', actorId: actor.personId, at });
  });

/**
 * Checks that the sender of a file still administers the whole ministry.
 * @throws {DomainError} proposer-not-entitled
 */
async function mustSendStill(tx: Tx, { madeById }: Batch, at: Date): Promise<void> {
  if (madeById !== null && !canSendValues(await actorFacts(tx, madeById), parisDay(at)))
    throw new DomainError('proposer-not-entitled');
}

/**
 * Rejects a file of values that waits for approval, with a reason: another administrator, or its
 * sender.
 * @throws {DomainError} not-found, import-not-proposed
 */
export const rejectImport = (
  { database }: Pick<Deps, 'database'>,
  { actor, id, reason, at }: Answered & { readonly reason: string },
): Promise<void> =>
  database.transaction(async (tx) => {
    const batch = await lockBatch(tx, id);
    if (batch === null || !canRejectImport(actor, batch.madeById, parisDay(at))) throw new DomainError('not-found');
    if (batch.state !== 'proposed') throw new DomainError('import-not-proposed');
    await setBatch(tx, id, { state: 'refused', fault: fault('not-approved', { reason }), touchedAt: at });
    await trace(tx, batch, { verb: 'import.reject', actorId: actor.personId, reason, at });
  });

async function trace(
  tx: Tx,
  { id, kind, theme, reason: asked }: Batch,
  said: {
    readonly verb: 'import.propose' | 'import.approve' | 'import.reject';
    readonly actorId: string | null;
    readonly reason?: string;
    readonly at: Date;
  },
): Promise<void> {
  const { verb, actorId, reason = asked, at } = said;
  const { ready } = await countLines(tx, id);
  await appendAudit(tx, {
    ...{ chain: SYSTEM_CHAIN, at, actorId, verb, subject: `import:${id}` },
    payload: { kind, theme, reason, lines: ready },
  });
}
