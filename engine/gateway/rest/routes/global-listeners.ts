import { Router } from 'express';
import type { CommandValue, GlobalTaskListener } from '../../../processing/protocol.ts';
import type { GatewayContext } from '../../context.ts';
import { Refused } from '../../refused.ts';
import {
  type Body,
  defined,
  missing,
  optionalEnums,
  optionalFlag,
  optionalInt,
  readText,
  requiredBodyOf,
} from '../body.ts';
import { searching } from '../searching.ts';

const FIELDS = ['type', 'eventTypes', 'retries', 'afterNonGlobal', 'priority'];
const EVENT_TYPES: CommandValue<'CREATE_GLOBAL_LISTENER'>['eventTypes'] = [
  'all',
  'creating',
  'assigning',
  'updating',
  'completing',
  'canceling',
];

/** Listeners on every user task of every process. */
export function globalListeners(context: GatewayContext): Router {
  const { engine, history } = context;
  const router = Router();
  router.post('/global-task-listeners', async (request, response) => {
    const body = requiredBodyOf(request, ['id', ...FIELDS]);
    const value = { ...settings(body), id: readText(body, 'id') };
    response.status(201).json(describe(await engine.execute('CREATE_GLOBAL_LISTENER', value)));
  });
  router.post('/global-task-listeners/search', searching(context, 'globalListener'));
  router.get('/global-task-listeners/:id', async (request, response) => {
    const listener = await history.find('globalListener', request.params.id);
    if (listener === null)
      throw new Refused('NOT_FOUND', `Global task listener with id '${request.params.id}' not found`);
    response.json(listener);
  });
  router.put('/global-task-listeners/:id', async (request, response) => {
    const value = { ...settings(requiredBodyOf(request, FIELDS)), id: request.params.id };
    response.json(describe(await engine.execute('UPDATE_GLOBAL_LISTENER', value)));
  });
  router.delete('/global-task-listeners/:id', async (request, response) => {
    await engine.execute('DELETE_GLOBAL_LISTENER', { id: request.params.id });
    response.sendStatus(204);
  });
  return router;
}

function settings(body: Body) {
  const eventTypes = optionalEnums(body, 'eventTypes', EVENT_TYPES) ?? [];
  return defined({
    type: readText(body, 'type'),
    eventTypes: eventTypes.length === 0 ? missing('eventTypes') : eventTypes,
    retries: optionalInt(body, 'retries'),
    afterNonGlobal: optionalFlag(body, 'afterNonGlobal'),
    priority: optionalInt(body, 'priority'),
  });
}

function describe({ id, type, eventTypes, retries, afterNonGlobal, priority, source }: GlobalTaskListener) {
  return { id, type, eventTypes, retries, afterNonGlobal, priority, source };
}
