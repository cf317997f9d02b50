import { parisDay } from '#domain/calendar/civil-date.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import {
  inTreeOrder,
  isStampedOnItsDay,
  type RootFile,
  statementBytes,
  stateRoot,
} from '#domain/evidence/daily-root.ts';
import { appendAudit } from '#prisma/audit.ts';
import { chainHeads, keepRoot, lastRoot } from '#prisma/repositories/administration/daily-roots.ts';
import type { WorkerContext } from '../context.ts';
import type { Seal } from '../pades/open-seal.ts';
import { Invalid } from '../pades/verification/invalid.ts';
import { checkTimeStamp } from '../pades/verification/time-stamp.ts';

export type RootMaking = Pick<WorkerContext, 'database' | 'documents' | 'timeStamper' | 'now'> & {
  readonly seal: Pick<Seal, 'anchors' | 'stampAnchors'>;
};

/**
 * Makes the root of today, if it is not made: where every chain stands, stamped, its stamp verified on receipt. Answers whether
 * it did. The authority is asked outside any transaction; of two workers the first one to keep its root makes it.
 * @throws {TimeStampError} {@link Invalid} when nobody stamps it, or not as it should: it is tried again
 */
export async function makeRoot(context: RootMaking): Promise<boolean> {
  const { database, documents, timeStamper, seal, now } = context;
  const at = now();
  const day = parisDay(at);
  const previous = await lastRoot(database.prisma);
  if (previous !== null && previous.day >= day) return false;
  const leaves = inTreeOrder(await chainHeads(database.prisma));
  if (leaves.length === 0) return false;
  const statement = stateRoot(leaves, { day, at, previous: previous?.statement ?? null });
  const stamp = (await timeStamper?.(statementBytes(statement))) ?? null;
  if (stamp !== null) {
    const stamped = checkTimeStamp(stamp, statementBytes(statement), seal.stampAnchors ?? seal.anchors);
    if (!isStampedOnItsDay(statement, stamped.at))
      throw new Invalid(`the timestamp is of ${stamped.at.toISOString()}, long before or after it was asked for`);
  }
  const file: RootFile = { statement, stamp: stamp && Buffer.from(stamp).toString('base64'), leaves };
  const { sha256: leavesSha256 } = await documents.put(Buffer.from(JSON.stringify(file)));
  return database.transaction(async (tx) => {
    if (!(await keepRoot(tx, { day, statement, stamp, leavesSha256 }))) return false;
    const { chains, root } = statement;
    const event = { chain: SYSTEM_CHAIN, at, actorId: null, verb: 'evidence.root', subject: `root:${day}` } as const;
    await appendAudit(tx, { ...event, payload: { chains, root, isStamped: stamp !== null } });
    return true;
  });
}
