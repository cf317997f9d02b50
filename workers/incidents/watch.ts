import type { Database } from '../../prisma/client.ts';
import { administratorsNear } from '../../prisma/repositories/administration/running.ts';
import { requestsPlayedBy } from '../../prisma/repositories/circuits.ts';
import { INCIDENT_MESSAGE, notify } from '../../prisma/repositories/notifications.ts';
import { writeStopped } from '../../prisma/repositories/requests/requests.ts';
import type { EngineClient } from '../../zeebe/client.ts';
import type { Log } from '../log.ts';
import { type Loop, startLoop } from '../loop.ts';

const EVERY_MS = 5_000;
/** Read at a time: more than that is one fault, not many. */
const MAX_INCIDENTS = 1_000;

export interface WatchDependencies {
  readonly database: Database;
  readonly engine: Pick<EngineClient, 'searchIncidents'>;
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

/** One look; how many people are notified. An incident that belongs to no request is on the list of incidents alone. */
export async function lookAtIncidents(dependencies: WatchDependencies): Promise<number> {
  const { database, baseUrl } = dependencies;
  let notified = 0;
  for (const { request, incidentKey } of await writeStops(dependencies))
    notified += await database.transaction(async (tx) =>
      notify(tx, {
        requestId: request.id,
        message: INCIDENT_MESSAGE,
        occasion: `incident:${incidentKey}`,
        detail: { number: request.number },
        recipients: await administratorsNear(tx, request.id),
        mailDomain: new URL(baseUrl).hostname,
      }),
    );
  return notified;
}

/** Writes which requests are stopped now, and since when; answers the incidents that stop them. */
export async function writeStops({ database, engine }: Pick<WatchDependencies, 'database' | 'engine'>) {
  const { items } = await engine.searchIncidents({ filter: { state: 'ACTIVE' }, page: { limit: MAX_INCIDENTS } });
  const keys = items.map(({ processInstanceKey }) => String(processInstanceKey));
  const requests = new Map((await requestsPlayedBy(database.prisma, keys)).map((each) => [each.instanceKey, each]));
  const stopping = items.flatMap((incident) => {
    const request = requests.get(String(incident.processInstanceKey));
    return request === undefined ? [] : [{ ...incident, request }];
  });
  const stoppedSince = new Map<string, Date>();
  for (const { request, creationTime } of stopping) {
    const at = new Date(creationTime);
    const known = stoppedSince.get(request.id);
    if (known === undefined || at < known) stoppedSince.set(request.id, at);
  }
  await database.transaction((tx) => writeStopped(tx, stoppedSince));
  return stopping;
}
