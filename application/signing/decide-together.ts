import { createHash } from 'node:crypto';
import type { SignIn } from '#domain/account/sign-in.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { decisionContext } from '#domain/circuit/decision-context.ts';
import { stepOf } from '#domain/circuit/manifest.ts';
import type { DecisionKind } from '#domain/decision/decision.ts';
import { DomainError } from '#domain/errors.ts';
import { canonicalJson } from '#domain/evidence/evidence.ts';
import { taskTwice } from '#domain/signing/batch.ts';
import {
  type Apart,
  apartAt,
  type DecidedTogether,
  faultsForAll,
  MAX_DECIDED,
  reasonsOf,
} from '#domain/signing/decided-together.ts';
import { isDeskKind, readFoldId } from '#domain/signing/desk.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import { foldsServed } from '#prisma/repositories/signing/batches.ts';
import {
  type AskedItem,
  askDecisionsToStop,
  type DecisionBatch,
  findDecisionBatch,
  insertDecisionBatch,
} from '#prisma/repositories/signing/decision-batches.ts';
import type { Deps } from '../dependencies.ts';
import { mayBeLeftEmpty } from '../forms/left-empty.ts';
import type { Version, Versions } from '../versions.ts';
import { mustBeWithinBounds } from './bound-batches.ts';

/** A decision on several tasks of a fold that a person has read. */
export interface AskedTogether extends DecidedTogether {
  readonly foldId: string;
  readonly foldSha256: string;
  readonly tasks: readonly AskedItem[];
}

/**
 * Stores an opinion, a visa or a check given at once on several tasks of a fold; a worker then
 * gives each one by the same rules as a single decision. The same decisions asked for again before
 * the batch has ended return the same batch.
 * @throws {DomainError} decisions-size, bad-request for a task given twice, signing-fold-unserved,
 * kind-unknown, decision-invalid with what is missing or when the step is decided one task at a
 * time, batches-too-many
 */
export async function decideTogether(
  { database, versions }: Pick<Deps, 'database'> & { readonly versions: Versions },
  {
    personId,
    signIn,
    asked,
    at,
  }: { readonly personId: string; readonly signIn: SignIn; readonly asked: AskedTogether; readonly at: Date },
): Promise<{ readonly id: string; readonly count: number }> {
  const { foldId, foldSha256, outcome, tasks } = asked;
  const count = tasks.length;
  if (count === 0 || count > MAX_DECIDED) throw new DomainError('decisions-size', { max: MAX_DECIDED });
  if (taskTwice(tasks) !== null) throw new DomainError('bad-request');
  const cited = tasks.map(({ taskKey }) => ({ taskKey, foldSha256, foldId }));
  if (!(await foldsServed(database.prisma, personId, cited))) throw new DomainError('signing-fold-unserved');
  const fold = readFoldId(foldId);
  const version = await versions.get(fold.versionId);
  const { manifest } = version;
  const kind = givenAt(stepOf(manifest, fold.elementId)?.decision ?? null);
  const faults =
    offeredTogether(version, fold.elementId).apart === null
      ? faultsForAll(decisionContext(manifest, { ...fold, decision: kind }, false), asked, parisDay(at))
      : [{ field: 'outcome', code: 'option', params: {} }];
  if (faults.length > 0) throw new DomainError('decision-invalid', {}, faults);
  const askedSha256 = createHash('sha256').update(canonicalJson(asked)).digest('hex');
  const items = tasks.map((task) => ({ ...task, ...reasonsOf(asked, task) }));
  const batch = { ...fold, personId, kind, outcome, foldSha256, askedSha256, signIn, items, madeAt: at };
  return database.transaction(async (tx) => {
    const { id, isNew } = await insertDecisionBatch(tx, batch);
    if (isNew) {
      await mustBeWithinBounds(tx, personId, at);
      const event = { chain: personId, at, actorId: personId, subject: `decision-batch:${id}` };
      await appendAudit(tx, { ...event, verb: 'decisions.ask', payload: { kind, outcome, count, foldSha256 } });
      await enqueue(tx, { command: 'decide-batch', payload: { batchId: id, personId } });
    }
    return { id, count };
  });
}

/**
 * Tells whether a step can be decided for several requests at once: `apart` says why not;
 * `leavesForm`: the step's own form is left empty for each.
 */
export function offeredTogether(
  { manifest, taskForms }: Version,
  elementId: string,
): { readonly apart: Apart | null; readonly leavesForm: boolean } {
  const form = taskForms.get(elementId);
  const apart = apartAt(manifest, elementId, { demandsAnswers: form !== undefined && !mayBeLeftEmpty(form) });
  return { apart, leavesForm: apart === null && form !== undefined };
}

function givenAt(decision: DecisionKind | null): DecisionBatch['kind'] {
  if (decision === null || !isDeskKind(decision) || decision === 'signature')
    throw new DomainError('decision-invalid', {}, [{ field: 'outcome', code: 'option', params: {} }]);
  return decision;
}

/**
 * Returns a batch of decisions to the person who asked for it.
 * @throws {DomainError} not-found for anybody else
 */
export async function ownDecisions(
  tx: Tx,
  { id, personId, held = false }: { readonly id: string; readonly personId: string; readonly held?: boolean },
): Promise<DecisionBatch> {
  const batch = await findDecisionBatch(tx, id, { held });
  if (batch === null || batch.personId !== personId) throw new DomainError('not-found');
  return batch;
}

/**
 * Stops a batch of decisions: those already given stay. Does nothing if it is stopped or has ended.
 * @throws {DomainError} not-found
 */
export async function stopDecisions(
  { database }: Pick<Deps, 'database'>,
  { personId, id, at }: { readonly personId: string; readonly id: string; readonly at: Date },
): Promise<void> {
  await database.transaction(async (tx) => {
    await ownDecisions(tx, { id, personId, held: true });
    if ((await askDecisionsToStop(tx, id, at)) === 0) return;
    const subject = `decision-batch:${id}`;
    await appendAudit(tx, { chain: personId, at, actorId: personId, verb: 'decisions.stop', subject });
  });
}
