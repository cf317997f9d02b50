import { type RequestHandler, Router } from 'express';
import { executeWithin, type GatewayContext } from '../../context.ts';
import { asVariables } from '../../json-object.ts';
import { bodyOf, defined, missing, optionalFlag, pathKey, readObjects, readText, requiredBodyOf } from '../body.ts';
import { finding, mustFind, searching, searchingIncidents, searchingVariables } from '../searching.ts';

/** Element instances, variables and incidents: where an instance stands and what stops it. */
export function elements(context: GatewayContext): Router {
  const { engine, requestTimeoutMs } = context;
  const router = Router();
  router.post('/element-instances/search', searching(context, 'elementInstance'));
  router.get(
    '/element-instances/:elementInstanceKey',
    finding(context, 'elementInstance', 'elementInstanceKey', 'Element Instance'),
  );
  router.post(
    '/element-instances/:elementInstanceKey/incidents/search',
    searchingIncidents(context, 'elementInstance', 'elementInstanceKey', 'Element Instance'),
  );
  const setVariables: RequestHandler = async (request, response) => {
    const elementInstanceKey = pathKey(request, 'elementInstanceKey');
    const body = requiredBodyOf(request, ['variables', 'local', 'operationReference']);
    if (body.variables === undefined || body.variables === null) missing('variables');
    const value = { elementInstanceKey, variables: asVariables(body.variables), local: optionalFlag(body, 'local') };
    await executeWithin(engine, 'SET_VARIABLES', defined(value), requestTimeoutMs);
    response.sendStatus(204);
  };
  router.put('/element-instances/:elementInstanceKey/variables', setVariables);
  router.post('/element-instances/:elementInstanceKey/variables', setVariables);

  router.post(
    '/element-instances/ad-hoc-activities/:adHocSubProcessInstanceKey/activation',
    async (request, response) => {
      const body = requiredBodyOf(request, ['elements', 'cancelRemainingInstances']);
      await engine.execute(
        'ACTIVATE_AD_HOC_ACTIVITIES',
        defined({
          adHocSubProcessInstanceKey: pathKey(request, 'adHocSubProcessInstanceKey'),
          elements: readObjects(body, 'elements', ['elementId', 'variables']).map((one) => ({
            elementId: readText(one, 'elementId'),
            variables: asVariables(one.variables),
          })),
          cancelRemainingInstances: optionalFlag(body, 'cancelRemainingInstances'),
        }),
      );
      response.sendStatus(204);
    },
  );

  router.post('/variables/search', searchingVariables(context, 'variable'));
  router.get('/variables/:variableKey', async (request, response) => {
    const key = pathKey(request, 'variableKey');
    const variable = await mustFind(context, 'variable', key, 'Variable');
    response.json({ ...variable, isTruncated: false });
  });

  router.post('/incidents/search', searching(context, 'incident'));
  router.get('/incidents/:incidentKey', finding(context, 'incident', 'incidentKey', 'Incident'));
  router.post('/incidents/:incidentKey/resolution', async (request, response) => {
    bodyOf(request, ['operationReference']);
    await engine.execute('RESOLVE_INCIDENT', { incidentKey: pathKey(request, 'incidentKey') });
    response.sendStatus(204);
  });
  return router;
}
