import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { canSeeRequest } from '#domain/permissions/request.ts';
import { actorsFacts, isSessionOpen } from '#prisma/repositories/people/people.ts';
import { factsOfRequests } from '#prisma/repositories/requests/requests.ts';
import type { Dependencies } from '../../dependencies.ts';
import { serve } from '../../http/route.ts';
import { createStreams } from '../../live/streams.ts';

/** Live screens: what changed, never what it says. The screen asks again, and the API answers what the person may see. */
export function eventRoutes({
  database,
  channels,
  now,
  stopping,
}: Pick<Dependencies, 'database' | 'channels' | 'now' | 'stopping'>) {
  const streams = createStreams({
    onChange: channels.onChange,
    async readersOf(requestIds, personIds) {
      const actors = await actorsFacts(database.prisma, personIds);
      const day = parisDay(now());
      const readers = new Map<string, ReadonlySet<string>>();
      for (const [id, facts] of await factsOfRequests(database.prisma, requestIds)) {
        const may = actors.filter((actor) => canSeeRequest(actor, facts, day));
        readers.set(id, new Set(may.map(({ personId }) => personId)));
      }
      return readers;
    },
    isOpen: ({ sessionId }) => isSessionOpen(database.prisma, sessionId, now()),
  });
  return [
    serve('GET /api/events', {
      right: 'signed-in',
      guard: 'own',
      async handle({ me, request, response }) {
        // A stream has no head apart: asked for alone, it would be held open for nothing.
        if (request.method !== 'GET') throw new DomainError('not-found');
        if (!streams.open(me, response)) throw new DomainError('too-many-requests', { seconds: 30 });
        // It ends as an answer does: the browser opens another, here or where it is sent then.
        const end = () => void response.end();
        if (stopping.aborted) end();
        stopping.addEventListener('abort', end, { once: true });
        response.on('close', () => stopping.removeEventListener('abort', end));
        return undefined;
      },
    }),
  ];
}
