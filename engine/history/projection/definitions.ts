import {
  type AnyEvent,
  DEFAULT_TENANT,
  type DeployedDecision,
  type DeployedProcess,
} from '../../processing/protocol.ts';
import { elementNames } from './element-names.ts';
import type { Rows } from './rows.ts';

/** What was deployed: processes with the names of their elements, decisions with their requirements. */
export function projectDefinitions(rows: Rows, event: AnyEvent): void {
  switch (event.type) {
    case 'RESOURCE_DEPLOYED':
      if (event.value.generic === undefined) rows.files.set(event.key, event.value.content);
      break;
    case 'PROCESS_DEPLOYED':
      addProcess(rows, event.value);
      break;
    case 'DECISION_REQUIREMENTS_DEPLOYED': {
      const { decisionRequirementsKey, name, version } = event.value;
      rows.run('insert or replace into decision_requirements (key, name, version) values (?, ?, ?)', [
        BigInt(decisionRequirementsKey),
        name,
        version,
      ]);
      rows.put('decisionRequirements', {
        decisionRequirementsKey,
        decisionRequirementsId: event.value.decisionRequirementsId,
        decisionRequirementsName: name,
        version,
        resourceName: event.value.resourceName,
        tenantId: DEFAULT_TENANT,
      });
      break;
    }
    case 'DECISION_DEPLOYED':
      addDecision(rows, event.value);
      break;
    case 'PROCESS_DRAINING':
      rows.change('processDefinition', event.key, { state: 'DRAINING', isLatestVersion: false });
      rows.run(
        `update process_definition set "isLatestVersion" = 1 where "processDefinitionKey" =
           (select "processDefinitionKey" from process_definition where state = 'ACTIVE' and "processDefinitionId" =
             (select "processDefinitionId" from process_definition where "processDefinitionKey" = ?)
            order by version desc limit 1)`,
        [BigInt(event.key)],
      );
      break;
    case 'RESOURCE_DELETED':
      if (event.value.kind === 'process') {
        rows.change('processDefinition', event.key, { state: 'DELETED', isLatestVersion: false });
        const { content = '' } = event.value;
        rows.run('insert or replace into deleted_file (key, content) values (?, ?)', [BigInt(event.key), content]);
      }
      if (event.value.kind === 'decisionRequirements') {
        for (const table of ['decision_definition', 'decision_requirements_definition'])
          rows.run(`delete from ${table} where "decisionRequirementsKey" = ?`, [BigInt(event.key)]);
        rows.run(
          `update decision_definition as d set "isLatestVersion" = 1 where not exists
             (select 1 from decision_definition o where o."decisionDefinitionId" = d."decisionDefinitionId" and o.version > d.version)`,
          [],
        );
      }
  }
}

function addProcess(rows: Rows, process: DeployedProcess): void {
  const key = BigInt(process.processDefinitionKey);
  rows.run('update process_definition set "isLatestVersion" = 0 where "processDefinitionId" = ?', [
    process.bpmnProcessId,
  ]);
  rows.put('processDefinition', {
    processDefinitionKey: process.processDefinitionKey,
    processDefinitionId: process.bpmnProcessId,
    name: process.name || null,
    resourceName: process.resourceName,
    version: process.version,
    versionTag: process.versionTag || null,
    hasStartForm: process.startForm !== undefined,
    state: 'ACTIVE',
    isLatestVersion: true,
    tenantId: DEFAULT_TENANT,
  });
  for (const [elementId, name] of elementNames(rows.files.get(process.resourceKey) ?? '')) {
    rows.run('insert or replace into element_name ("processDefinitionKey", "elementId", name) values (?, ?, ?)', [
      key,
      elementId,
      name,
    ]);
  }
}

function addDecision(rows: Rows, decision: DeployedDecision): void {
  const requirements = rows.first('select name, version from decision_requirements where key = ?', [
    BigInt(decision.decisionRequirementsKey),
  ]);
  rows.run('update decision_definition set "isLatestVersion" = 0 where "decisionDefinitionId" = ?', [
    decision.decisionId,
  ]);
  rows.put('decisionDefinition', {
    decisionDefinitionKey: decision.decisionKey,
    decisionDefinitionId: decision.decisionId,
    name: decision.name,
    version: decision.version,
    decisionRequirementsId: decision.decisionRequirementsId,
    decisionRequirementsKey: decision.decisionRequirementsKey,
    decisionRequirementsName: requirements?.name ?? null,
    decisionRequirementsVersion: Number(requirements?.version ?? 1),
    isLatestVersion: true,
    tenantId: DEFAULT_TENANT,
  });
}
