import { activatable } from '../behaviors/by-hand.ts';
import { createInstance } from '../behaviors/instances.ts';
import type { Handler } from '../handler.ts';
import type { CommandValue, CreatedInstance } from '../protocol.ts';
import { reject } from '../rejection.ts';
import type { Turn } from '../turn.ts';
import { givenVariables, requireProcess, requireTenant } from './require.ts';

export const createProcessInstance: Handler<'CREATE_PROCESS_INSTANCE'> = (turn, value) => start(turn, value);

/** Starts an instance by its none start event, or at the elements given. */
export function start(turn: Turn, value: CommandValue<'CREATE_PROCESS_INSTANCE'>): CreatedInstance {
  requireTenant(value.tenantId);
  const process = requireProcess(turn, value);
  const { startElementIds = [] } = value;
  const executable = turn.models.process(process.processDefinitionKey);
  for (const id of startElementIds) activatable({ verb: 'create', root: process, process: executable }, id);
  if (startElementIds.length === 0 && executable.root.noneStart === undefined) {
    reject('INVALID_STATE', `Expected to create instance of process with none start event, but there is no such event`);
  }
  const variables = givenVariables(value.variables);
  const processInstanceKey = createInstance(turn, process, variables, {
    tags: value.tags ?? [],
    ...(value.businessId === undefined ? {} : { businessId: value.businessId }),
    ...(startElementIds.length === 0 ? {} : { startElementIds }),
  });
  const { processDefinitionKey, bpmnProcessId, version } = process;
  return { processInstanceKey, processDefinitionKey, bpmnProcessId, version };
}
