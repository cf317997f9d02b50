import { sealStanding } from '#domain/evidence/seal-end.ts';
import { actsToSeal } from '#prisma/repositories/acts/acts.ts';
import { sealInUse } from '#prisma/repositories/acts/seal.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';

/** What seals acts takes seconds: after this somebody is to know that they wait. */
const SOON_MS = 2 * 60_000;

/** When the seal ends, as the workers wrote it down, for the server does not hold it; and which acts wait for it. */
export function sealRoute({ database }: Pick<Dependencies, 'database'>) {
  const { prisma } = database;
  return serve('GET /api/operations/seal', {
    right: ['administrateur'],
    guard: null,
    async handle({ at }) {
      const found = await sealInUse(prisma);
      const { acts, since } = await actsToSeal(prisma, new Date(at.getTime() - SOON_MS));
      return ok({
        seal: found && { until: found.until.toISOString(), standing: sealStanding(found.until, at) },
        waiting: since && { acts, since: since.toISOString() },
      });
    },
  });
}
