import type { Opening } from '#domain/evidence/act-status.ts';
import { appendAudit } from '#prisma/audit.ts';
import { insertOpening, isOpened } from '#prisma/repositories/acts/openings.ts';
import type { Deps } from '../dependencies.ts';

const VERBS = { opened: 'act.open', downloaded: 'act.download' } as const;

/**
 * Records that an agent opened or downloaded their act, the first time they do; downloading it
 * counts as opening it too. The time to go to court runs from then.
 */
export async function noteOpening(
  { database }: Pick<Deps, 'database'>,
  opening: {
    readonly agentId: string;
    readonly requestId: string;
    readonly actId: string;
    readonly what: Opening;
    readonly at: Date;
  },
): Promise<void> {
  const { agentId, requestId, actId, what, at } = opening;
  // Most readings are not the first one.
  if (await isOpened(database.prisma, actId, what)) return;
  await database.transaction(async (tx) => {
    for (const first of what === 'downloaded' ? (['opened', 'downloaded'] as const) : (['opened'] as const)) {
      if (!(await insertOpening(tx, { actId, what: first, at }))) continue;
      const event = { chain: agentId, at, actorId: agentId, subject: `act:${actId}`, payload: { requestId } };
      await appendAudit(tx, { ...event, verb: VERBS[first] });
    }
  });
}
