import { INCIDENT_MESSAGE } from '#domain/notice/notice.ts';
import { type Notice, notifyMissing } from '#prisma/repositories/messages/notifications.ts';
import { administratorsNear } from '#prisma/repositories/operations/running.ts';
import { instancesOf, writeStopped } from '#prisma/repositories/operations/stopped.ts';
import type { WorkerContext } from '../../context.ts';

/** What is needed to see what stops requests, and to notify their administrators. */
export type StopReaders = Pick<WorkerContext, 'database' | 'baseUrl'> & {
  readonly engine: Pick<WorkerContext['engine'], 'incidentsIn'>;
};

/**
 * Looks at some requests: writes since when each is stopped, or that it goes on, and notifies their administrators, once for each
 * incident. Answers how many people are notified.
 */
export async function lookAtRequests(
  { database: { prisma }, engine, baseUrl }: StopReaders,
  requestIds: readonly string[],
): Promise<number> {
  if (requestIds.length === 0) return 0;
  const instances = new Map((await instancesOf(prisma, requestIds)).map((one) => [one.instanceKey, one]));
  const stops = (await engine.incidentsIn([...instances.keys()])).flatMap((incident) => {
    const request = instances.get(String(incident.processInstanceKey));
    return request === undefined
      ? []
      : [{ ...request, key: incident.incidentKey, at: new Date(incident.creationTime) }];
  });
  const since = new Map<string, Date>();
  for (const { requestId, at } of stops) {
    const known = since.get(requestId);
    if (known === undefined || at < known) since.set(requestId, at);
  }
  await writeStopped(prisma, requestIds, since);
  if (stops.length === 0) return 0;
  const administrators = await administratorsNear(prisma, [...since.keys()]);
  const mailDomain = new URL(baseUrl).hostname;
  const notices = stops.map(
    ({ requestId, number, key }): Notice => ({
      requestId,
      message: INCIDENT_MESSAGE,
      occasion: `incident:${key}`,
      detail: { number },
      recipients: administrators.get(requestId) ?? [],
      mailDomain,
    }),
  );
  return notifyMissing(prisma, notices);
}
