import { z } from 'zod';
import { parisDay } from '../../../../domain/civil-date.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { mayBegin } from '../../../../domain/permissions/starting.ts';
import { startableAgent } from '../../../../prisma/repositories/career.ts';
import { Catalogue, CatalogueQuery, KindDetail } from '../../../contract/catalogue.ts';
import { Plain } from '../../../contract/common.ts';
import { kindsOpenTo } from '../../circuits/openings.ts';
import { startFor } from '../../circuits/starting.ts';
import type { Versions } from '../../circuits/versions.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, type Route, route } from '../../http/route.ts';
import { kindDetail, kindSummary } from '../../views/kind.ts';

/** The kinds of requests, as read off their circuits' files. */
export function catalogueRoutes({
  database,
  versions,
}: Pick<Dependencies, 'database'> & { versions: Versions }): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/catalogue',
      right: 'signed-in',
      summary: 'The kinds of requests one can file, or the acts one can start for an agent (`agentId`)',
      query: CatalogueQuery,
      answers: { 200: Catalogue },
      async handle({ me, query, at }) {
        const actor = await me.actor();
        const agentId = query.agentId ?? me.personId;
        const may = await startFor(database.prisma, actor, agentId, at);
        const currents = (await versions.currents()).filter(({ sheet }) => may(sheet));
        const kinds = currents.map(({ kind }) => kind);
        const open = await kindsOpenTo(database.prisma, agentId, kinds, at);
        const named = query.agentId !== undefined && currents.length > 0;
        return ok({
          items: currents.filter(({ kind }) => open.has(kind)).map(kindSummary),
          agent: named ? await startableAgent(database.prisma, agentId, parisDay(at)) : null,
        });
      },
    }),
    route({
      method: 'get',
      path: '/api/catalogue/:kind',
      right: 'signed-in',
      summary: 'A kind, with its form and its steps',
      params: z.object({ kind: Plain.max(100) }),
      answers: { 200: KindDetail },
      async handle({ me, params, at }) {
        const version = await versions.current(params.kind);
        const startedBy = version.sheet.startedBy ?? null;
        if (!mayBegin(await me.actor(), startedBy, parisDay(at))) throw new DomainError('kind-unknown');
        // Where an act is started for an agent, it is their structure that counts, once they are known.
        if (startedBy !== null) return ok(kindDetail(version));
        const open = await kindsOpenTo(database.prisma, me.personId, [version.kind], at);
        if (open.size === 0) throw new DomainError('kind-closed');
        return ok(kindDetail(version));
      },
    }),
  ];
}
