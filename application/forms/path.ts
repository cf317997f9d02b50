/** Where a value is in the data: object keys and list positions. */
export type Path = readonly (string | number)[];

/** Parses a key: « address.city » is two levels, as in form-js. */
export const parsePath = (text: string | undefined): string[] => (text ? text.split('.') : []);

/** Writes a path as a key: « address.city ». */
export const formatPath = (path: Path): string => path.join('.');

/** True for an object that is not an array. */
export const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Returns the value at a path, through own properties only: « constructor » leads nowhere. */
export function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const segment of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined;
    value = (value as Record<string | number, unknown>)[segment];
  }
  return value;
}

/** Writes a value at a path, and creates the missing objects and lists. */
export function setAt(data: Record<string, unknown>, path: Path, value: unknown): void {
  let holder = data as Record<string | number, unknown>;
  path.forEach((segment, position) => {
    const next = path[position + 1];
    if (next === undefined) {
      define(holder, segment, value);
      return;
    }
    const present = Object.hasOwn(holder, segment) ? holder[segment] : undefined;
    const fits = typeof next === 'number' ? Array.isArray(present) : isPlainObject(present);
    if (!fits) define(holder, segment, typeof next === 'number' ? [] : {});
    holder = holder[segment] as Record<string | number, unknown>;
  });
}

/** Not an assignment: a key named `__proto__` must stay an ordinary key. */
function define(holder: object, key: string | number, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, writable: true, configurable: true });
}
