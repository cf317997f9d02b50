import { type CivilDate, parisDay } from '#domain/calendar/civil-date.ts';
import { placeOf } from '#domain/circuit/blocks/block.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canSeeInstance } from '#domain/permissions/operations.ts';
import { requestsPlayedBy } from '#prisma/repositories/circuits/circuits.ts';
import {
  definitionKeys,
  type RunningVersion,
  runningVersions,
  waitingByElement,
} from '#prisma/repositories/operations/running.ts';
import type { RunningRow } from '#web/contract/operations/operations.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { stepName } from '../../views/standing.ts';
import type { GroupedIncident, IncidentLook } from '../incidents/look.ts';

/** What one page can count: beyond, the figures are those of the most recent. */
const MAX_ELEMENTS = 20_000;

/** The circuits at work: by version, how many requests stand at each element, and which are stopped; as the list of instances has it. */
export function runningRoutes({
  database,
  engine,
  look,
}: Pick<Dependencies, 'database' | 'engine'> & { readonly look: IncidentLook }) {
  const { prisma } = database;

  const stoppedNow = async (actor: Actor, day: CivilDate): Promise<GroupedIncident[] | null> => {
    const found = await look().catch(() => null);
    return found?.incidents.filter(({ request }) => request && canSeeInstance(actor, request, day)) ?? null;
  };
  const rowOf = (
    { id, kind, number, current, manifest, running, more }: RunningVersion,
    stopped: GroupedIncident[] | null,
  ) =>
    ({
      versionId: id,
      kind,
      title: manifest.title,
      number,
      current,
      running,
      more,
      stopped: stopped && new Set(stopped.filter(on(id)).map(({ request }) => request?.id)).size,
    }) satisfies RunningRow;

  /** Which requests of one's structures, one's own aside, are in which element, as the engine has it. */
  const fromEngine = async (versionId: string, actor: Actor, day: CivilDate) => {
    const at = new Map<string, Set<string>>();
    let partial = false;
    for (const key of await definitionKeys(prisma, versionId)) {
      const { items, more } = await engine.searchActiveElements(key, MAX_ELEMENTS);
      partial ||= more;
      const keys = [...new Set(items.map(({ processInstanceKey }) => String(processInstanceKey)))];
      const mine = (await requestsPlayedBy(prisma, keys)).filter((request) => canSeeInstance(actor, request, day));
      const byInstance = new Map(mine.map((request) => [request.instanceKey, request]));
      for (const { elementId, processInstanceKey, type } of items) {
        const request = byInstance.get(String(processInstanceKey));
        if (request === undefined || type === 'PROCESS') continue;
        const place = placeOf(request.path, String(elementId));
        const there = at.get(place) ?? new Set();
        at.set(place, there.add(request.id));
      }
    }
    return { counts: new Map([...at].map(([id, requests]) => [id, requests.size])), partial };
  };

  return [
    serve('GET /api/operations/circuits', {
      right: ['administrateur'],
      guard: null,
      async handle({ me, at }) {
        const day = parisDay(at);
        const found = await runningVersions(prisma, { administratorId: me.personId, day });
        const stopped = await stoppedNow(me.actor, day);
        return ok({ items: found.map((version) => rowOf(version, stopped)) });
      },
    }),
    serve('GET /api/operations/circuits/:versionId', {
      right: ['administrateur'],
      guard: null,
      async handle({ me, params, at }) {
        const { versionId } = params;
        const day = parisDay(at);
        const asked = { administratorId: me.personId, day, versionId };
        const [version] = await runningVersions(prisma, asked);
        if (!version) throw new DomainError('not-found');
        const actor = me.actor;
        const stopped = await stoppedNow(actor, day);
        const engineSays = await fromEngine(versionId, actor, day).catch(() => null);
        const counts =
          engineSays?.counts ??
          new Map((await waitingByElement(prisma, asked)).map((row) => [row.elementId, row.requests]));
        const { manifest } = version;
        const order = manifest.steps.map(({ elementId }) => elementId);
        const halted = Map.groupBy((stopped ?? []).filter(on(versionId)), ({ place }) => place);
        // In drawn order; what is no step (a sub-process, a gateway) after.
        const rank = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
        const ids = [...new Set([...counts.keys(), ...halted.keys()])].sort((a, b) => rank(a) - rank(b));
        return ok({
          ...rowOf(version, stopped),
          elements: ids.map((elementId) => ({
            elementId,
            name: stepName(manifest, elementId),
            requests: counts.get(elementId) ?? 0,
            stopped: halted.get(elementId)?.length ?? 0,
          })),
          source: engineSays ? 'engine' : 'portal',
          partial: engineSays?.partial ?? false,
        });
      },
    }),
  ];
}

const on =
  (versionId: string) =>
  ({ request }: GroupedIncident): boolean =>
    request?.versionId === versionId;
