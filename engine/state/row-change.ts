/** A row as the journal tells of it: gone, whole, or what changed in it, with the names of the fields it lost. */
export type RowChange =
  | readonly [key: string, row: null]
  | readonly [key: string, row: unknown]
  | readonly [key: string, changed: Fields, lost: readonly string[]];

type Fields = Readonly<Record<string, unknown>>;

/** The JSON text of what brings a row from one value to the other (undefined: no row), or null where nothing must. */
export function changeOf(key: string, before: unknown, after: unknown): string | null {
  if (before === after) return null;
  const name = JSON.stringify(key);
  if (after === undefined) return `[${name},null]`;
  if (!hasFields(before) || !hasFields(after)) return `[${name},${JSON.stringify(after)}]`;
  return fieldsChanged(name, before, after);
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
function fieldsChanged(key: string, before: Fields, after: Fields): string | null {
  let fields = '';
  for (const name in after) {
    const value = after[name];
    if (value === before[name] || value === undefined) continue;
    fields += `${fields === '' ? '' : ','}${JSON.stringify(name)}:${JSON.stringify(value)}`;
  }
  let lost = '';
  for (const name in before) {
    if (before[name] !== undefined && after[name] === undefined)
      lost += `${lost === '' ? '' : ','}${JSON.stringify(name)}`;
  }
  return fields === '' && lost === '' ? null : `[${key},{${fields}},[${lost}]]`;
}

function hasFields(row: unknown): row is Fields {
  return typeof row === 'object' && row !== null && !Array.isArray(row);
}
