import { Router } from 'express';
import type { GatewayContext } from '../../context.ts';
import { Refused } from '../../refused.ts';
import { bodyOf, pathKey } from '../body.ts';
import { departure } from '../departure.ts';
import { sendForm, startFormOf } from '../forms.ts';
import { finding, searching } from '../searching.ts';
import { sourceFile } from '../source-file.ts';

/** Process definitions: what can be started, and how it is drawn. */
export function processDefinitions(context: GatewayContext): Router {
  const { state } = context.engine;
  const router = Router();
  router.post('/process-definitions/search', searching(context, 'processDefinition'));
  router.get(
    '/process-definitions/:processDefinitionKey',
    finding(context, 'processDefinition', 'processDefinitionKey', 'Process Definition'),
  );
  router.get(
    '/process-definitions/:processDefinitionKey/xml',
    sourceFile(
      context,
      'processDefinitionKey',
      'Process Definition',
      ({ processes }, key) => processes.get(key)?.resourceKey,
    ),
  );
  router.post('/process-definitions/:processDefinitionKey/statistics/element-instances', async (request, response) => {
    const key = pathKey(request, 'processDefinitionKey');
    const { filter } = bodyOf(request, ['filter']);
    response.json({ items: await context.history.until(departure(response)).definitionStatistics(key, filter) });
  });
  router.get('/process-definitions/:processDefinitionKey/form', (request, response) => {
    const key = pathKey(request, 'processDefinitionKey');
    const process = state.processes.get(key);
    if (process === undefined) throw new Refused('NOT_FOUND', `Process Definition with key '${key}' not found`);
    sendForm(response, state, startFormOf(state, process));
  });
  return router;
}
