import { createInstance } from '../behaviors/instances.ts';
import type { Handler } from '../handler.ts';
import type { CreatedInstance, ProcessReference } from '../protocol.ts';
import { reject } from '../rejection.ts';
import type { Turn } from '../turn.ts';
import { givenVariables, requireProcess, requireTenant } from './require.ts';

export const createProcessInstance: Handler<'CREATE_PROCESS_INSTANCE'> = (turn, value) => start(turn, value);

/** Starts an instance by its none start event. */
export function start(
  turn: Turn,
  value: ProcessReference & { variables?: unknown; tags?: string[]; tenantId?: string },
): CreatedInstance {
  requireTenant(value.tenantId);
  const process = requireProcess(turn, value);
  if (turn.models.process(process.processDefinitionKey).root.noneStart === undefined) {
    reject('INVALID_STATE', `Expected to create instance of process with none start event, but there is no such event`);
  }
  const variables = givenVariables(value.variables);
  const processInstanceKey = createInstance(turn, process, variables, { tags: value.tags ?? [] });
  const { processDefinitionKey, bpmnProcessId, version } = process;
  return { processInstanceKey, processDefinitionKey, bpmnProcessId, version };
}
