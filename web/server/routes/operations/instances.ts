import type { Versions } from '#application/versions.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { idAt, pathOf } from '#domain/circuit/blocks/block.ts';
import { type InstanceState, instanceState } from '#domain/circuit/interventions/instance.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canSeeInstance } from '#domain/permissions/operations.ts';
import { requestsPlayedBy } from '#prisma/repositories/circuits/circuits.ts';
import { keysOfCircuits, type PlayedSearch, searchPlayed } from '#prisma/repositories/operations/instances.ts';
import { type RequestRow, standingOf } from '#prisma/repositories/requests/requests.ts';
import type { Query } from '#web/contract/api.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { stepName } from '../../views/standing.ts';
import { engineAway } from './engine-away.ts';
import { instanceView } from './instance-view.ts';
import { playedBy } from './played-by.ts';

/** What the engine is asked for at most before the portal looks which of it is one's own. */
const MAX_LOOKED_THROUGH = 10_000;

type Asked = Query<'GET /api/operations/instances'>;
/** What the engine finds, as the portal is asked for it; `partial`: there is more than was looked through. */
type Narrowed = Pick<PlayedSearch, 'requestIds' | 'instanceKeys' | 'otherThan'> & { readonly partial: boolean };

/** The instances of the engine, as operators look for them and at each. */
export function instanceRoutes({
  database,
  engine,
  versions,
}: Pick<Dependencies, 'database' | 'engine'> & { versions: Versions }) {
  const { prisma } = database;

  /** The requests that stand at an element of a version, in a block too. */
  const standingAt = async (versionId: string, place: string): Promise<Narrowed> => {
    const { manifest } = await versions.get(versionId).catch(unknownVersion);
    const path = pathOf(place);
    const block = manifest.calls?.[path]?.block;
    if (path !== '' && block === undefined) throw new DomainError('not-found');
    const found = new Set<string>();
    let partial = false;
    for (const key of await keysOfCircuits(prisma, { versionId, block })) {
      const { items, more } = await engine.searchActiveElements(key, MAX_LOOKED_THROUGH, idAt(place)).catch(engineAway);
      partial ||= more;
      for (const { processInstanceKey } of items) found.add(String(processInstanceKey));
    }
    const requests = await requestsPlayedBy(prisma, [...found]);
    return { requestIds: requests.filter((request) => request.path === path).map(({ id }) => id), partial };
  };

  const endedFromOutside = async ({ kind, versionId }: Asked) => {
    const isOfAll = kind === undefined && versionId === undefined;
    const keys = isOfAll ? null : await keysOfCircuits(prisma, { kind, versionId });
    const { items, more } = await engine.terminatedInstances(keys, MAX_LOOKED_THROUGH);
    return { keys: items.map(({ processInstanceKey }) => String(processInstanceKey)), more };
  };

  const narrow = async (asked: Asked): Promise<Narrowed> => {
    const { state, element, versionId } = asked;
    if (element !== undefined && versionId !== undefined)
      // What was ended stands nowhere.
      return state === 'terminated' ? { requestIds: [], partial: false } : standingAt(versionId, element);
    if (state === 'terminated') {
      const { keys, more } = await endedFromOutside(asked).catch(engineAway);
      return { instanceKeys: keys, partial: more };
    }
    // Without the engine, the portal lists what it knows.
    const ended = state === undefined ? null : await endedFromOutside(asked).catch(() => null);
    return { otherThan: ended?.keys ?? [], partial: ended?.more ?? false };
  };

  /** How each stands, as the engine says; as the portal last knew, where it does not answer. */
  const statesOf = async (rows: readonly RequestRow[]): Promise<(row: RequestRow) => InstanceState> => {
    const keys = rows.flatMap(({ instanceKey }) => instanceKey ?? []);
    const search = { filter: { processInstanceKey: { $in: keys } }, page: { limit: keys.length } };
    const found = keys.length === 0 ? null : await engine.searchInstances(search).catch(() => null);
    const said = new Map(found?.items.map(({ processInstanceKey, state }) => [String(processInstanceKey), state]));
    return ({ instanceKey, closedAt, stoppedSince }) =>
      instanceState(said.get(instanceKey ?? '') ?? (closedAt === null ? 'ACTIVE' : 'COMPLETED'), stoppedSince !== null);
  };

  /** @throws {DomainError} not-found, for what the administrator may not know of; engine-unavailable */
  const see = async (actor: Actor, key: string, at: Date) => {
    const instance = await engine.getInstance(key).catch(engineAway);
    const played = instance && (await playedBy({ tx: prisma, engine }, instance).catch(engineAway));
    if (instance === null || !canSeeInstance(actor, played, parisDay(at))) throw new DomainError('not-found');
    return { instance, played };
  };

  return [
    serve('GET /api/operations/instances', {
      right: ['administrateur'],
      guard: null,
      async handle({ me, query, at }) {
        const { q, kind, versionId, since, state, element: _, ...page } = query;
        const { partial, ...narrowed } = await narrow(query);
        const { rows, ...found } = await searchPlayed(prisma, {
          ...{ administratorId: me.personId, day: parisDay(at), number: q || undefined, kind, versionId, since },
          ...OPEN[state ?? 'any'],
          ...narrowed,
          ...page,
        });
        const [stateOf, { openTasks }] = await Promise.all([
          statesOf(rows),
          standingOf(
            prisma,
            rows.map(({ id }) => id),
          ),
        ]);
        const items = await Promise.all(
          rows.map(async (row) => {
            const { manifest, number } = await versions.get(row.versionId);
            const { id, kind, structureName } = row;
            return {
              key: row.instanceKey ?? '',
              request: {
                ...{ id, number: row.number, kind, title: manifest.title, structureName },
                filedAt: row.filedAt.toISOString(),
              },
              version: { id: row.versionId, number },
              state: stateOf(row),
              waits: openTasks
                .filter(({ requestId }) => requestId === id)
                .map(({ elementId }) => ({ elementId, name: stepName(manifest, elementId) })),
            };
          }),
        );
        return ok({ items, ...found, pageSize: query.pageSize, partial });
      },
    }),
    serve('GET /api/operations/instances/:key', {
      right: ['administrateur'],
      guard: null,
      async handle({ me, params, at }) {
        const seen = await see(me.actor, params.key, at);
        const sources = { tx: prisma, engine, versions };
        return ok(await instanceView(sources, { ...seen, actor: me.actor, at }).catch(engineAway));
      },
    }),
    serve('GET /api/operations/instances/:key/variables/:variableKey', {
      right: ['administrateur'],
      guard: null,
      async handle({ me, params, at }) {
        await see(me.actor, params.key, at);
        const variable = await engine.wholeVariable(params.variableKey).catch(engineAway);
        if (variable === null || String(variable.processInstanceKey) !== params.key) throw new DomainError('not-found');
        return ok({ name: variable.name, value: variable.value });
      },
    }),
  ];
}

/** What of a request a state asks for. */
const OPEN = {
  any: {},
  active: { isOpen: true, isStopped: false },
  incident: { isOpen: true, isStopped: true },
  completed: { isOpen: false },
  terminated: {},
} as const satisfies Record<InstanceState | 'any', Pick<PlayedSearch, 'isOpen' | 'isStopped'>>;

function unknownVersion(error: unknown): never {
  throw error instanceof DomainError && error.code === 'kind-unknown' ? new DomainError('not-found') : error;
}
