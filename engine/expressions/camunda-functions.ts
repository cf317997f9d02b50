import { LIMITED_FUNCTIONS, named, original } from './size-limits.ts';

type Context = Record<string, unknown>;

/** Camunda's own functions on texts, numbers, lists and contexts, and those that the interpreter has only in part. */
export const CAMUNDA_FUNCTIONS: Record<string, unknown> = {
  trim: named(['string'], (string) => (typeof string === 'string' ? string.trim() : null)),
  'is blank': named(['string'], (string) => (typeof string === 'string' ? string.trim() === '' : null)),
  extract: named(['string', 'pattern'], (string, pattern) => {
    if (typeof string !== 'string' || typeof pattern !== 'string') return null;
    try {
      return string.match(new RegExp(pattern, 'gu')) ?? [];
    } catch {
      return null;
    }
  }),
  'to base64': named(['value'], (value) => (typeof value === 'string' ? Buffer.from(value).toString('base64') : null)),
  'from base64': named(['value'], (value) =>
    typeof value === 'string' ? Buffer.from(value, 'base64').toString('utf8') : null,
  ),
  'random number': named([], () => Math.random()),
  ...Object.fromEntries(
    ['round up', 'round down', 'round half up', 'round half down'].map((name) => [
      name,
      named(['n', 'scale'], (n, scale) => original(name)(n, scale ?? 0)),
    ]),
  ),
  'is empty': named(['list'], (list) => (Array.isArray(list) ? list.length === 0 : null)),
  'duplicate values': named(['list'], (list) => {
    if (!Array.isArray(list)) return null;
    const indexes = original('index of');
    const repeated = list.filter((one) => (indexes(list, one) as unknown[]).length > 1);
    return original('distinct values')(repeated);
  }),
  partition: named(['list', 'size'], (list, size) => {
    if (!Array.isArray(list) || typeof size !== 'number' || size < 1) return null;
    const step = Math.floor(size);
    return Array.from({ length: Math.ceil(list.length / step) }, (_, i) => list.slice(i * step, (i + 1) * step));
  }),
  'string join': named(['list', 'delimiter', 'prefix', 'suffix'], (list, delimiter, prefix, suffix) => {
    const joined = (LIMITED_FUNCTIONS['string join'] as (...given: unknown[]) => unknown)(list, delimiter);
    return typeof joined === 'string' ? `${prefix ?? ''}${joined}${suffix ?? ''}` : null;
  }),
  'get value': named(['context', 'key', 'keys'], (context, key, keys) => {
    const path = pathOf(keys ?? key);
    if (path === undefined) return null;
    return path.reduce((at: unknown, name) => (isContext(at) && Object.hasOwn(at, name) ? at[name] : null), context);
  }),
  'context put': named(['context', 'key', 'value', 'keys'], (context, key, value, keys) => {
    const path = pathOf(keys ?? key);
    return path === undefined || !isContext(context) ? null : put(context, path, value);
  }),
  context: named(['entries'], (entries) => {
    const list: unknown[] = Array.isArray(entries) ? entries : [entries];
    if (!list.every((entry) => isContext(entry) && typeof entry.key === 'string' && 'value' in entry)) return null;
    return Object.fromEntries((list as { key: string; value: unknown }[]).map(({ key, value }) => [key, value]));
  }),
};

function isContext(value: unknown): value is Context {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** One key, or those of a path; undefined for what is neither. */
function pathOf(keys: unknown): string[] | undefined {
  const path = Array.isArray(keys) ? keys : [keys];
  return path.length > 0 && path.every((key) => typeof key === 'string') ? path : undefined;
}

/** Null where the path goes through what is no context. */
function put(context: Context, [key, ...rest]: string[], value: unknown): Context | null {
  const name = key as string;
  if (rest.length === 0) return { ...context, [name]: value };
  const inner = context[name] ?? {};
  const changed = isContext(inner) ? put(inner, rest, value) : null;
  return changed === null ? null : { ...context, [name]: changed };
}
