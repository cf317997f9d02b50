import type { ClusterVariable, Draft, EntityReader, Json, Variables } from '../../protocol.ts';
import type { Turn } from '../../turn.ts';

/** Under which key a cluster variable is kept. */
export function clusterVariableId({ scope, name }: Pick<ClusterVariable, 'scope' | 'name'>): string {
  return `${scope}\n${name}`;
}

/** What every expression sees, wherever it stands. */
export function sharedVariable({ state }: Turn, name: string): unknown {
  return name === 'camunda' ? camundaVariables(state.clusterVariables) : undefined;
}

/** What expressions read under `camunda`: `vars.cluster`, `vars.tenant`, and `vars.env` where the tenant's win. */
export function camundaVariables(known: Pick<EntityReader<ClusterVariable>, 'values'>): Json {
  const cluster: Draft<Variables> = {};
  const tenant: Draft<Variables> = {};
  for (const { scope, name, value } of known.values()) (scope === 'GLOBAL' ? cluster : tenant)[name] = value;
  return { vars: { cluster, tenant, env: { ...cluster, ...tenant } } } as Json;
}
