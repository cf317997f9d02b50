import { type AnyEvent, DEFAULT_TENANT } from '../../processing/protocol.ts';
import type { Rows } from './rows.ts';

/** Cluster variables, as they stand. */
export function projectClusterVariables(rows: Rows, event: AnyEvent): void {
  switch (event.type) {
    case 'CLUSTER_VARIABLE_SET': {
      const { scope, name, value } = event.value;
      const tenantId = scope === 'TENANT' ? DEFAULT_TENANT : null;
      rows.put('clusterVariable', { id: event.key, name, value: JSON.stringify(value), scope, tenantId });
      break;
    }
    case 'CLUSTER_VARIABLE_DELETED':
      rows.run('delete from cluster_variable where id = ?', [event.key]);
  }
}
