import { type Context, isContext, type Value } from '../values.ts';
import { defined, signature } from './define.ts';

/** One key, or those of a path; undefined for what is neither. */
function pathOf(keys: Value): readonly string[] | undefined {
  const path = Array.isArray(keys) ? keys : [keys];
  return path.length > 0 && path.every((key) => typeof key === 'string') ? path : undefined;
}

const entryOf = (context: Value, name: string): Value =>
  isContext(context) && Object.hasOwn(context, name) ? context[name] : null;

function got(context: Context, keys: Value): Value {
  const path = pathOf(keys);
  return path === undefined ? null : path.reduce<Value>(entryOf, context);
}

/** What stands in the way of the path, and is no context, gives way to one. */
function put(context: Context, [key, ...rest]: readonly string[], value: Value): Context {
  const name = key as string;
  if (rest.length === 0) return withEntries(context, [[name, value]]);
  const inner = Object.hasOwn(context, name) ? context[name] : undefined;
  return withEntries(context, [[name, put(isContext(inner) ? inner : {}, rest, value)]]);
}

function putAt(context: Context, keys: Value, value: Value): Value {
  const path = pathOf(keys);
  return path === undefined ? null : put(context, path, value);
}

/** Object.fromEntries makes entries of names like `__proto__` too. */
const withEntries = (context: Context, entries: readonly (readonly [string, Value])[]): Context =>
  Object.fromEntries([...Object.entries(context), ...entries]);

const entriesOf = (context: Context): Value => Object.entries(context).map(([key, value]) => ({ key, value }));

function merged(contexts: readonly Value[]): Value {
  return contexts.every(isContext) ? Object.fromEntries(contexts.flatMap((one) => Object.entries(one))) : null;
}

const isEntry = (entry: Value): entry is { key: string; value: Value } =>
  isContext(entry) && typeof entry.key === 'string' && Object.hasOwn(entry, 'value');

const putting = defined(
  signature(['context: context', 'key: string', 'value: any'], ([context, key, value]) => putAt(context, key, value)),
  signature(['context: context', 'keys: list', 'value: any'], ([context, keys, value]) => putAt(context, keys, value)),
);

const merging = defined(
  signature(['contexts: list'], ([contexts]) => merged(contexts)),
  signature(['...contexts: any'], ([contexts]) => (contexts.length === 0 ? null : merged(contexts))),
);

export const CONTEXT_FUNCTIONS = {
  'get value': defined(
    signature(['context: context', 'key: string'], ([context, key]) => got(context, key)),
    signature(['m: context', 'key: string'], ([context, key]) => got(context, key)),
    signature(['context: context', 'keys: list'], ([context, keys]) => got(context, keys)),
  ),
  'get entries': defined(
    signature(['context: context'], ([context]) => entriesOf(context)),
    signature(['m: context'], ([context]) => entriesOf(context)),
  ),
  'context put': putting,
  put: putting,
  'context merge': merging,
  'put all': merging,
  context: defined(
    signature(['entries: list'], ([entries]) =>
      entries.every(isEntry) ? Object.fromEntries(entries.map(({ key, value }) => [key, value])) : null,
    ),
  ),
};
