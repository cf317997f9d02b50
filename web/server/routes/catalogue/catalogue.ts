import { beginnableFor } from '#application/checks/beginnable.ts';
import { mustBeInCampaign } from '#application/checks/in-campaign.ts';
import { mustBeOfferedTo } from '#application/checks/offering.ts';
import { kindsOpenTo } from '#application/checks/openings.ts';
import { createMostAsked } from '#application/most-asked.ts';
import type { Versions } from '#application/versions.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { mayBegin } from '#domain/permissions/starting.ts';
import { startableAgent } from '#prisma/repositories/people/career.ts';
import { postingOn } from '#prisma/repositories/people/people.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { barredKind, kindDetail, kindSummary } from '../../views/kind.ts';

/** The kinds of requests, as read off their circuits' files. */
export function catalogueRoutes({ database, versions }: Pick<Dependencies, 'database'> & { versions: Versions }) {
  const mostAsked = createMostAsked(database);
  return [
    serve('GET /api/catalogue', {
      right: 'signed-in',
      guard: null,
      async handle({ me, query, at }) {
        const actor = me.actor;
        const agentId = query.agentId ?? me.personId;
        const { startable, open, barred } = await beginnableFor({ tx: database.prisma, versions }, actor, agentId, at);
        const named = query.agentId !== undefined && startable.length > 0;
        const { kinds, from } = await mostAsked(at);
        const often = kinds.flatMap((kind) => open.find((one) => one.kind === kind) ?? []);
        const firstOnes = [...often, ...open.filter((one) => !often.includes(one))].slice(0, query.first);
        const isWhole = query.agentId === undefined && query.first === undefined;
        return ok({
          items: (query.first === undefined ? open : firstOnes).map(kindSummary),
          barred: isWhole ? barred.map(barredKind) : [],
          mostAsked: { kinds: often.map(({ kind }) => kind), from: parisDay(from) },
          agent: named ? await startableAgent(database.prisma, agentId, parisDay(at)) : null,
        });
      },
    }),
    serve('GET /api/catalogue/:kind', {
      right: 'signed-in',
      guard: null,
      async handle({ me, params, at }) {
        const version = await versions.current(params.kind);
        const startedBy = version.manifest.startedBy ?? null;
        if (!mayBegin(me.actor, startedBy, parisDay(at))) throw new DomainError('kind-unknown');
        // Where an act is started for an agent, it is their structure that counts, once they are known.
        if (startedBy !== null) return ok(kindDetail(version));
        const open = await kindsOpenTo(database.prisma, me.personId, [version.kind], at);
        if (open.size === 0) throw new DomainError('kind-closed');
        await mustBeOfferedTo(database.prisma, version.manifest, me.personId, at);
        const posting = await postingOn(database.prisma, me.personId, parisDay(at));
        if (posting !== null) await mustBeInCampaign(database.prisma, version.manifest, posting.structureId, at);
        return ok(kindDetail(version));
      },
    }),
  ];
}
