import {
  isOutboxCommand,
  isRefusal,
  type OutboxAnswer,
  type OutboxCommandName,
  readPayload,
} from '#domain/outbox/outbox-command.ts';
import {
  type ClaimedCommand,
  claimCommands,
  finishCommand,
  postponeCommand,
  triesOfSubject,
} from '#prisma/repositories/messages/outbox.ts';
import { EngineUnavailable } from '#zeebe/client.ts';
import type { WorkerContext } from '../context.ts';
import { type Loop, startLoop } from '../loops/loop.ts';
import { logFault } from '../steps/fault.ts';
import { type CommandHandler, NotYet } from './command.ts';
import { COMMANDS } from './commands.ts';

const AT_ONCE = 16;
const EVERY_MS = 1_000;
/** Longer than any command takes: what a dispatcher whose presence cannot be seen had taken is taken over after that. */
const LEASE_MS = 30_000;
/** For the connection that shows a dispatcher's presence to come back. */
const GRACE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
const ENGINE_PAUSE_MS = 3_000;

/**
 * Carries out what the server wrote down, several subjects at a time and each subject in order, for ever. It is woken by
 * `harmonie_outbox` and looks by itself every second, should a notification be missed.
 * @param owner its number among `DISPATCHERS`, as long as others can see that it lives
 */
export function startDispatcher(context: WorkerContext, owner: () => number | null = () => null): Loop {
  const running = new Map<string, Promise<void>>();
  let notified = 0;
  const loop = startLoop({
    name: 'outbox',
    everyMs: EVERY_MS,
    log: context.log,
    turn: async () => {
      const free = AT_ONCE - running.size;
      if (free <= 0) return false;
      const before = notified;
      const claim = { limit: free, leaseMs: LEASE_MS, maxWaitMs: LONGEST_PAUSE_MS, graceMs: GRACE_MS, owner: owner() };
      const claimed = await claimCommands(context.database.prisma, { ...claim, except: [...running.keys()] });
      for (const command of claimed) {
        const work = dispatch(context, command).then((waitMs) => {
          running.delete(command.id);
          if (waitMs > 0) setTimeout(loop.wake, waitMs).unref();
          // What waited for it, or for its place, may go now; where nothing did, there is nothing to look for.
          else if (command.followed || claimed.length === free || notified !== before) loop.wake();
        });
        running.set(command.id, work);
      }
      return false;
    },
  });
  return {
    wake: () => {
      notified += 1;
      loop.wake();
    },
    stop: async () => {
      await loop.stop();
      await Promise.all(running.values());
    },
  };
}

/** Carries one command out; never throws. Says how long to wait before it is tried again; 0 when it is done. */
export async function dispatch(context: WorkerContext, claimed: ClaimedCommand): Promise<number> {
  const { id, command, attempts } = claimed;
  const {
    database: { prisma },
    log,
  } = context;
  try {
    if (!isOutboxCommand(command)) throw new Error(`« ${command} » is not a command`);
    const answer = await carriedOut(context, command, claimed);
    await finishCommand(prisma, id, answer);
    const refused = isRefusal(answer) ? answer.refused : undefined;
    log.debug({ outbox: id, command, refused }, 'a command was carried out');
    return 0;
  } catch (error) {
    // Of a line, what went wrong with each: what is away for all of it is asked as seldom as for one.
    const tries = await triesOfSubject(prisma, id).catch(() => attempts);
    const waitMs = error instanceof NotYet ? error.waitMs : backOff(tries, error);
    if (!(error instanceof NotYet))
      logFault(log, error, { outbox: id, command, attempts }, 'a command was not carried out; kept');
    const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    await postponeCommand(prisma, id, reason, waitMs)
      // Its lease runs out, and it is taken again.
      .catch((failure: unknown) => logFault(log, failure, { outbox: id }, 'a command could not be put back'));
    return waitMs;
  }
}

const carriedOut = <Name extends OutboxCommandName>(
  context: WorkerContext,
  command: Name,
  { payload, attempts }: ClaimedCommand,
): Promise<OutboxAnswer<Name>> => {
  const handler: CommandHandler<Name> = COMMANDS[command];
  return handler(context, readPayload(command, payload), { attempts });
};

/**
 * 0.2 s, 0.4 s, 0.8 s… for ever: the engine may be away, the promise is not. An engine that is away is asked again often:
 * people wait for it, and asking costs little.
 */
const backOff = (tries: number, error: unknown): number =>
  Math.min(100 * 2 ** Math.min(tries, 16), error instanceof EngineUnavailable ? ENGINE_PAUSE_MS : LONGEST_PAUSE_MS);
