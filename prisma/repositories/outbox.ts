import {
  IN_LINES,
  type OutboxAnswer,
  type OutboxCommand,
  type OutboxCommandName,
  type OutboxId,
  subjectOf,
  UNORDERED,
} from '#domain/operations/outbox-command.ts';
import { Prisma, type Tx } from '../client.ts';
import { outboxDone, outboxWritten } from '../connection/channels.ts';
import { uuid7 } from '../uuid7.ts';

/** A command taken by a dispatcher, until its lease runs out. */
export interface ClaimedCommand {
  readonly id: string;
  readonly command: string;
  readonly payload: unknown;
  readonly attempts: number;
  /** Whether another about the same thing waits, for this one or beside it. */
  readonly followed: boolean;
}

/**
 * Writes a command in the caller's transaction: it exists if and only if the fact that asks for it does.
 * @param afterMs how long it waits before it is carried out; less than two of a dispatcher's longest pauses
 */
export async function enqueue<Name extends OutboxCommandName>(
  tx: Tx,
  command: OutboxCommand<Name>,
  { afterMs = 0 }: { readonly afterMs?: number } = {},
): Promise<OutboxId<Name>> {
  const at = new Date();
  const id = uuid7(at) as OutboxId<Name>;
  await tx.$executeRaw`
    with written as (
      insert into outbox (id, command, payload, subject, created_at, available_at)
      values (${id}::uuid, ${command.command}, ${JSON.stringify(command.payload)}::jsonb, ${subjectOf(command)}, ${at},
              ${new Date(at.getTime() + afterMs)}))
    select pg_notify(${outboxWritten.name}, ${outboxWritten.write(id)})`;
  return id;
}

/** Writes many at once; who carries them out is notified once. */
export async function enqueueAll(tx: Tx, commands: readonly OutboxCommand[]): Promise<void> {
  const at = new Date();
  const rows = commands.map((command) => ({ id: uuid7(at), ...command, subject: subjectOf(command) }));
  const [first] = rows;
  if (first === undefined) return;
  await tx.$executeRaw`
    with written as (
      insert into outbox (id, command, payload, subject, created_at, available_at)
      select x.id, x.command, x.payload, x.subject, ${at}, ${at}
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x (id uuid, command text, payload jsonb, subject text))
    select pg_notify(${outboxWritten.name}, ${outboxWritten.write(first.id)})`;
}

/** The same command about the same thing, as long as nobody has carried it out. */
export async function findPending<Name extends OutboxCommandName>(
  tx: Tx,
  command: OutboxCommand<Name>,
): Promise<OutboxId<Name> | null> {
  const [row] = await tx.$queryRaw<{ id: OutboxId<Name> }[]>`
    select id::text from outbox
     where subject = ${subjectOf(command)} and command = ${command.command} and done_at is null
     order by created_at desc limit 1`;
  return row?.id ?? null;
}

/** How many of a command wait to be carried out, so many at most. */
export async function countPending(tx: Tx, command: OutboxCommandName, most: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int from (select from outbox where command = ${command} and done_at is null limit ${most}) o`;
  return row?.count ?? 0;
}

/** The advisory locks by which dispatchers are seen to live: this number, and the one of each. */
export const DISPATCHERS = 5_347_913;

/** How commands are taken. */
export interface CommandClaim {
  /** Commands at most. */
  readonly limit: number;
  readonly leaseMs: number;
  /** The longest wait before a command is tried again. */
  readonly maxWaitMs: number;
  /** The number of this dispatcher, if its presence can be seen now; null: others know it by its leases alone. */
  readonly owner: number | null;
  /** How long a dispatcher whose presence is not seen is believed to live: its connection may be coming back. */
  readonly graceMs: number;
  /** What this dispatcher carries out already. */
  readonly except: readonly string[];
}

/**
 * Takes commands: the oldest of each subject first, and no other of a subject before it is done, but for those that move
 * nothing, and for lines: of these the least tried goes first, and nothing as long as one that failed pauses. A command whose
 * dispatcher died is taken again at once, or when its lease has run out. An instant further away than any lease or wait was
 * written by a clock that jumped ahead and went back: it is over.
 */
export async function claimCommands(tx: Tx, claim: CommandClaim): Promise<ClaimedCommand[]> {
  const { limit, leaseMs, maxWaitMs, owner, graceMs, except } = claim;
  const inMs = (ms: number) => Prisma.sql`now() + ${ms} * interval '1 millisecond'`;
  return tx.$queryRaw<ClaimedCommand[]>`
    update outbox set locked_until = ${inMs(leaseMs)}, locked_by = ${owner}, attempts = attempts + 1
     where id in (
       select o.id from outbox o
        where o.done_at is null and o.id <> all(${except}::uuid[])
          and (o.available_at <= now() or o.available_at > ${inMs(2 * maxWaitMs)})
          and (o.locked_until is null or o.locked_until < now() or o.locked_until > ${inMs(2 * leaseMs)}
               or (o.locked_by is not null and o.locked_until <= ${inMs(leaseMs - graceMs)} and not exists (
                     select from pg_locks l
                      where l.locktype = 'advisory' and l.objsubid = 2 and l.granted and l.classid = ${DISPATCHERS}::oid
                        and l.objid = o.locked_by::oid
                        and l.database = (select oid from pg_database where datname = current_database()))))
          and case
            when o.command = any(${UNORDERED}) then true
            when o.command = any(${IN_LINES}) then not exists (
              select from outbox other
               where other.subject = o.subject and other.done_at is null
                 and case
                   when other.locked_until is null and other.available_at > now()
                     then other.attempts > 0 and other.available_at <= ${inMs(2 * maxWaitMs)}
                   else (other.locked_until is null, other.attempts, other.created_at, other.id)
                        < (o.locked_until is null, o.attempts, o.created_at, o.id) end)
            else not exists (
              select from outbox earlier
               where earlier.subject = o.subject and earlier.done_at is null
                 and (earlier.created_at, earlier.id) < (o.created_at, o.id)) end
        order by o.created_at, o.id
        limit ${limit}
        for update skip locked)
    returning id::text, command, payload, attempts, exists (
      select from outbox other where other.subject = outbox.subject and other.done_at is null and other.id <> outbox.id) as followed`;
}

/** Marks a command as carried out, refusals included, and notifies who waits for it. The first answer stands. */
export async function finishCommand(tx: Tx, id: string, answer: OutboxAnswer<OutboxCommandName>): Promise<void> {
  await tx.$executeRaw`
    with done as (
      update outbox set done_at = ${new Date()}, locked_until = null, locked_by = null, last_error = null,
             result = ${JSON.stringify(answer)}::jsonb
       where id = ${id}::uuid and done_at is null)
    select pg_notify(${outboxDone.name}, ${outboxDone.write(id as OutboxId<OutboxCommandName>)})`;
}

/** Puts a command back for later. */
export async function postponeCommand(tx: Tx, id: string, error: string, waitMs: number): Promise<void> {
  await tx.$executeRaw`
    update outbox set locked_until = null, locked_by = null, last_error = ${error.slice(0, 500)},
           available_at = now() + ${waitMs} * interval '1 millisecond'
     where id = ${id}::uuid and done_at is null`;
}

/** How often what waits with a command was tried, the command itself included; 0 when it waits no longer. */
export async function triesOfSubject(tx: Tx, id: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ tries: number }[]>`
    select coalesce(sum(attempts), 0)::int as tries from outbox
     where subject = (select subject from outbox where id = ${id}::uuid) and done_at is null`;
  return row?.tries ?? 0;
}

/** The answer to a command, or null as long as it is not done. Its handler's type says what it is. */
export async function readAnswer<Name extends OutboxCommandName>(
  tx: Tx,
  id: OutboxId<Name>,
): Promise<OutboxAnswer<Name> | null> {
  const [row] = await tx.$queryRaw<{ result: OutboxAnswer<Name> }[]>`
    select result from outbox where id = ${id}::uuid and done_at is not null`;
  return row?.result ?? null;
}

/** Forgets a command that was done and answered, and whose answer nobody will ask for again. */
export async function forgetCommand(tx: Tx, id: string): Promise<void> {
  await tx.outbox.deleteMany({ where: { id, doneAt: { not: null } } });
}

/**
 * Lets the server wait for what it asked for. `subscribe` gives the ids notified on `outboxDone`; some may be missed
 * while the connection is down, so the row is also read now and then.
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
