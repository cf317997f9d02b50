import { type Request, type RequestHandler, Router } from 'express';
import type { CommandType, CommandValue } from '../../../processing/protocol.ts';
import { executeWithin, type GatewayContext } from '../../context.ts';
import { asVariables } from '../../json-object.ts';
import { Refused } from '../../refused.ts';
import {
  type Body,
  bodyOf,
  defined,
  objectOf,
  optionalFlag,
  optionalText,
  pathKey,
  readText,
  requiredBodyOf,
} from '../body.ts';
import { sendForm } from '../forms.ts';
import { cut, finding, mustFind, SEARCH, searching } from '../searching.ts';
import { CHANGES, readChanges } from '../user-task-changes.ts';

/** User tasks. A transition answers when its listeners have: 409 when denied, 504 when they keep the caller waiting. */
export function userTasks(context: GatewayContext): Router {
  const { history, engine, requestTimeoutMs } = context;
  const router = Router();
  const keyOf = (request: Request) => pathKey(request, 'userTaskKey');
  const transition =
    <T extends CommandType>(type: T, read: (request: Request) => CommandValue<T>): RequestHandler =>
    async (request, response) => {
      await executeWithin(engine, type, read(request as Request), requestTimeoutMs);
      response.sendStatus(204);
    };

  router.post('/user-tasks/search', searching(context, 'userTask'));
  router.get('/user-tasks/:userTaskKey', finding(context, 'userTask', 'userTaskKey', 'User Task'));

  router.post(
    '/user-tasks/:userTaskKey/completion',
    transition('COMPLETE_USER_TASK', (request) => {
      const body = bodyOf(request, ['variables', 'action']);
      return defined({
        userTaskKey: keyOf(request),
        variables: asVariables(body.variables),
        action: optionalText(body, 'action'),
      });
    }),
  );
  router.post(
    '/user-tasks/:userTaskKey/assignment',
    transition('ASSIGN_USER_TASK', (request) => {
      const body = requiredBodyOf(request, ['assignee', 'allowOverride', 'action']);
      const allowOverride = optionalFlag(body, 'allowOverride');
      const value = {
        userTaskKey: keyOf(request),
        assignee: readText(body, 'assignee'),
        allowOverride,
        action: optionalText(body, 'action'),
      };
      return defined(value);
    }),
  );
  router.delete(
    '/user-tasks/:userTaskKey/assignee',
    transition('UNASSIGN_USER_TASK', (request) => ({ userTaskKey: keyOf(request) })),
  );
  const updating = (readBody: (request: Request) => Body) =>
    transition('UPDATE_USER_TASK', (request) => {
      const userTaskKey = keyOf(request);
      const body = readBody(request);
      const changes = readChanges(objectOf(body, 'changeset', CHANGES));
      const action = optionalText(body, 'action');
      if (Object.keys(changes).length === 0 && action === undefined)
        throw new Refused('INVALID_ARGUMENT', 'No update data provided');
      return defined({ userTaskKey, changes, action });
    });
  router.patch(
    '/user-tasks/:userTaskKey',
    updating((request) => bodyOf(request, ['changeset', 'action'])),
  );
  // The SDK's path for the same, with the changes as the body itself.
  router.patch(
    '/user-tasks/:userTaskKey/update',
    updating((request) => {
      const { changeset, action, ...changes } = bodyOf(request, ['changeset', 'action', ...CHANGES]);
      return { changeset: changeset ?? changes, action };
    }),
  );

  router.get('/user-tasks/:userTaskKey/form', async (request, response) => {
    const task = await taskOf(context, keyOf(request as Request));
    const form = typeof task.formKey === 'string' ? engine.state.forms.get(task.formKey) : undefined;
    sendForm(response, engine.state, form);
  });
  const variables = (of: 'allScopes' | 'nearestScope'): RequestHandler => {
    return async (request, response) => {
      const key = keyOf(request as Request);
      const { filter, sort, page } = bodyOf(request, SEARCH);
      const task = await history.find('userTask', key);
      const scopeKey = String(task?.elementInstanceKey ?? key);
      // a search that makes no sense is told before that there is nothing to search in
      const found = await history.visibleVariables(scopeKey, of, { filter, sort, page });
      if (task === null) throw new Refused('NOT_FOUND', `User Task with key '${key}' not found`);
      response.json(cut(request, found));
    };
  };
  router.post('/user-tasks/:userTaskKey/variables/search', variables('allScopes'));
  router.post('/user-tasks/:userTaskKey/effective-variables/search', variables('nearestScope'));
  return router;
}

function taskOf(context: GatewayContext, key: string): Promise<Record<string, unknown>> {
  return mustFind(context, 'userTask', key, 'User Task');
}
