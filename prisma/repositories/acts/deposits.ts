import { sql } from 'kysely';
import { type DepositState, depositName } from '#domain/archive/deposit.ts';
import type { ErrorCode } from '#domain/errors.ts';
import { Prisma, type Tx } from '../../client.ts';
import { all, atMost, db, exists, isAmong, isOneOf, records, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';
import type { ActToArchive } from './archived.ts';

/** The state of an act with the archives service, by its last attempt. */
export interface Deposit {
  readonly state: DepositState;
  /** Since when. */
  readonly at: string;
  /** Why the portal did not deposit it. */
  readonly code: ErrorCode | null;
  /** What the service answered. */
  readonly answer: string | null;
}

/** Selects the deposit of the act of a row, as JSON; null: nobody asked for it. */
export const depositOf = (actId: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  select json_build_object('state', d.state, 'code', d.code, 'answer', d.answer,
                           'at', coalesce(d.answered_at, d.deposited_at, d.asked_at))
    from act_deposit d where d.act_id = ${actId} order by d.attempt desc limit 1)`;

const attemptsOf = statement((given: { actIds: readonly string[] }) =>
  db
    .selectFrom('act_deposit')
    .select((eb) => ['act_id as actId', eb.fn.max('attempt').as('attempts')])
    .where((eb) => isOneOf(eb.ref('act_id'), given.actIds))
    .groupBy('act_id'),
);

interface Attempt {
  readonly id: string;
  readonly actId: string;
  readonly attempt: number;
  readonly name: string;
}

const asked = statement((given: { attempts: readonly Attempt[]; askedById: string; at: Date }) =>
  db
    .insertInto('act_deposit')
    .columns(['id', 'act_id', 'attempt', 'name', 'asked_by_id', 'asked_at', 'state'])
    .expression(
      db
        .selectFrom(records(given.attempts, { id: 'uuid', actId: 'uuid', attempt: 'integer', name: 'text' }))
        .innerJoin('act as a', (join) => join.onRef('a.id', '=', 'given.actId').on('a.sealed_at', 'is not', null))
        .select((eb) => [
          'given.id',
          'given.actId',
          'given.attempt',
          'given.name',
          eb.val(given.askedById).as('asked_by_id'),
          eb.val(given.at).as('asked_at'),
          eb.val('waiting' as const).as('state'),
        ]),
    )
    .onConflict((same) => same.doNothing())
    .returning('id'),
);

/**
 * Asks for acts to be deposited, except those whose last attempt was not refused; returns the ids
 * of the new attempts.
 * @param acts sealed ones
 */
export async function askDeposits(
  tx: Tx,
  { acts, askedById, at }: { readonly acts: readonly ActToArchive[]; readonly askedById: string; readonly at: Date },
): Promise<string[]> {
  const before = await attemptsOf.all(tx, { actIds: acts.map(({ actId }) => actId) });
  const attempts = new Map(before.map(({ actId, attempts }) => [actId, attempts]));
  const rows = acts.map(({ actId, number }) => {
    const attempt = (attempts.get(actId) ?? 0) + 1;
    return { id: uuid7(at), actId, attempt, name: depositName(number, attempt) };
  });
  const written = await asked.all(tx, { attempts: rows, askedById, at });
  return written.map(({ id }) => id);
}

/** An attempt to make. */
export interface DepositToMake {
  readonly id: string;
  readonly name: string;
  /** Of the act. */
  readonly number: string;
  readonly actId: string;
  readonly requestId: string;
  /** The person in whose chain its outcome is recorded. */
  readonly agentId: string;
  readonly askedById: string;
}

/** Attempts joined to their acts, from `db` or from a query with common table expressions. */
const attempts = (query: Pick<typeof db, 'selectFrom'>) =>
  query
    .selectFrom('act_deposit as d')
    .innerJoin('act as a', 'a.id', 'd.act_id')
    .innerJoin('request as r', 'r.id', 'a.request_id')
    .select((eb) => [
      'd.id',
      'd.name',
      sql<string>`${eb.ref('a.evidence')} #>> '{act,number}'`.as('number'),
      'a.id as actId',
      'a.request_id as requestId',
      'r.agent_id as agentId',
      'd.asked_by_id as askedById',
    ]);

const toMake = statement((given: { id: string }) =>
  attempts(db).where('d.id', '=', given.id).where('d.state', '=', 'waiting'),
);

/** Finds an attempt to make; null if it was made. */
export const depositToMake = (tx: Tx, id: string): Promise<DepositToMake | null> => toMake.first(tx, { id });

interface Deposited {
  readonly id: string;
  readonly sha256: string;
  readonly size: number;
  readonly at: Date;
}

const deposited = statement((given: Deposited) =>
  db
    .updateTable('act_deposit')
    .set({ state: 'deposited', sha256: given.sha256, size: given.size, deposited_at: given.at })
    .where('id', '=', given.id)
    .where('state', '=', 'waiting'),
);

/** Records what was read back of a deposit; false if another worker did. */
export const keepDeposited = async (tx: Tx, given: Deposited): Promise<boolean> =>
  (await deposited.run(tx, given)) === 1;

const refused = statement((given: { id: string; code: ErrorCode }) =>
  db
    .updateTable('act_deposit')
    .set({ state: 'refused', code: given.code })
    .where('id', '=', given.id)
    .where('state', '=', 'waiting'),
);

/** Records why the portal does not deposit an act. */
export const refuseDeposit = (tx: Tx, id: string, code: ErrorCode): Promise<number> => refused.run(tx, { id, code });

interface LookedAt {
  readonly before: Date;
  readonly at: Date;
  readonly max: number;
}

const taken = (given: LookedAt) =>
  db.with('taken', (made) =>
    made
      .updateTable('act_deposit')
      .set({ looked_at: given.at })
      .where((eb) =>
        isAmong(
          eb.ref('id'),
          eb
            .selectFrom('act_deposit')
            .select('id')
            .where('state', '=', 'deposited')
            .where((of) => of.or([of('looked_at', 'is', null), of('looked_at', '<', given.before)]))
            .orderBy('looked_at', (order) => order.asc().nullsFirst())
            .orderBy('id')
            .limit(given.max)
            .forUpdate()
            .skipLocked(),
        ),
      )
      .returning('id'),
  );

const lookedAt = statement((given: LookedAt) =>
  attempts(taken(given)).where('d.id', 'in', sql<string>`(select id from taken)`),
);

/**
 * Takes deposits that the service has not answered, longest unchecked first, and marks them as
 * checked now.
 */
export const depositsToLookAt = (tx: Tx, given: LookedAt): Promise<DepositToMake[]> => lookedAt.all(tx, given);

const answered = statement(
  (given: { id: string; state: Extract<DepositState, 'acknowledged' | 'refused'>; words: string; at: Date }) =>
    db
      .updateTable('act_deposit')
      .set({ state: given.state, answer: given.words, answered_at: given.at })
      .where('id', '=', given.id)
      .where('state', '=', 'deposited'),
);

/** Records the answer of the service; false if one was recorded before. */
export const keepAnswer = async (
  tx: Tx,
  answer: { readonly id: string; readonly accepted: boolean; readonly words: string; readonly at: Date },
): Promise<boolean> => {
  const { id, accepted, words, at } = answer;
  return (await answered.run(tx, { id, state: accepted ? 'acknowledged' : 'refused', words, at })) === 1;
};

/** A deposit whose requester should be notified. */
export interface DepositToTell {
  readonly id: string;
  readonly askedById: string;
  readonly what: 'refused' | 'late';
}

/**
 * Takes deposits that were refused, or deposited before then and not answered, whose requester was
 * not notified, and marks them as notified. A refusal followed by another attempt is left out.
 */
export const depositsToTell = (
  tx: Tx,
  { before, max }: { readonly before: Date; readonly max: number },
): Promise<DepositToTell[]> =>
  all(
    tx,
    db
      .with('due', (made) =>
        made
          .selectFrom('act_deposit as d')
          .select((eb) => [
            'd.id',
            eb
              .case('d.state')
              .when(sql.lit('refused'))
              .then(sql.lit('refused'))
              .else(sql.lit('late'))
              .end()
              .$castTo<DepositToTell['what']>()
              .as('what'),
          ])
          .where((eb) =>
            eb.or([
              eb.and([eb('d.state', '=', sql.lit('refused')), eb('d.told', 'is distinct from', sql.lit('refused'))]),
              eb.and([
                eb('d.state', '=', sql.lit('deposited')),
                eb('d.told', 'is', null),
                eb('d.deposited_at', '<', before),
              ]),
            ]),
          )
          .where((eb) =>
            eb.not(
              exists(
                eb
                  .selectFrom('act_deposit as n')
                  .whereRef('n.act_id', '=', 'd.act_id')
                  .whereRef('n.attempt', '>', 'd.attempt'),
              ),
            ),
          )
          .orderBy('d.id')
          .limit(atMost(max))
          .forUpdate()
          .skipLocked(),
      )
      .with('told', (made) =>
        made
          .updateTable('act_deposit as d')
          .from('due')
          .set((eb) => ({ told: eb.ref('due.what') }))
          .whereRef('d.id', '=', 'due.id')
          .returning(['d.id', 'd.asked_by_id as askedById', 'due.what']),
      )
      .selectFrom('told')
      .selectAll()
      .orderBy('id'),
  );
