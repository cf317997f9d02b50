import { type AnyEvent, DEFAULT_TENANT } from '../../processing/protocol.ts';
import type { Rows } from '../rows.ts';

/** Variables by scope, each with its latest value as JSON text. The first write of a name gives it its key. */
export function projectVariables(rows: Rows, event: AnyEvent): void {
  if (event.type !== 'VARIABLES_SET') return;
  const { scopeKey, processInstanceKey, variables } = event.value;
  const root = rows.rootOf(processInstanceKey);
  let reserved = BigInt(event.key);
  for (const [name, value] of Object.entries(variables)) {
    const known = rows.first('select "variableKey" from variable where "scopeKey" = ? and name = ?', [
      BigInt(scopeKey),
      name,
    ]);
    rows.put('variable', {
      variableKey: known === undefined ? reserved : known.variableKey,
      name,
      value: JSON.stringify(value),
      scopeKey,
      processInstanceKey,
      rootProcessInstanceKey: root,
      tenantId: DEFAULT_TENANT,
    });
    reserved += 1n;
  }
}
