import { type Expression, sql } from 'kysely';
import {
  IN_LINES,
  type OutboxAnswer,
  type OutboxCommand,
  type OutboxCommandName,
  type OutboxId,
  subjectOf,
  UNORDERED,
} from '#domain/outbox/outbox-command.ts';
import type { Tx } from '../../client.ts';
import { outboxDone, outboxWritten } from '../../connection/channels.ts';
import { countOfRows, db, exists, isOneOf, json, statement, unnested } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';
import { inMs } from '../statements/periods.ts';

/** A command taken by a dispatcher, until its lease runs out. */
export interface ClaimedCommand {
  readonly id: string;
  readonly command: string;
  readonly payload: unknown;
  readonly attempts: number;
  /** True if another command of the same subject is not done. */
  readonly followed: boolean;
}

/**
 * Writes a command in the caller's transaction, so that it exists if and only if the fact that asks
 * for it does; returns its id.
 * @param afterMs delay before it is carried out; less than two of a dispatcher's longest pauses
 */
export async function enqueue<Name extends OutboxCommandName>(
  tx: Tx,
  command: OutboxCommand<Name>,
  { afterMs = 0 }: { readonly afterMs?: number } = {},
): Promise<OutboxId<Name>> {
  const at = new Date();
  const id = uuid7(at) as OutboxId<Name>;
  const { command: name, payload } = command;
  const availableAt = new Date(at.getTime() + afterMs);
  const notified = outboxWritten.write(id);
  await written.run(tx, { id, command: name, payload, subject: subjectOf(command), at, availableAt, notified });
  return id;
}

const written = statement(
  (given: {
    id: string;
    command: string;
    payload: unknown;
    subject: string;
    at: Date;
    availableAt: Date;
    notified: string;
  }) =>
    db
      .with('written', (made) =>
        made.insertInto('outbox').values({
          id: given.id,
          command: given.command,
          payload: json(given.payload),
          subject: given.subject,
          created_at: given.at,
          available_at: given.availableAt,
        }),
      )
      .selectNoFrom(notifies(outboxWritten, given.notified).as('notified')),
);

/** Notifies those who listen to a channel of the database. */
export const notifies = ({ name }: { readonly name: string }, text: string) => sql`pg_notify(${name}, ${text})`;

/** Writes many commands at once, as of that instant; dispatchers are notified once. */
export async function enqueueAll(
  tx: Tx,
  commands: readonly OutboxCommand[],
  { at = new Date() }: { readonly at?: Date } = {},
): Promise<void> {
  const ids = commands.map(() => uuid7(at));
  const [first] = ids;
  if (first === undefined) return;
  await writtenTogether.run(tx, {
    ids,
    commands: commands.map(({ command }) => command),
    payloads: commands.map(({ payload }) => payload),
    subjects: commands.map(subjectOf),
    at,
    notified: outboxWritten.write(first as OutboxId<OutboxCommandName>),
  });
}

const writtenTogether = statement(
  (given: {
    ids: readonly string[];
    commands: readonly string[];
    payloads: readonly unknown[];
    subjects: readonly string[];
    at: Date;
    notified: string;
  }) =>
    db
      .with('written', (made) =>
        made
          .insertInto('outbox')
          .columns(['id', 'command', 'payload', 'subject', 'created_at', 'available_at'])
          .expression((eb) =>
            eb
              .selectFrom(
                unnested(
                  { id: given.ids, command: given.commands, payload: given.payloads, subject: given.subjects },
                  { id: 'uuid', command: 'text', payload: 'jsonb', subject: 'text' },
                ),
              )
              .select([
                'given.id',
                'given.command',
                'given.payload',
                'given.subject',
                sql<Date>`${given.at}::timestamptz`.as('created_at'),
                sql<Date>`${given.at}::timestamptz`.as('available_at'),
              ]),
          ),
      )
      .selectNoFrom(notifies(outboxWritten, given.notified).as('notified')),
);

/** Finds a pending command of the same name and subject; null: none. */
export async function findPending<Name extends OutboxCommandName>(
  tx: Tx,
  command: OutboxCommand<Name>,
): Promise<OutboxId<Name> | null> {
  const pending = await lastPending.first(tx, { subject: subjectOf(command), command: command.command });
  return pending && (pending.id as OutboxId<Name>);
}

const lastPending = statement((given: { subject: string; command: string }) =>
  db
    .selectFrom('outbox')
    .select('id')
    .where('subject', '=', given.subject)
    .where('command', '=', given.command)
    .where('done_at', 'is', null)
    .orderBy('created_at', 'desc')
    .limit(1),
);

/** Counts the pending commands of a name, up to `most`. */
export const countPending = async (tx: Tx, command: OutboxCommandName, most: number): Promise<number> =>
  (await pendingOf.one(tx, { command, most })).count;

const pendingOf = statement((given: { command: string; most: number }) =>
  db
    .selectFrom((eb) =>
      eb
        .selectFrom('outbox')
        .select('id')
        .where('command', '=', given.command)
        .where('done_at', 'is', null)
        .limit(given.most)
        .as('o'),
    )
    .select(countOfRows.as('count')),
);

/** The advisory locks that show which dispatchers are alive: this number, and the one of each. */
export const DISPATCHERS = 5_347_913;

/** How commands are taken. */
export interface CommandClaim {
  /** Max commands. */
  readonly limit: number;
  readonly leaseMs: number;
  /** The longest wait before a command is tried again. */
  readonly maxWaitMs: number;
  /**
   * The number of this dispatcher, if its presence can be seen now; null: others know it by its
   * leases only.
   */
  readonly owner: number | null;
  /**
   * How long a dispatcher whose presence is not seen counts as alive: its connection may be coming
   * back.
   */
  readonly graceMs: number;
  /** The commands that this dispatcher already carries out. */
  readonly except: readonly string[];
}

/**
 * Takes commands. Of each subject, only the oldest, until it is done; except unordered commands,
 * and those in lines: the least tried goes first, and none while one that failed pauses. A command
 * whose dispatcher died is taken again at once, or when its lease has run out. An instant further
 * away than any lease or wait was written by a clock that jumped ahead and back: it counts as over.
 */
export async function claimCommands(tx: Tx, claim: CommandClaim): Promise<ClaimedCommand[]> {
  const { limit, leaseMs, maxWaitMs, owner, graceMs, except } = claim;
  const [waits, leases] = [2 * maxWaitMs, 2 * leaseMs];
  return claimed.all(tx, { limit, leaseMs, waits, leases, seenMs: leaseMs - graceMs, owner, except });
}

/** True if the dispatcher with this number holds its lock now. */
const isSeen = (owner: Expression<number | null>) =>
  sql<boolean>`exists (
    select from pg_locks l
     where l.locktype = 'advisory' and l.objsubid = 2 and l.granted and l.classid = ${sql.lit(DISPATCHERS)}::oid
       and l.objid = ${owner}::oid
       and l.database = (select oid from pg_database where datname = current_database()))`;

const claimed = statement(
  (given: {
    limit: number;
    leaseMs: number;
    /** Two of the longest waits, in milliseconds. */
    waits: number;
    /** Two leases. */
    leases: number;
    /** The latest end of a lease whose dispatcher has not been seen for the grace period. */
    seenMs: number;
    owner: number | null;
    except: readonly string[];
  }) =>
    db
      .updateTable('outbox')
      .set((eb) => ({
        locked_until: inMs(given.leaseMs),
        locked_by: given.owner,
        attempts: eb('attempts', '+', 1),
      }))
      .where('id', 'in', (made) =>
        made
          .selectFrom('outbox as o')
          .select('o.id')
          .where('o.done_at', 'is', null)
          .where((eb) => sql<boolean>`${eb.ref('o.id')} <> all(${given.except}::uuid[])`)
          .where((eb) =>
            eb.or([eb('o.available_at', '<=', sql<Date>`now()`), eb('o.available_at', '>', inMs(given.waits))]),
          )
          .where((eb) =>
            eb.or([
              eb('o.locked_until', 'is', null),
              eb('o.locked_until', '<', sql<Date>`now()`),
              eb('o.locked_until', '>', inMs(given.leases)),
              eb.and([
                eb('o.locked_by', 'is not', null),
                eb('o.locked_until', '<=', inMs(given.seenMs)),
                eb.not(isSeen(eb.ref('o.locked_by'))),
              ]),
            ]),
          )
          .where((eb) =>
            eb
              .case()
              .when(isOneOf(eb.ref('o.command'), UNORDERED))
              .then(sql<boolean>`true`)
              .when(isOneOf(eb.ref('o.command'), IN_LINES))
              .then(
                eb.not(
                  exists(
                    eb
                      .selectFrom('outbox as other')
                      .select('other.id')
                      .whereRef('other.subject', '=', 'o.subject')
                      .where('other.done_at', 'is', null)
                      .where((of) =>
                        of
                          .case()
                          .when(
                            of.and([
                              of('other.locked_until', 'is', null),
                              of('other.available_at', '>', sql<Date>`now()`),
                            ]),
                          )
                          .then(
                            of.and([of('other.attempts', '>', 0), of('other.available_at', '<=', inMs(given.waits))]),
                          )
                          .else(
                            of(
                              of.tuple(
                                of('other.locked_until', 'is', null),
                                of.ref('other.attempts'),
                                of.ref('other.created_at'),
                                of.ref('other.id'),
                              ),
                              '<',
                              of.tuple(
                                of('o.locked_until', 'is', null),
                                of.ref('o.attempts'),
                                of.ref('o.created_at'),
                                of.ref('o.id'),
                              ),
                            ),
                          )
                          .end(),
                      ),
                  ),
                ),
              )
              .else(
                eb.not(
                  exists(
                    eb
                      .selectFrom('outbox as earlier')
                      .select('earlier.id')
                      .whereRef('earlier.subject', '=', 'o.subject')
                      .where('earlier.done_at', 'is', null)
                      .where((of) =>
                        of(of.refTuple('earlier.created_at', 'earlier.id'), '<', of.refTuple('o.created_at', 'o.id')),
                      ),
                  ),
                ),
              )
              .end(),
          )
          .orderBy('o.created_at')
          .orderBy('o.id')
          .limit(given.limit)
          .forUpdate()
          .skipLocked(),
      )
      .returning((eb) => [
        'id',
        'command',
        'payload',
        'attempts',
        exists(
          eb
            .selectFrom('outbox as other')
            .select('other.id')
            .whereRef('other.subject', '=', 'outbox.subject')
            .where('other.done_at', 'is', null)
            .whereRef('other.id', '<>', 'outbox.id'),
        ).as('followed'),
      ]),
);

/**
 * Marks a command as carried out, refusals included, and notifies those who wait for it. The first
 * answer stands.
 */
export async function finishCommand(tx: Tx, id: string, answer: OutboxAnswer<OutboxCommandName>): Promise<void> {
  const notified = outboxDone.write(id as OutboxId<OutboxCommandName>);
  await finished.run(tx, { id, answer, at: new Date(), notified });
}

const finished = statement((given: { id: string; answer: unknown; at: Date; notified: string }) =>
  db
    .with('done', (made) =>
      made
        .updateTable('outbox')
        .set({
          done_at: given.at,
          locked_until: null,
          locked_by: null,
          last_error: null,
          result: json(given.answer),
        })
        .where('id', '=', given.id)
        .where('done_at', 'is', null),
    )
    .selectNoFrom(notifies(outboxDone, given.notified).as('notified')),
);

/** Puts a command back for later. */
export async function postponeCommand(tx: Tx, id: string, error: string, waitMs: number): Promise<void> {
  await postponed.run(tx, { id, error: error.slice(0, 500), waitMs });
}

const postponed = statement((given: { id: string; error: string; waitMs: number }) =>
  db
    .updateTable('outbox')
    .set({ locked_until: null, locked_by: null, last_error: given.error, available_at: inMs(given.waitMs) })
    .where('id', '=', given.id)
    .where('done_at', 'is', null),
);

/**
 * Sums the tries of the pending commands of the same subject, this one included; 0 once none is
 * pending.
 */
export const triesOfSubject = async (tx: Tx, id: string): Promise<number> => (await tried.one(tx, { id })).tries;

const tried = statement((given: { id: string }) =>
  db
    .selectFrom('outbox')
    .select((eb) => eb.cast<number>(eb.fn.coalesce(eb.fn.sum('attempts'), sql.lit(0)), 'integer').as('tries'))
    .where('subject', '=', (eb) => eb.selectFrom('outbox').select('subject').where('id', '=', given.id))
    .where('done_at', 'is', null),
);

/** Reads the answer to a command, typed by its handler; null until it is done. */
export async function readAnswer<Name extends OutboxCommandName>(
  tx: Tx,
  id: OutboxId<Name>,
): Promise<OutboxAnswer<Name> | null> {
  const answered = await answerTo.first(tx, { id });
  return answered && (answered.result as OutboxAnswer<Name> | null);
}

const answerTo = statement((given: { id: string }) =>
  db.selectFrom('outbox').select('result').where('id', '=', given.id).where('done_at', 'is not', null),
);

/** Removes a command that was done, whose answer nobody will read again. */
export async function forgetCommand(tx: Tx, id: string): Promise<void> {
  await tx.outbox.deleteMany({ where: { id, doneAt: { not: null } } });
}

/**
 * Makes a function by which the server waits for an answer, null after `ms`. `subscribe` reports
 * the ids notified on `outboxDone`; some may be missed while the connection is down, so the row is
 * also read every `pollMs`.
 */
export function outboxWaiter(tx: Tx, subscribe: (heard: (id: string) => void) => () => void, pollMs = 2_000) {
  return async function waitForOutbox<Name extends OutboxCommandName>(
    id: OutboxId<Name>,
    ms: number,
  ): Promise<OutboxAnswer<Name> | null> {
    const deadline = Date.now() + ms;
    let wake = () => {};
    const unsubscribe = subscribe((heard) => {
      if (heard === id) wake();
    });
    try {
      for (;;) {
        const notified = new Promise<void>((resolve) => {
          wake = resolve;
        });
        const answer = await readAnswer(tx, id);
        const left = deadline - Date.now();
        if (answer !== null || left <= 0) return answer;
        let timer: NodeJS.Timeout | undefined;
        const pause = new Promise<void>((resolve) => {
          timer = setTimeout(resolve, Math.min(left, pollMs));
        });
        await Promise.race([notified, pause]);
        clearTimeout(timer);
      }
    } finally {
      unsubscribe();
    }
  };
}
