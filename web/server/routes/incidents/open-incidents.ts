import { DomainError } from '#domain/errors.ts';
import type { Tx } from '#prisma/client.ts';
import { type PlayedRequest, requestsPlayedBy } from '#prisma/repositories/circuits/circuits.ts';
import type { Incident } from '#zeebe/client.ts';
import type { EngineReader } from '../../dependencies.ts';

/** An incident of the engine, with the request it stops when it is one of ours. */
export interface OpenIncident {
  readonly incident: Incident;
  readonly request: PlayedRequest | null;
}

/** The open incidents. @throws {DomainError} engine-unavailable */
export async function openIncidents(
  { tx, engine }: { tx: Tx; engine: EngineReader },
  filter: Record<string, unknown>,
): Promise<OpenIncident[]> {
  const items = await engine.openIncidents(filter).catch((): never => {
    throw new DomainError('engine-unavailable');
  });
  return withRequests(tx, items);
}

/** Incidents, each with the request that it stops, in the same order. */
export async function withRequests(tx: Tx, incidents: readonly Incident[]): Promise<OpenIncident[]> {
  const keys = [...new Set(incidents.map(({ processInstanceKey }) => String(processInstanceKey)))];
  const byInstance = new Map((await requestsPlayedBy(tx, keys)).map((request) => [request.instanceKey, request]));
  return incidents.map((incident) => ({
    incident,
    request: byInstance.get(String(incident.processInstanceKey)) ?? null,
  }));
}
