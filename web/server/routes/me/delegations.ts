import { parisDay } from '../../../../domain/calendar/civil-date.ts';
import { endsSoon } from '../../../../domain/operations/power-end.ts';
import { delegationsOf, titlesOf } from '../../../../prisma/repositories/administration/delegations.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { delegationView } from '../../views/delegation.ts';

/** What a person may sign in the name of another, and what others may sign in theirs. */
export function ownDelegationsRoute({ database: { prisma } }: Pick<Dependencies, 'database'>) {
  return serve('GET /api/me/delegations', {
    right: 'signed-in',
    guard: 'own',
    async handle({ me, at }) {
      const day = parisDay(at);
      const kept = await delegationsOf(prisma, me.personId, day);
      const items = await Promise.all(
        kept.map(async (delegation) => ({
          ...(await delegationView(prisma, delegation, at)),
          given: delegation.delegatorRef.id === me.personId,
          endsSoon: delegation.revokedOn === null && endsSoon(delegation.until, day),
        })),
      );
      const kinds = await titlesOf(prisma, [...new Set(items.flatMap(({ matters }) => matters))]);
      return ok({ items, kinds });
    },
  });
}
