import { type ReconcileContext, repaired } from './context.ts';
import type { Drift } from './drift.ts';

/** Tries after which a command is not merely waiting for a part to come back. */
const MANY = 8;

/** Commands that were tried for long without success. */
export async function stuckCommands(context: ReconcileContext): Promise<Drift[]> {
  const { database, now, graceMs } = context;
  const stuck = await database.prisma.outbox.findMany({
    where: { doneAt: null, attempts: { gte: MANY }, createdAt: { lte: new Date(now().getTime() - graceMs) } },
    orderBy: { createdAt: 'asc' },
  });
  return stuck.map(({ id, command, subject, attempts, lastError }) => ({
    kind: 'command-stuck' as const,
    about: `${command} of ${subject}, ${attempts} tries${lastError ? `, last: ${lastError.slice(0, 120)}` : ''}`,
    remedy: 'have it tried at once, its count of tries begun anew',
    repair: () =>
      repaired(context, { kind: 'command-stuck', subject: `outbox:${id}` }, (tx) =>
        tx.outbox.update({ where: { id }, data: { attempts: 0, availableAt: now(), lockedUntil: null } }),
      ),
  }));
}
