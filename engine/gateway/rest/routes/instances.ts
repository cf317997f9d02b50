import { Router } from 'express';
import { executeWithin, type GatewayContext } from '../../context.ts';
import { asVariables } from '../../json-object.ts';
import { Refused } from '../../refused.ts';
import {
  type Body,
  bodyOf,
  defined,
  missing,
  objectsOf,
  oneGiven,
  optionalFlag,
  optionalInt,
  optionalNumber,
  optionalText,
  optionalTexts,
  pathKey,
  readEnum,
  readKey,
  readObject,
  readObjects,
  readText,
  requiredBodyOf,
} from '../body.ts';
import { checkTenant, DEFINITION_ID } from '../limits.ts';
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
    const body = requiredBodyOf(request, CREATION);
    const value = creation(body);
    const fetchVariables = optionalTexts(body, 'fetchVariables');
    const asked = optionalNumber(body, 'requestTimeout') ?? 0;
    if (optionalFlag(body, 'awaitCompletion') !== true) {
      response.json(describe(await engine.execute('CREATE_PROCESS_INSTANCE', value), {}, value));
      return;
    }
    const within = asked > 0 ? asked : requestTimeoutMs;
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
      processInstanceKey: pathKey(request, 'processInstanceKey'),
    });
    response.sendStatus(204);
  });
  router.post('/process-instances/:processInstanceKey/modification', async (request, response) => {
    const processInstanceKey = pathKey(request, 'processInstanceKey');
    await engine.execute('MODIFY_PROCESS_INSTANCE', {
      processInstanceKey,
      ...readModification(requiredBodyOf(request, MODIFICATION)),
    });
    response.sendStatus(204);
  });
  router.post('/process-instances/:processInstanceKey/migration', async (request, response) => {
    const body = requiredBodyOf(request, ['targetProcessDefinitionKey', 'mappingInstructions', 'operationReference']);
    const value = {
      processInstanceKey: pathKey(request, 'processInstanceKey'),
      targetProcessDefinitionKey: readKey(body.targetProcessDefinitionKey, 'targetProcessDefinitionKey'),
      mappings: readObjects(body, 'mappingInstructions', ['sourceElementId', 'targetElementId']).map((one) => ({
        sourceElementId: readText(one, 'sourceElementId'),
        targetElementId: readText(one, 'targetElementId'),
      })),
    };
    await engine.execute('MIGRATE_PROCESS_INSTANCE', value);
    response.sendStatus(204);
  });
  router.post('/process-instances/:processInstanceKey/deletion', async (request, response) => {
    const processInstanceKey = pathKey(request, 'processInstanceKey');
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
    const processInstanceKey = pathKey(request, 'processInstanceKey');
    await mustFind(context, 'processInstance', processInstanceKey, 'Process Instance');
    response.json(await history.callHierarchy(processInstanceKey));
  });
  router.post(
    '/process-instances/:processInstanceKey/incidents/search',
    searchingIncidents(context, 'processInstance', 'processInstanceKey', 'Process Instance'),
  );
  router.get('/process-instances/:processInstanceKey/sequence-flows', async (request, response) => {
    const processInstanceKey = pathKey(request, 'processInstanceKey');
    const { items } = await history.search('sequenceFlow', { filter: { processInstanceKey }, page: { limit: 10_000 } });
    response.json({ items });
  });
  router.get('/process-instances/:processInstanceKey/statistics/element-instances', async (request, response) => {
    response.json({
      items: await history.statistics(pathKey(request, 'processInstanceKey')),
    });
  });
  return router;
}

function creation(body: Body) {
  checkTenant(body);
  if (objectsOf(body, 'runtimeInstructions', ['type', 'afterElementId']).length > 0)
    throw new Refused('INVALID_ARGUMENT', "'runtimeInstructions' are not offered by this engine");
  const version = optionalInt(body, 'processDefinitionVersion') ?? -1;
  const reference =
    oneGiven(body, 'processDefinitionId', 'processDefinitionKey') === 'processDefinitionKey'
      ? { processDefinitionKey: readKey(body.processDefinitionKey, 'processDefinitionKey') }
      : { bpmnProcessId: readText(body, 'processDefinitionId', DEFINITION_ID), version };
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
    return defined({
      source: sourceOf(readObject(one, 'sourceElementInstruction', SOURCE)),
      targetElementId: readText(one, 'targetElementId'),
      ancestor: ancestorOf(one),
      variables: variablesOf(one),
    });
  });
  const terminate = objectsOf(body, 'terminateInstructions', ['elementId', 'elementInstanceKey']).map((one) =>
    oneGiven(one, 'elementId', 'elementInstanceKey') === 'elementId'
      ? { elementId: readText(one, 'elementId') }
      : { elementInstanceKey: readKey(one.elementInstanceKey, 'elementInstanceKey') },
  );
  return { activate, move, terminate };
}

function variablesOf(one: Body) {
  return objectsOf(one, 'variableInstructions', ['variables', 'scopeId']).map((set) =>
    defined({ scopeId: optionalText(set, 'scopeId'), variables: asVariables(set.variables ?? missing('variables')) }),
  );
}

function sourceOf(source: Body): { elementId: string } | { elementInstanceKey: string } {
  return readEnum(source, 'sourceType', ['byId', 'byKey']) === 'byId'
    ? { elementId: readText(source, 'sourceElementId') }
    : { elementInstanceKey: readKey(source.sourceElementInstanceKey, 'sourceElementInstanceKey') };
}

function ancestorOf(move: Body): 'inferred' | 'sourceParent' | { elementInstanceKey: string } | undefined {
  if (move.ancestorScopeInstruction === undefined || move.ancestorScopeInstruction === null) return undefined;
  const scope = readObject(move, 'ancestorScopeInstruction', ANCESTOR);
  const type = readEnum(scope, 'ancestorScopeType', ['direct', 'inferred', 'sourceParent']);
  if (type !== 'direct') return type;
  return { elementInstanceKey: readKey(scope.ancestorElementInstanceKey, 'ancestorElementInstanceKey') };
}

/** -1 and none mean: find it. */
function ancestorKey(key: unknown): string | undefined {
  if (key === undefined || key === null || key === '-1' || key === -1) return undefined;
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
