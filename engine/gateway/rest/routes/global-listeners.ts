import { Router } from 'express';
import type { CommandValue, GlobalTaskListener } from '../../../processing/protocol.ts';
import type { GatewayContext } from '../../context.ts';
import { Refused } from '../../refused.ts';
import {
  type Body,
  bodyOf,
  defined,
  optionalFlag,
  optionalNumber,
  optionalText,
  optionalTexts,
  readText,
} from '../body.ts';
import { searching } from '../searching.ts';

type EventTypes = CommandValue<'CREATE_GLOBAL_LISTENER'>['eventTypes'];
const FIELDS = ['type', 'eventTypes', 'retries', 'afterNonGlobal', 'priority'];
const EVENT_TYPES = new Set(['all', 'creating', 'assigning', 'updating', 'completing', 'canceling']);

/** Listeners on every user task of every process. */
export function globalListeners(context: GatewayContext): Router {
  const { engine, history } = context;
  const router = Router();
  router.post('/global-task-listeners', async (request, response) => {
    const body = bodyOf(request, ['id', ...FIELDS]);
    const eventTypes = readEventTypes(body);
    if (eventTypes === undefined) throw new Refused('INVALID_ARGUMENT', 'No eventTypes provided');
    const value = { ...changes(body), id: readText(body, 'id'), type: readText(body, 'type'), eventTypes };
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
    const value = { ...changes(bodyOf(request, FIELDS)), id: request.params.id };
    response.json(describe(await engine.execute('UPDATE_GLOBAL_LISTENER', value)));
  });
  router.delete('/global-task-listeners/:id', async (request, response) => {
    await engine.execute('DELETE_GLOBAL_LISTENER', { id: request.params.id });
    response.sendStatus(204);
  });
  return router;
}

function changes(body: Body) {
  return defined({
    type: optionalText(body, 'type'),
    eventTypes: readEventTypes(body),
    retries: optionalNumber(body, 'retries'),
    afterNonGlobal: optionalFlag(body, 'afterNonGlobal'),
    priority: optionalNumber(body, 'priority'),
  });
}

function readEventTypes(body: Body): EventTypes | undefined {
  const given = optionalTexts(body, 'eventTypes');
  if (given === undefined) return undefined;
  const unknown = given.find((one) => !EVENT_TYPES.has(one));
  if (unknown !== undefined || given.length === 0)
    throw new Refused('INVALID_ARGUMENT', `'eventTypes' must name events of a user task, not '${unknown ?? ''}'`);
  return given as EventTypes;
}

function describe({ id, type, eventTypes, retries, afterNonGlobal, priority, source }: GlobalTaskListener) {
  return { id, type, eventTypes, retries, afterNonGlobal, priority, source };
}
