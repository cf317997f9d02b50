import type { Versions } from '../../../../application/versions.ts';
import { SYSTEM_CHAIN } from '../../../../domain/audit.ts';
import { parisDay } from '../../../../domain/civil-date.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { appendAudit } from '../../../../prisma/audit.ts';
import type { Tx } from '../../../../prisma/client.ts';
import { endHolding, removeHolding } from '../../../../prisma/repositories/administration/holdings.ts';
import {
  createOpening,
  findOpening,
  listOpenings,
  lockOpenings,
  type OpeningFacts,
  openingsOf,
} from '../../../../prisma/repositories/administration/openings.ts';
import { currentVersionId } from '../../../../prisma/repositories/circuits-read.ts';
import type { Dependencies } from '../../dependencies.ts';
import { done, ok, serve } from '../../http/route.ts';
import {
  administeredStructure,
  administrator,
  type Change,
  listQuery,
  mustAdminister,
  mustEndWell,
  mustFit,
  mustNotHaveBegun,
  notInPast,
  pageBody,
  stateful,
} from './change.ts';
import { creationRoute } from './creation.ts';

/** Pilot sites: which kinds can be filed where, and since when. What is under way is never touched. */
export function openingRoutes(dependencies: Pick<Dependencies, 'database'> & { versions: Versions }) {
  const { database, versions } = dependencies;
  const kept = async (tx: Tx, id: string, change: Change): Promise<OpeningFacts> => {
    const found = await findOpening(tx, id);
    await mustAdminister(change, found?.structurePath ?? null);
    if (found === null) throw new DomainError('not-found');
    await lockOpenings(tx, found.kind);
    return found;
  };
  const trace = (
    tx: Tx,
    { me, at }: Change,
    verb: 'opening.end' | 'opening.remove',
    { id, kind, structureId, open, from, until }: OpeningFacts,
    more: { after?: { until: string }; reason: string },
  ) =>
    appendAudit(tx, {
      chain: SYSTEM_CHAIN,
      at,
      actorId: me.personId,
      verb,
      subject: `opening:${id}`,
      payload: { before: { kind, structureId, open, from, until }, ...more },
    });

  return [
    serve('GET /api/administration/openings', {
      ...administrator,
      async handle({ me, query, at }) {
        const day = parisDay(at);
        const { items, total } = await listOpenings(database.prisma, listQuery(me, at, query));
        const titles = new Map((await versions.currents()).map(({ kind, sheet }) => [kind, sheet.title]));
        const rows = items.map((row) => ({ ...stateful(row, day), title: titles.get(row.kind) ?? null }));
        return ok(pageBody({ items: rows, total }, query));
      },
    }),
    creationRoute(dependencies, 'POST /api/administration/openings', {
      subject: 'opening',
      verb: 'opening.create',
      async make(tx, change, opening) {
        notInPast(opening.from, change.at);
        const structure = await administeredStructure(tx, change, opening.structureId);
        const isKnown = opening.kind === '*' || (await currentVersionId(tx, opening.kind)) !== null;
        if (!isKnown) throw new DomainError('kind-unknown');
        await lockOpenings(tx, opening.kind);
        mustFit(opening, await openingsOf(tx, opening.kind, opening.structureId), structure);
        return { id: await createOpening(tx, opening), chain: SYSTEM_CHAIN, after: opening };
      },
    }),
    serve('POST /api/administration/openings/:id/end', {
      ...administrator,
      async handle({ me, params, body, at }) {
        await database.transaction(async (tx) => {
          const before = await kept(tx, params.id, { me, at });
          mustEndWell(before, body.until, at);
          await endHolding(tx, 'kindOpening', before.id, body.until);
          await trace(tx, { me, at }, 'opening.end', before, { after: { until: body.until }, reason: body.reason });
        });
        return done;
      },
    }),
    serve('POST /api/administration/openings/:id/removal', {
      ...administrator,
      async handle({ me, params, body, at }) {
        await database.transaction(async (tx) => {
          const before = await kept(tx, params.id, { me, at });
          mustNotHaveBegun(before, at);
          await removeHolding(tx, 'kindOpening', before.id);
          await trace(tx, { me, at }, 'opening.remove', before, { reason: body.reason });
        });
        return done;
      },
    }),
  ];
}
