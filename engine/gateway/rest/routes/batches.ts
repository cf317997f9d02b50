import { type Request, type RequestHandler, Router } from 'express';
import type { BatchPlan } from '../../batches/operation.ts';
import type { GatewayContext } from '../../context.ts';
import { Refused } from '../../refused.ts';
import {
  type Body,
  bodyOf,
  isKey,
  missing,
  pathKey,
  readKey,
  readObject,
  readObjects,
  readText,
  requiredBodyOf,
  unreadable,
} from '../body.ts';
import { mustFind, searching } from '../searching.ts';

/** One command for every process instance that a filter finds, and how far it is. */
export function batchOperations(context: GatewayContext): Router {
  const { batches } = context;
  const router = Router();
  const creating =
    (planOf: (body: Body) => BatchPlan, ...fields: string[]): RequestHandler =>
    async (request, response) => {
      const body = requiredBodyOf(request, ['filter', 'operationReference', ...fields]);
      const plan = planOf(body);
      const batchOperationKey = await batches.create(plan, filterOf(body));
      response.json({ batchOperationKey, batchOperationType: plan.type });
    };
  router.post(
    '/process-instances/cancellation',
    creating(() => ({ type: 'CANCEL_PROCESS_INSTANCE' })),
  );
  router.post(
    '/process-instances/incident-resolution',
    creating(() => ({ type: 'RESOLVE_INCIDENT' })),
  );
  router.post(
    '/process-instances/deletion',
    creating(() => ({ type: 'DELETE_PROCESS_INSTANCE' })),
  );
  router.post(
    '/decision-instances/deletion',
    creating(() => ({ type: 'DELETE_DECISION_INSTANCE' })),
  );
  router.post('/process-instances/migration', creating(migration, 'migrationPlan'));
  router.post('/process-instances/modification', creating(modification, 'moveInstructions'));
  router.post('/process-instances/:processInstanceKey/incident-resolution', async (request, response) => {
    const processInstanceKey = pathKey(request, 'processInstanceKey');
    await mustFind(context, 'processInstance', processInstanceKey, 'Process Instance');
    const batchOperationKey = await batches.create({ type: 'RESOLVE_INCIDENT' }, { processInstanceKey });
    response.json({ batchOperationKey, batchOperationType: 'RESOLVE_INCIDENT' });
  });

  router.post('/batch-operations/search', searching(context, 'batchOperation'));
  router.get('/batch-operations/:batchOperationKey', async (request, response) => {
    response.json(await mustFind(context, 'batchOperation', keyOf(request), 'Batch operation'));
  });
  const turning =
    (turn: (key: string) => Promise<void>): RequestHandler =>
    async (request, response) => {
      bodyOf(request, []);
      await turn(keyOf(request));
      response.sendStatus(204);
    };
  router.post(
    '/batch-operations/:batchOperationKey/cancellation',
    turning((key) => batches.cancel(key)),
  );
  router.post(
    '/batch-operations/:batchOperationKey/suspension',
    turning((key) => batches.suspend(key)),
  );
  router.post(
    '/batch-operations/:batchOperationKey/resumption',
    turning((key) => batches.goOn(key)),
  );
  router.post('/batch-operation-items/search', searching(context, 'batchOperationItem'));
  return router;
}

/** Alone among keys, the API's description does not say that it is a number: another text names none that is there. */
function keyOf(request: Request): string {
  const key = String(request.params.batchOperationKey);
  if (isKey(key)) return key;
  throw new Refused('NOT_FOUND', `Batch operation with key '${key}' not found`);
}

/** A batch without a filter would be done to everything: it must be said, were it `{}`. */
function filterOf({ filter }: Body): object {
  if (filter === undefined || filter === null) missing('filter');
  if (typeof filter !== 'object' || Array.isArray(filter)) unreadable('filter', 'an object');
  return filter;
}

function migration(body: Body): BatchPlan {
  const plan = readObject(body, 'migrationPlan', ['targetProcessDefinitionKey', 'mappingInstructions']);
  return {
    type: 'MIGRATE_PROCESS_INSTANCE',
    targetProcessDefinitionKey: readKey(plan.targetProcessDefinitionKey, 'targetProcessDefinitionKey'),
    mappings: readObjects(plan, 'mappingInstructions', PAIR).map(pair),
  };
}

function modification(body: Body): BatchPlan {
  const moves = readObjects(body, 'moveInstructions', PAIR).map(pair);
  if (moves.length === 0) missing('moveInstructions');
  return { type: 'MODIFY_PROCESS_INSTANCE', moves };
}

const PAIR = ['sourceElementId', 'targetElementId'];

const pair = (one: Body) => ({
  sourceElementId: readText(one, 'sourceElementId'),
  targetElementId: readText(one, 'targetElementId'),
});
