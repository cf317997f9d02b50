import { parisDay } from '../../../../domain/civil-date.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { canSeeRequest } from '../../../../domain/permissions/request.ts';
import { requestFacts } from '../../../../prisma/repositories/requests.ts';
import type { Dependencies } from '../../dependencies.ts';
import { type Route, route } from '../../http/route.ts';
import { createStreams } from '../../live/streams.ts';

/** Live screens: what changed, never what it says. The screen asks again, and the API answers what the person may see. */
export function eventRoutes({ database, bells, now }: Pick<Dependencies, 'database' | 'bells' | 'now'>): Route[] {
  const streams = createStreams({
    onChange: bells.onChange,
    async maySee(me, requestId) {
      const facts = await requestFacts(database.prisma, requestId);
      return facts !== null && canSeeRequest(await me.freshActor(), facts, parisDay(now()));
    },
  });
  return [
    route({
      method: 'get',
      path: '/api/events',
      right: 'signed-in',
      guard: 'own',
      summary: 'What changes, as server-sent events',
      answers: { 200: 'text/event-stream' },
      async handle({ me, response }) {
        if (!streams.open(me, response)) throw new DomainError('too-many-requests', { seconds: 30 });
        return undefined;
      },
    }),
  ];
}
