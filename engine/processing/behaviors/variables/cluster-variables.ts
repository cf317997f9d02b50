import type { ClusterVariable, Draft, EntityReader, Json, Variables } from '../../protocol.ts';

/** Under which key a cluster variable is kept. */
export function clusterVariableId({ scope, name }: Pick<ClusterVariable, 'scope' | 'name'>): string {
  return `${scope}\n${name}`;
}

/** Whatever knows the cluster variables: a turn, or the engine itself. */
export interface Shared {
  readonly state: { readonly clusterVariables: Pick<EntityReader<ClusterVariable>, 'values'> };
}

/** What every expression sees, wherever it stands. */
export function sharedVariable({ state }: Shared, name: string): unknown {
  return name === 'camunda' ? camundaVariables(state.clusterVariables) : undefined;
}

/** What expressions read under `camunda`: `vars.cluster`, `vars.tenant`, and `vars.env` where the tenant's win. */
function camundaVariables(known: Shared['state']['clusterVariables']): Json {
  const cluster: Draft<Variables> = {};
  const tenant: Draft<Variables> = {};
  for (const { scope, name, value } of known.values()) (scope === 'GLOBAL' ? cluster : tenant)[name] = value;
  return { vars: { cluster, tenant, env: { ...cluster, ...tenant } } } as Json;
}
