import { type Request, Router } from 'express';
import { clusterVariableId } from '../../../processing/behaviors/variables/cluster-variables.ts';
import { type ClusterVariable, DEFAULT_TENANT } from '../../../processing/protocol.ts';
import type { GatewayContext } from '../../context.ts';
import { Refused } from '../../refused.ts';
import { checkTenants } from '../../tenants.ts';
import { type Body, missing, optionalText, readText, requiredBodyOf } from '../body.ts';
import { TENANT_ID } from '../limits.ts';
import { searchingVariables } from '../searching.ts';

type Scope = ClusterVariable['scope'];

/** Values that every expression reads as `camunda.vars.…`: of the whole engine, and of its one tenant. */
export function clusterVariables(context: GatewayContext): Router {
  const { engine } = context;
  const router = Router();
  router.post('/cluster-variables/search', searchingVariables(context, 'clusterVariable'));
  for (const [path, scope] of [
    ['/cluster-variables/global', 'GLOBAL'],
    ['/cluster-variables/tenants/:tenantId', 'TENANT'],
  ] as const) {
    router.post(path, async (request, response) => {
      checkTenant(request);
      const body = requiredBodyOf(request, ['name', 'value']);
      const variable = { scope, name: readText(body, 'name'), value: valueIn(body) };
      response.json(describe(await engine.execute('CREATE_CLUSTER_VARIABLE', variable)));
    });
    router.get(`${path}/:name`, (request, response) => {
      response.json(describe(found(context, scope, request)));
    });
    router.put(`${path}/:name`, async (request, response) => {
      checkTenant(request);
      const variable = { scope, name: nameIn(request), value: valueIn(requiredBodyOf(request, ['value'])) };
      response.json(describe(await engine.execute('UPDATE_CLUSTER_VARIABLE', variable)));
    });
    router.delete(`${path}/:name`, async (request, response) => {
      checkTenant(request);
      await engine.execute('DELETE_CLUSTER_VARIABLE', { scope, name: nameIn(request) });
      response.sendStatus(204);
    });
  }
  return router;
}

function found({ engine }: GatewayContext, scope: Scope, request: Request): ClusterVariable {
  const name = nameIn(request);
  const variable = engine.state.clusterVariables.get(clusterVariableId({ scope, name }));
  const tenantId = optionalText(request.params, 'tenantId', TENANT_ID) ?? DEFAULT_TENANT;
  if (variable === undefined || tenantId !== DEFAULT_TENANT)
    throw new Refused('NOT_FOUND', `Cluster variable with name '${name}' not found`);
  return variable;
}

const checkTenant = (request: Request) => checkTenants('request', request.params.tenantId);
const nameIn = (request: Request) => String(request.params.name);

function valueIn({ value }: Body): ClusterVariable['value'] {
  if (value === undefined || value === null) missing('value');
  return value as ClusterVariable['value'];
}

function describe({ scope, name, value }: ClusterVariable): object {
  return { name, value: JSON.stringify(value), scope, tenantId: scope === 'TENANT' ? '<default>' : null };
}
