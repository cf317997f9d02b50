import type { Versions } from '#application/versions.ts';
import { placeOf } from '#domain/circuit/blocks/block.ts';
import { same } from '#domain/formats/in-words.ts';
import { readIncident } from '#domain/incident/incident.ts';
import type { IncidentRow } from '#web/contract/operations/incidents.ts';
import { stepName } from '../../views/standing.ts';
import type { OpenIncident } from './open-incidents.ts';

/** What stopped, as administrators read it. */
export async function incidentRow(versions: Versions, { incident, request }: OpenIncident): Promise<IncidentRow> {
  const version = request && (await versions.get(request.versionId));
  const elementId = placeOf(request?.path ?? '', String(incident.elementId));
  const { errorType } = incident;
  const errorMessage = incident.errorMessage ?? '';
  return {
    key: String(incident.incidentKey),
    instanceKey: String(incident.processInstanceKey),
    at: new Date(incident.creationTime).toISOString(),
    requestId: request?.id ?? null,
    requestNumber: request?.number ?? null,
    structureName: request?.structureName ?? null,
    circuit: version?.manifest.title ?? same(String(incident.processDefinitionId)),
    version: version && { id: version.id, number: version.number },
    step: version ? stepName(version.manifest, elementId) : same(elementId),
    ...readIncident({ errorType, errorMessage }),
    type: errorType,
    message: errorMessage,
  };
}
