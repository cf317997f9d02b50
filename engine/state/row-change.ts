/** A row as the journal has it: gone, whole, or what changed in it, with the names of the fields it lost. */
export type RowChange =
  | readonly [key: string, row: null]
  | readonly [key: string, row: unknown]
  | readonly [key: string, changed: Fields, lost: readonly string[]];

/** The one name that is no field to read or set, but the object's ancestor. */
const ANCESTOR = '__proto__';

type Fields = Readonly<Record<string, unknown>>;

/** What brings a row from one value to the other (undefined: no row); undefined where nothing must. */
export function changeOf(key: string, before: unknown, after: unknown): RowChange | undefined {
  if (before === after) return undefined;
  if (after === undefined) return [key, null];
  return hasFields(before) && hasFields(after) ? fieldsChanged(key, before, after) : [key, after];
}

/** What a row becomes by a change; undefined when it is gone, or when there is nothing left to change. */
export function changed(before: unknown, [, row, lost]: RowChange): unknown {
  if (row === null) return undefined;
  if (lost === undefined) return row;
  if (!hasFields(before)) return undefined;
  const after = { ...before, ...(row as Fields) };
  for (const name of lost) delete after[name];
  return after;
}

/** Rows are replaced as a whole, so that a field which is another value is another object, or another primitive. */
function fieldsChanged(key: string, before: Fields, after: Fields): RowChange | undefined {
  let isSame = true;
  const fields: Record<string, unknown> = {};
  for (const name in after) {
    if (name === ANCESTOR) return [key, after];
    const value = after[name];
    if (value === before[name] || value === undefined) continue;
    fields[name] = value;
    isSame = false;
  }
  const lost: string[] = [];
  for (const name in before) {
    if (name === ANCESTOR) return [key, after];
    if (before[name] !== undefined && after[name] === undefined) lost.push(name);
  }
  return isSame && lost.length === 0 ? undefined : [key, fields, lost];
}

function hasFields(row: unknown): row is Fields {
  return typeof row === 'object' && row !== null && !Array.isArray(row);
}
