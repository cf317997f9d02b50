import { INCIDENT_MESSAGE } from '../../domain/operations/notice.ts';
import { administratorsNear } from '../../prisma/repositories/administration/running.ts';
import { type PlayedRequest, requestsPlayedBy } from '../../prisma/repositories/circuits.ts';
import { notifyMissing } from '../../prisma/repositories/notifications.ts';
import { writeStopped } from '../../prisma/repositories/requests/requests.ts';
import type { EngineClient, Incident } from '../../zeebe/client.ts';
import type { Log } from '../log.ts';
import { type Loop, startLoop } from '../loop.ts';
import { type EngineReaders, meetPlayed } from '../played-request.ts';

const EVERY_MS = 5_000;

/** What reading the open incidents takes. */
interface IncidentReaders extends EngineReaders {
  readonly engine: EngineReaders['engine'] & Pick<EngineClient, 'openIncidents'>;
}

export interface WatchDependencies extends IncidentReaders {
  readonly baseUrl: string;
  readonly log: Log;
}

/** Writes which requests are stopped, and notifies their administrators as soon as they are: once for each incident. */
export function startIncidentWatch(dependencies: WatchDependencies): Loop {
  return startLoop({
    name: 'incidents',
    everyMs: EVERY_MS,
    log: dependencies.log,
    turn: async () => {
      await lookAtIncidents(dependencies);
      return false;
    },
  });
}

/** An open incident, with the request that it stops. */
type Stop = Incident & { readonly request: PlayedRequest };

/** One look; how many people are notified. An incident that belongs to no request is on the list of incidents alone. */
export async function lookAtIncidents(dependencies: WatchDependencies): Promise<number> {
  const stops = await writeStops(dependencies);
  if (stops.length === 0) return 0;
  const { prisma } = dependencies.database;
  const administrators = await administratorsNear(prisma, [...new Set(stops.map(({ request }) => request.id))]);
  const mailDomain = new URL(dependencies.baseUrl).hostname;
  const notices = stops.map(({ incidentKey, request: { id: requestId, number } }) => ({
    requestId,
    message: INCIDENT_MESSAGE,
    occasion: `incident:${incidentKey}`,
    detail: { number },
    recipients: administrators.get(requestId) ?? [],
    mailDomain,
  }));
  return notifyMissing(prisma, notices);
}

/** Writes which requests are stopped now, and since when; answers what stops them. */
export async function writeStops(dependencies: IncidentReaders): Promise<Stop[]> {
  const { prisma } = dependencies.database;
  const incidents = await dependencies.engine.openIncidents();
  const requests = await playedBy(dependencies, incidents);
  const stops = incidents.flatMap((incident) => {
    const request = requests.get(String(incident.processInstanceKey));
    return request === undefined ? [] : [{ ...incident, request }];
  });
  const since = new Map<string, Date>();
  for (const { request, creationTime } of stops) {
    const at = new Date(creationTime);
    const known = since.get(request.id);
    if (known === undefined || at < known) since.set(request.id, at);
  }
  await writeStopped(prisma, since);
  return stops;
}

/** The requests of stopped instances, by key. A block may be stopped before any of its steps came to a worker. */
async function playedBy(
  dependencies: EngineReaders,
  incidents: readonly Incident[],
): Promise<Map<string, PlayedRequest>> {
  const keys = [...new Set(incidents.map(({ processInstanceKey }) => String(processInstanceKey)))];
  if (keys.length === 0) return new Map();
  const { prisma } = dependencies.database;
  const find = async () =>
    new Map((await requestsPlayedBy(prisma, keys)).map((request) => [request.instanceKey, request]));
  const found = await find();
  // An instance that is its own root is called by nothing: nobody is asked whose it is, at each look.
  const roots = new Set(incidents.flatMap(({ rootProcessInstanceKey: root }) => (root ? [String(root)] : [])));
  let isMet = false;
  for (const key of keys)
    if (!found.has(key) && !roots.has(key)) isMet = (await meetPlayed(dependencies, key)) !== null || isMet;
  return isMet ? find() : found;
}
