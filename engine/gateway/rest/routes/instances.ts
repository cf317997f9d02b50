import { Router } from 'express';
import { executeWithin, type GatewayContext } from '../../context.ts';
import { asVariables, checkTenants } from '../../json-object.ts';
import { Refused } from '../../refused.ts';
import {
  type Body,
  bodyOf,
  defined,
  objectOf,
  objectsOf,
  optionalFlag,
  optionalNumber,
  optionalText,
  optionalTexts,
  readKey,
  readText,
} from '../body.ts';
import { finding, mustFind, searching, searchingIncidents } from '../searching.ts';

const CREATION = [
  'processDefinitionId',
  'processDefinitionKey',
  'processDefinitionVersion',
  'variables',
  'tenantId',
  'operationReference',
  'startInstructions',
  'runtimeInstructions',
  'awaitCompletion',
  'fetchVariables',
  'requestTimeout',
  'tags',
  'businessId',
];
const MODIFICATION = ['activateInstructions', 'moveInstructions', 'terminateInstructions', 'operationReference'];
const ACTIVATE = ['elementId', 'variableInstructions', 'ancestorElementInstanceKey'];
const MOVE = ['sourceElementInstruction', 'targetElementId', 'ancestorScopeInstruction', 'variableInstructions'];
const SOURCE = ['sourceType', 'sourceElementId', 'sourceElementInstanceKey'];
const ANCESTOR = ['ancestorScopeType', 'ancestorElementInstanceKey'];

/** Process instances: starting, finding, ending. */
export function processInstances(context: GatewayContext): Router {
  const { engine, history, requestTimeoutMs } = context;
  const router = Router();
  router.post('/process-instances', async (request, response) => {
    const body = bodyOf(request, CREATION);
    const value = creation(body);
    if (optionalFlag(body, 'awaitCompletion') !== true) {
      response.json(describe(await engine.execute('CREATE_PROCESS_INSTANCE', value), {}, value));
      return;
    }
    const fetchVariables = optionalTexts(body, 'fetchVariables');
    const within = optionalNumber(body, 'requestTimeout') || requestTimeoutMs;
    const result = await executeWithin(
      engine,
      'CREATE_PROCESS_INSTANCE_WITH_RESULT',
      defined({ ...value, fetchVariables }),
      within,
    );
    response.json(describe(result, result.variables, value));
  });

  router.post('/process-instances/search', searching(context, 'processInstance'));
  router.get(
    '/process-instances/:processInstanceKey',
    finding(context, 'processInstance', 'processInstanceKey', 'Process Instance'),
  );
  router.post('/process-instances/:processInstanceKey/cancellation', async (request, response) => {
    bodyOf(request, ['operationReference']);
    await engine.execute('CANCEL_PROCESS_INSTANCE', {
      processInstanceKey: readKey(request.params.processInstanceKey, 'processInstanceKey'),
    });
    response.sendStatus(204);
  });
  router.post('/process-instances/:processInstanceKey/modification', async (request, response) => {
    const processInstanceKey = readKey(request.params.processInstanceKey, 'processInstanceKey');
    await engine.execute('MODIFY_PROCESS_INSTANCE', {
      processInstanceKey,
      ...readModification(bodyOf(request, MODIFICATION)),
    });
    response.sendStatus(204);
  });
  router.post('/process-instances/:processInstanceKey/migration', async (request, response) => {
    const body = bodyOf(request, ['targetProcessDefinitionKey', 'mappingInstructions', 'operationReference']);
    const value = {
      processInstanceKey: readKey(request.params.processInstanceKey, 'processInstanceKey'),
      targetProcessDefinitionKey: readKey(body.targetProcessDefinitionKey, 'targetProcessDefinitionKey'),
      mappings: objectsOf(body, 'mappingInstructions', ['sourceElementId', 'targetElementId']).map((one) => ({
        sourceElementId: readText(one, 'sourceElementId'),
        targetElementId: readText(one, 'targetElementId'),
      })),
    };
    await engine.execute('MIGRATE_PROCESS_INSTANCE', value);
    response.sendStatus(204);
  });
  router.post('/process-instances/:processInstanceKey/deletion', async (request, response) => {
    const processInstanceKey = readKey(request.params.processInstanceKey, 'processInstanceKey');
    bodyOf(request, ['operationReference']);
    const { state } = await mustFind(context, 'processInstance', processInstanceKey, 'Process Instance');
    if (state === 'ACTIVE')
      throw new Refused(
        'INVALID_STATE',
        `Process Instance with key '${processInstanceKey}' is not over: cancel it first`,
      );
    await history.forget('processInstance', [processInstanceKey]);
    response.sendStatus(204);
  });
  router.get('/process-instances/:processInstanceKey/call-hierarchy', async (request, response) => {
    const processInstanceKey = readKey(request.params.processInstanceKey, 'processInstanceKey');
    await mustFind(context, 'processInstance', processInstanceKey, 'Process Instance');
    response.json(await history.callHierarchy(processInstanceKey));
  });
  router.post(
    '/process-instances/:processInstanceKey/incidents/search',
    searchingIncidents(context, 'processInstance', 'processInstanceKey', 'Process Instance'),
  );
  router.get('/process-instances/:processInstanceKey/sequence-flows', async (request, response) => {
    const processInstanceKey = readKey(request.params.processInstanceKey, 'processInstanceKey');
    const { items } = await history.search('sequenceFlow', { filter: { processInstanceKey }, page: { limit: 10_000 } });
    response.json({ items });
  });
  router.get('/process-instances/:processInstanceKey/statistics/element-instances', async (request, response) => {
    response.json({
      items: await history.statistics(readKey(request.params.processInstanceKey, 'processInstanceKey')),
    });
  });
  return router;
}

function creation(body: Body) {
  checkTenants(body.tenantId);
  if (objectsOf(body, 'runtimeInstructions', ['type', 'afterElementId']).length > 0)
    throw new Refused('INVALID_ARGUMENT', "'runtimeInstructions' are not offered by this engine");
  const byKey = body.processDefinitionKey !== undefined && body.processDefinitionKey !== null;
  const bpmnProcessId = optionalText(body, 'processDefinitionId');
  if (byKey === (bpmnProcessId !== undefined)) {
    throw new Refused('INVALID_ARGUMENT', 'Exactly one of processDefinitionId and processDefinitionKey is needed');
  }
  const reference = byKey
    ? { processDefinitionKey: readKey(body.processDefinitionKey, 'processDefinitionKey') }
    : { bpmnProcessId, version: optionalNumber(body, 'processDefinitionVersion') ?? -1 };
  const startElementIds = objectsOf(body, 'startInstructions', ['elementId']).map((one) => readText(one, 'elementId'));
  return defined({
    ...reference,
    startElementIds,
    variables: asVariables(body.variables),
    tags: optionalTexts(body, 'tags'),
    businessId: optionalText(body, 'businessId'),
  });
}

function readModification(body: Body) {
  const activate = objectsOf(body, 'activateInstructions', ACTIVATE).map((one) =>
    defined({
      elementId: readText(one, 'elementId'),
      ancestorElementInstanceKey: ancestorKey(one.ancestorElementInstanceKey),
      variables: variablesOf(one),
    }),
  );
  const move = objectsOf(body, 'moveInstructions', MOVE).map((one) => {
    const source = objectOf(one, 'sourceElementInstruction', SOURCE);
    return defined({
      source: elementOrInstance(source.sourceElementId, source.sourceElementInstanceKey),
      targetElementId: readText(one, 'targetElementId'),
      ancestor: ancestorOf(objectOf(one, 'ancestorScopeInstruction', ANCESTOR)),
      variables: variablesOf(one),
    });
  });
  const terminate = objectsOf(body, 'terminateInstructions', ['elementId', 'elementInstanceKey']).map((one) =>
    elementOrInstance(one.elementId, one.elementInstanceKey),
  );
  return { activate, move, terminate };
}

function variablesOf(one: Body) {
  return objectsOf(one, 'variableInstructions', ['variables', 'scopeId']).map((set) =>
    defined({ scopeId: optionalText(set, 'scopeId'), variables: asVariables(set.variables) }),
  );
}

function elementOrInstance(elementId: unknown, key: unknown): { elementId: string } | { elementInstanceKey: string } {
  return key === undefined && elementId !== undefined
    ? { elementId: readText({ elementId }, 'elementId') }
    : { elementInstanceKey: readKey(key, 'elementInstanceKey') };
}

function ancestorOf(scope: Body): 'inferred' | 'sourceParent' | { elementInstanceKey: string } | undefined {
  const { ancestorScopeType: type } = scope;
  if (type === 'inferred' || type === 'sourceParent') return type;
  if (type !== undefined && type !== 'direct')
    throw new Refused('INVALID_ARGUMENT', `The ancestor scope type '${String(type)}' does not exist`);
  const elementInstanceKey = ancestorKey(scope.ancestorElementInstanceKey);
  return elementInstanceKey === undefined ? undefined : { elementInstanceKey };
}

/** -1 and none mean: find it. */
function ancestorKey(key: unknown): string | undefined {
  if (key === undefined || key === null || key === '' || key === '-1' || key === -1) return undefined;
  return readKey(key, 'ancestorElementInstanceKey');
}

function describe(
  created: { processDefinitionKey: string; bpmnProcessId: string; version: number; processInstanceKey: string },
  variables: object,
  { tags = [], businessId = null }: { tags?: string[]; businessId?: string | null },
): object {
  return {
    processDefinitionId: created.bpmnProcessId,
    processDefinitionVersion: created.version,
    processDefinitionKey: created.processDefinitionKey,
    processInstanceKey: created.processInstanceKey,
    tenantId: '<default>',
    variables,
    tags: [...new Set(tags)],
    businessId,
  };
}
