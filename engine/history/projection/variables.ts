import { type AnyEvent, DEFAULT_TENANT } from '../../processing/protocol.ts';
import type { Rows } from './rows.ts';

/** Variables by scope, each with its latest value as JSON text. The first write of a name gives it its key. */
export function projectVariables(rows: Rows, event: AnyEvent): void {
  if (event.type !== 'VARIABLES_SET') return;
  const { scopeKey, processInstanceKey, variables } = event.value;
  const root = rows.rootOf(processInstanceKey);
  let reserved = BigInt(event.key);
  for (const [name, value] of Object.entries(variables)) {
    const variableKey = keyOf(rows, scopeKey, name) ?? reserved;
    rows.heldVariables.set(`${scopeKey}\n${name}`, variableKey);
    rows.put('variable', {
      variableKey,
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

/** The key of a variable that was written before. */
function keyOf(rows: Rows, scopeKey: string, name: string): bigint | undefined {
  const held = rows.heldVariables.get(`${scopeKey}\n${name}`);
  if (held !== undefined) return held;
  // of one scope there are few: SQLite would rather go through all of one name
  const known = rows.firstWritten(
    'select "variableKey" from variable indexed by "variable_scopeKey" where "scopeKey" = ? and name = ?',
    [BigInt(scopeKey), name],
  );
  return known?.variableKey as bigint | undefined;
}
