import type { Versions } from '#application/versions.ts';
import { placeOf } from '#domain/circuit/blocks/block.ts';
import { DomainError } from '#domain/errors.ts';
import { incidentGroup, type Stopped } from '#domain/incident/incident-group.ts';
import type { Tx } from '#prisma/client.ts';
import type { EngineReader } from '../../dependencies.ts';
import { together } from '../../http/together.ts';
import { type OpenIncident, withRequests } from './open-incidents.ts';

/** Incidents that are looked at at most, the oldest first. */
const MAX_INCIDENTS = 10_000;

/** An open incident, with the group that its cause puts it in. */
export interface GroupedIncident extends OpenIncident, Stopped {
  readonly group: string;
}

export interface Look {
  readonly incidents: readonly GroupedIncident[];
  /** There are more than were looked at. */
  readonly partial: boolean;
}

/** @throws {DomainError} engine-unavailable */
export type IncidentLook = () => Promise<Look>;

/**
 * Reads the open incidents, for whoever asks meanwhile: ten administrators who watch a bad day cost what one does.
 */
export function incidentLook({
  tx,
  engine,
  versions,
}: {
  readonly tx: Tx;
  readonly engine: EngineReader;
  readonly versions: Versions;
}): IncidentLook {
  const read = async (): Promise<Look> => {
    const { items, more } = await engine.oldestIncidents(MAX_INCIDENTS).catch((): never => {
      throw new DomainError('engine-unavailable');
    });
    const open = await withRequests(tx, items);
    const kinds = new Map<string, string>();
    for (const versionId of new Set(open.flatMap(({ request }) => request?.versionId ?? [])))
      kinds.set(versionId, (await versions.get(versionId)).kind);
    const incidents = open.map(({ incident, request }) => {
      const stopped: Stopped = {
        circuit: kinds.get(request?.versionId ?? '') ?? String(incident.processDefinitionId),
        place: placeOf(request?.path ?? '', String(incident.elementId)),
        errorType: incident.errorType,
        errorMessage: incident.errorMessage ?? '',
      };
      return { incident, request, ...stopped, group: incidentGroup(stopped) };
    });
    return { incidents, partial: more };
  };

  return together(read);
}
