import type { EngineEvent } from '../../processing/protocol.ts';
import { elementName } from './element-name.ts';
import type { Rows } from './rows.ts';

/** What is alive of a migrated instance bears the names of its new definition; what is over keeps those it had. */
export function projectMigration(rows: Rows, { value }: EngineEvent<'PROCESS_INSTANCE_MIGRATED'>): void {
  const { processInstanceKey, processDefinitionKey, bpmnProcessId, version, elements } = value;
  const definition = rows.find('processDefinition', processDefinitionKey);
  const to = { processDefinitionKey, processDefinitionId: bpmnProcessId };
  rows.change('processInstance', processInstanceKey, {
    ...to,
    processDefinitionName: definition?.name ?? null,
    processDefinitionVersion: version,
    processDefinitionVersionTag: definition?.versionTag ?? null,
  });
  for (const [key, elementId] of Object.entries(elements)) {
    if (key === processInstanceKey) continue;
    rows.change('elementInstance', key, {
      ...to,
      elementId,
      elementName: elementName(rows, processDefinitionKey, elementId),
    });
    const alive = [BigInt(processDefinitionKey), bpmnProcessId, elementId, BigInt(key)];
    for (const [table, isAlive] of [
      ['job', '"endTime" is null'],
      ['user_task', '"completionDate" is null'],
      ['incident', `state = 'ACTIVE'`],
    ]) {
      rows.run(
        `update ${table} set "processDefinitionKey" = ?, "processDefinitionId" = ?, "elementId" = ?
         where "elementInstanceKey" = ? and ${isAlive}`,
        alive,
      );
    }
    rows.run(
      'update user_task set "processDefinitionVersion" = ? where "elementInstanceKey" = ? and "completionDate" is null',
      [version, BigInt(key)],
    );
  }
}
