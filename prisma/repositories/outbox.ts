import {
  type OutboxAnswer,
  type OutboxCommand,
  type OutboxCommandName,
  type OutboxId,
  subjectOf,
} from '../../domain/operations/outbox-command.ts';
import { notify, outboxDone, outboxWritten } from '../channels.ts';
import type { Prisma, Tx } from '../client.ts';

/** A command taken by a dispatcher, until its lease runs out. */
export interface ClaimedCommand {
  readonly id: string;
  readonly command: string;
  readonly payload: unknown;
  readonly attempts: number;
}

/** Writes a command in the caller's transaction: it exists if and only if the fact that asks for it does. */
export async function enqueue<Name extends OutboxCommandName>(
  tx: Tx,
  command: OutboxCommand<Name>,
): Promise<OutboxId<Name>> {
  const payload = command.payload as unknown as Prisma.InputJsonValue;
  const { id } = await tx.outbox.create({
    data: { command: command.command, payload, subject: subjectOf(command) },
    select: { id: true },
  });
  await notify(tx, outboxWritten, id as OutboxId<Name>);
  return id as OutboxId<Name>;
}

/**
 * Takes at most `limit` commands: the oldest of each subject first, and no other of a subject before it is done.
 * A command whose dispatcher died is taken again when its lease has run out.
 */
export async function claimCommands(tx: Tx, limit: number, leaseMs: number): Promise<ClaimedCommand[]> {
  return tx.$queryRaw<ClaimedCommand[]>`
    update outbox set locked_until = now() + ${leaseMs} * interval '1 millisecond', attempts = attempts + 1
     where id in (
       select o.id from outbox o
        where o.done_at is null and o.available_at <= now() and (o.locked_until is null or o.locked_until < now())
          and not exists (
            select from outbox earlier
             where earlier.subject = o.subject and earlier.done_at is null
               and (earlier.created_at, earlier.id) < (o.created_at, o.id))
        order by o.created_at, o.id
        limit ${limit}
        for update skip locked)
    returning id::text, command, payload, attempts`;
}

/** Marks a command as carried out, refusals included, and notifies who waits for it. */
export async function finishCommand(tx: Tx, id: string, answer: OutboxAnswer<OutboxCommandName>): Promise<void> {
  const result = answer as unknown as Prisma.InputJsonObject;
  await tx.outbox.update({ where: { id }, data: { doneAt: new Date(), lockedUntil: null, lastError: null, result } });
  await notify(tx, outboxDone, id as OutboxId<OutboxCommandName>);
}

/** Puts a command back for later. */
export async function postponeCommand(tx: Tx, id: string, error: string, waitMs: number): Promise<void> {
  await tx.outbox.update({
    where: { id },
    data: { lockedUntil: null, lastError: error.slice(0, 500), availableAt: new Date(Date.now() + waitMs) },
  });
}

/** The answer to a command, or null as long as it is not done. Its handler's type says what it is. */
export async function readAnswer<Name extends OutboxCommandName>(
  tx: Tx,
  id: OutboxId<Name>,
): Promise<OutboxAnswer<Name> | null> {
  const row = await tx.outbox.findUnique({ where: { id }, select: { doneAt: true, result: true } });
  return row?.doneAt ? (row.result as unknown as OutboxAnswer<Name>) : null;
}

/** Forgets a command that was done and answered, and whose answer nobody will ask for again. */
export async function forgetCommand(tx: Tx, id: string): Promise<void> {
  await tx.outbox.deleteMany({ where: { id, doneAt: { not: null } } });
}

/**
 * Lets the server wait for what it asked for. `subscribe` gives the ids notified on `outboxDone`; some may be missed
 * while the connection is down, so the row is also read now and then.
 */
export function outboxWaiter(tx: Tx, subscribe: (heard: (id: string) => void) => () => void, pollMs = 500) {
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
