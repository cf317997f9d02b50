import type { Rows } from './rows.ts';

/** The name drawn for an element, else its id: the same for all that enters it, as searches by name rely on. */
export function elementName(rows: Rows, processDefinitionKey: string, elementId: string): unknown {
  const found = rows.firstWritten(
    'select name from element_name where "processDefinitionKey" = ? and "elementId" = ?',
    [processDefinitionKey === '' ? null : BigInt(processDefinitionKey), elementId],
  );
  return found?.name ?? elementId;
}
