import { tellDeposits } from '#application/archive/tell-deposits.ts';
import { readReply, replyOf } from '#domain/archive/deposit.ts';
import { appendAudit } from '#prisma/audit.ts';
import { type DepositToMake, depositsToLookAt, keepAnswer } from '#prisma/repositories/acts/deposits.ts';
import type { WorkerContext } from '../context.ts';
import { logFault } from '../steps/fault.ts';
import { type Loop, startLoop } from './loop.ts';

const EVERY_MS = 10 * 60_000;
/** Answers looked for in one turn. */
const AT_ONCE = 200;
/** A place that is away may let each of them wait. */
const LONGEST_MS = 60_000;
/** An answer names its deposit and its fate, not its files; some name those too. */
const MAX_BYTES = 5_000_000;

type Reading = Pick<WorkerContext, 'database' | 'archive' | 'now' | 'log' | 'baseUrl'>;

/**
 * Reads the answers of the archives service to deposits, and notifies their requesters of what went
 * wrong.
 */
export function startArchiveReplies(context: Reading): Loop {
  const { database, baseUrl, now } = context;
  return startLoop({
    ...{ name: 'archive-replies', everyMs: EVERY_MS, log: context.log },
    async turn() {
      // A place that is away is no reason to keep quiet about the others.
      try {
        return await readReplies(context);
      } finally {
        await tellDeposits({ database, mailDomain: new URL(baseUrl).hostname }, now());
      }
    },
  });
}

/**
 * One turn; whether there are more to look for. One that cannot be read (too large, kept from us) hides none of the others; a place
 * that is away is asked again at the next turn.
 */
export async function readReplies(context: Reading): Promise<boolean> {
  const { database, archive, now, log } = context;
  if (archive === undefined) return false;
  const at = now();
  const before = new Date(at.getTime() - EVERY_MS / 2);
  const deposits = await database.transaction((tx) => depositsToLookAt(tx, { before, at, max: AT_ONCE }));
  const failed: { readonly deposit: string; readonly error: unknown }[] = [];
  let read = 0;
  for (const deposit of deposits) {
    try {
      const file = await archive.read(replyOf(deposit.name), MAX_BYTES);
      if (file !== null) await keep(context, deposit, new TextDecoder().decode(file));
      read += 1;
    } catch (error) {
      failed.push({ deposit: deposit.id, error });
      if (now().getTime() > at.getTime() + LONGEST_MS) break;
    }
  }
  const [first] = failed;
  if (first !== undefined) {
    if (read === 0) throw first.error;
    const { deposit, error } = first;
    logFault(log, error, { deposit, failed: failed.length }, 'answers of the archives service cannot be read');
  }
  return deposits.length === AT_ONCE;
}

async function keep({ database, now, log }: Reading, deposit: DepositToMake, xml: string): Promise<void> {
  const { id, name, number, actId, requestId, agentId } = deposit;
  const reply = readReply(xml);
  // An answer about something else is none: nobody takes an act for archived by it.
  if (reply === null || (reply.about !== null && !reply.about.startsWith(`${number}-`))) {
    log.warn({ deposit: id }, 'an answer of the archives service cannot be read, or is about another deposit');
    return;
  }
  const { accepted, words } = reply;
  const at = now();
  await database.transaction(async (tx) => {
    if (!(await keepAnswer(tx, { id, accepted, words, at }))) return;
    const event = { chain: agentId, at, actorId: null, verb: 'act.deposit-answer', subject: `act:${actId}` } as const;
    await appendAudit(tx, { ...event, payload: { requestId, name, accepted, words } });
  });
}
