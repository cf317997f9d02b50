import type { GatewayContext } from '../context.ts';
import { executeWithin } from '../context.ts';
import { readVariables } from '../json-object.ts';
import { Refused } from '../refused.ts';
import { checkTenants } from '../tenants.ts';
import type { Answer, Message } from './unary.ts';

/** Starts an instance and answers at once. */
export function createProcessInstance({ engine }: GatewayContext): Answer {
  return async (request) => createdMessage(await engine.execute('CREATE_PROCESS_INSTANCE', creation(request)));
}

/** Starts an instance and answers when it is over, with its variables. */
export function createProcessInstanceWithResult({ engine, requestTimeoutMs }: GatewayContext): Answer {
  return async ({ request, requestTimeout, fetchVariables }) => {
    if (request === null) throw new Refused('INVALID_ARGUMENT', 'Expected a request to create an instance');
    const within = Number(requestTimeout) > 0 ? Number(requestTimeout) : requestTimeoutMs;
    const value = { ...creation(request), fetchVariables };
    const result = await executeWithin(engine, 'CREATE_PROCESS_INSTANCE_WITH_RESULT', value, within);
    return { ...createdMessage(result), variables: JSON.stringify(result.variables) };
  };
}

export function cancelProcessInstance({ engine }: GatewayContext): Answer {
  return ({ processInstanceKey }) => engine.execute('CANCEL_PROCESS_INSTANCE', { processInstanceKey });
}

export function setVariables({ engine, requestTimeoutMs }: GatewayContext): Answer {
  return ({ elementInstanceKey, variables, local }) => {
    const value = { elementInstanceKey, variables: readVariables(variables), local };
    return executeWithin(engine, 'SET_VARIABLES', value, requestTimeoutMs);
  };
}

export function resolveIncident({ engine }: GatewayContext): Answer {
  return ({ incidentKey }) => engine.execute('RESOLVE_INCIDENT', { incidentKey });
}

export function modifyProcessInstance({ engine }: GatewayContext): Answer {
  return ({ processInstanceKey, activateInstructions, terminateInstructions }) =>
    engine.execute('MODIFY_PROCESS_INSTANCE', {
      processInstanceKey,
      activate: activateInstructions.map((one: Message) => ({
        elementId: one.elementId,
        ...(one.ancestorElementInstanceKey === '0' || one.ancestorElementInstanceKey === '-1'
          ? {}
          : { ancestorElementInstanceKey: one.ancestorElementInstanceKey }),
        variables: one.variableInstructions.map((set: Message) => ({
          ...(set.scopeId === '' ? {} : { scopeId: set.scopeId }),
          variables: readVariables(set.variables),
        })),
      })),
      terminate: terminateInstructions.map((one: Message) => ({ elementInstanceKey: one.elementInstanceKey })),
    });
}

export function migrateProcessInstance({ engine }: GatewayContext): Answer {
  return ({ processInstanceKey, migrationPlan }) => {
    if (migrationPlan === null) throw new Refused('INVALID_ARGUMENT', 'Expected a migration plan');
    const { targetProcessDefinitionKey, mappingInstructions } = migrationPlan;
    return engine.execute('MIGRATE_PROCESS_INSTANCE', {
      processInstanceKey,
      targetProcessDefinitionKey,
      mappings: mappingInstructions,
    });
  };
}

function creation(request: Message) {
  checkTenants('gRPC request CreateProcessInstance', request.tenantId);
  const { processDefinitionKey, bpmnProcessId, version } = request;
  const reference = processDefinitionKey === '0' ? { bpmnProcessId, version } : { processDefinitionKey };
  const startElementIds: string[] = request.startInstructions.map((one: Message) => one.elementId);
  return { ...reference, variables: readVariables(request.variables), startElementIds };
}

function createdMessage(created: {
  processDefinitionKey: string;
  bpmnProcessId: string;
  version: number;
  processInstanceKey: string;
}): Message {
  const { processDefinitionKey, bpmnProcessId, version, processInstanceKey } = created;
  return { processDefinitionKey, bpmnProcessId, version, processInstanceKey, tenantId: '<default>' };
}
