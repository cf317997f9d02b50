import { Router } from 'express';
import type { GatewayContext } from '../../context.ts';
import { asVariables } from '../../json-object.ts';
import {
  type Body,
  defined,
  missing,
  optionalKey,
  optionalNumber,
  optionalText,
  readText,
  requiredBodyOf,
} from '../body.ts';
import { checkTenant } from '../limits.ts';
import { searching } from '../searching.ts';

const MESSAGE = ['name', 'correlationKey', 'variables', 'tenantId'];
const tenantId = '<default>';

/** Messages, signals and conditions that start. */
export function messages(context: GatewayContext): Router {
  const { engine } = context;
  const router = Router();
  router.post('/message-subscriptions/search', searching(context, 'messageSubscription'));
  router.post('/correlated-message-subscriptions/search', searching(context, 'correlatedMessageSubscription'));
  router.post('/messages/publication', async (request, response) => {
    const body = requiredBodyOf(request, [...MESSAGE, 'timeToLive', 'messageId']);
    const value = {
      ...message(body),
      timeToLive: optionalNumber(body, 'timeToLive'),
      messageId: optionalText(body, 'messageId'),
    };
    const { messageKey } = await engine.execute('PUBLISH_MESSAGE', defined(value));
    response.json({ messageKey, tenantId });
  });
  router.post('/messages/correlation', async (request, response) => {
    response.json({
      ...(await engine.execute('CORRELATE_MESSAGE', message(requiredBodyOf(request, MESSAGE)))),
      tenantId,
    });
  });
  router.post('/signals/broadcast', async (request, response) => {
    const body = requiredBodyOf(request, ['signalName', 'variables', 'tenantId']);
    checkTenant(body);
    const value = { signalName: readText(body, 'signalName'), variables: asVariables(body.variables) };
    response.json({ ...(await engine.execute('BROADCAST_SIGNAL', value)), tenantId });
  });
  router.post('/conditionals/evaluation', async (request, response) => {
    const body = requiredBodyOf(request, ['variables', 'processDefinitionKey', 'tenantId']);
    checkTenant(body);
    if (body.variables === undefined || body.variables === null) missing('variables');
    const processDefinitionKey = optionalKey(body, 'processDefinitionKey');
    const value = defined({ variables: asVariables(body.variables), processDefinitionKey });
    response.json({ ...(await engine.execute('EVALUATE_CONDITIONALS', value)), tenantId });
  });
  return router;
}

function message(body: Body) {
  checkTenant(body);
  const correlationKey = optionalText(body, 'correlationKey') ?? '';
  return { name: readText(body, 'name'), correlationKey, variables: asVariables(body.variables) };
}
