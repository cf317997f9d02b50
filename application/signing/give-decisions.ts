import { DomainError, type Refusal } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { within } from '#prisma/client.ts';
import { isTransient } from '#prisma/fault.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import {
  type DecisionBatch,
  findDecisionBatch,
  type ItemLeft,
  itemsLeft,
  lockItem,
  markDecisionBatchEnded,
  markIntended,
  refuseItem,
  refuseItemsLeft,
} from '#prisma/repositories/signing/decision-batches.ts';
import { rowsOfTasks } from '#prisma/repositories/signing/desk.ts';
import type { Deps } from '../dependencies.ts';
import { decide } from '../tasks/decide.ts';
import { comparedActs, saidHash } from './said.ts';

/** Decisions given in a turn: some tenths of a second, then other commands have theirs. */
const AT_ONCE = 20;

type GivingDeps = Pick<Deps, 'database' | 'versions' | 'forms'> & {
  readonly now: () => Date;
  /** Called for an unexpected fault at a task; the others go on. */
  readonly onFault: (error: unknown, taskKey: string) => void;
};

/**
 * Gives some of the decisions of a batch, each in a transaction of its own with its outcome:
 * stopped half-way, it resumes where it was. Each is given by `decide`, with the person's rights at
 * that very moment; a refused one does not stop the others.
 * @returns whether others are left
 */
export async function giveDecisions(deps: GivingDeps, batchId: string): Promise<boolean> {
  const { database, versions, now } = deps;
  const batch = await findDecisionBatch(database.prisma, batchId);
  if (batch === null || batch.endedAt !== null) return false;
  const { personId, elementId } = batch;
  if (batch.stopAskedAt !== null) await refuseItemsLeft(database.prisma, batchId, 'decisions-stopped');
  const items = await itemsLeft(database.prisma, batchId, AT_ONCE);
  if (items.length > 0) {
    const actor = await actorFacts(database.prisma, personId);
    const keys = items.map(({ taskKey }) => taskKey);
    const compared = comparedActs(
      await versions.get(batch.versionId),
      elementId,
      await rowsOfTasks(database.prisma, personId, keys),
    );
    const said = new Map(compared.map((act) => [act.taskKey, saidHash(act)]));
    for (const item of items) await giveOne(deps, { batch, actor, item, said: said.get(item.taskKey) });
  }
  if (items.length === AT_ONCE) return true;
  await database.transaction(async (tx) => {
    if ((await markDecisionBatchEnded(tx, batchId, now())) === 0) return;
    await enqueue(tx, { command: 'tell-batch', payload: { batchId } });
  });
  return false;
}

interface OneToGive {
  readonly batch: DecisionBatch;
  readonly actor: Actor;
  readonly item: ItemLeft;
  /**
   * Hash of what its request says now; undefined if the task is no longer theirs: `decide` says
   * why.
   */
  readonly said: string | undefined;
}

async function giveOne(deps: GivingDeps, { batch, actor, item, said }: OneToGive): Promise<void> {
  const { database, versions, forms, now, onFault } = deps;
  const { id: batchId, signIn, outcome, foldSha256 } = batch;
  const { place, taskKey, reason, reasonLaw, reasonFact } = item;
  try {
    await database.transaction(async (tx) => {
      if (!(await lockItem(tx, batchId, place))) return;
      if (said !== undefined && said !== item.said) throw new DomainError('decision-outdated');
      const { decisionId } = await decide(
        { database: within(tx), versions, forms },
        {
          ...{ actor, signIn, taskKey, at: now(), batch: { batchId, foldSha256 } },
          decision: {
            outcome,
            ...{ reason: reason ?? undefined, reasonLaw: reasonLaw ?? undefined, reasonFact: reasonFact ?? undefined },
          },
        },
      );
      await markIntended(tx, batchId, place, decisionId);
    });
  } catch (error) {
    await refuseItem(
      database.prisma,
      batchId,
      place,
      whyNot(error, () => onFault(error, taskKey)),
    );
  }
}

/**
 * Turns an error into the refusal to record.
 * @throws the error itself when the decision must be tried again: the database is away or busy, or
 * too much is being judged
 */
function whyNot(error: unknown, onFault: () => void): Refusal {
  if (error instanceof DomainError && error.code !== 'too-many-requests') return error;
  if (error instanceof DomainError || isTransient(error)) throw error;
  onFault();
  return { code: 'unexpected', params: {}, faults: [] };
}
