import { call } from '../call.ts';
import type { Evaluation, Scope } from '../evaluation.ts';
import { asJavaScript, isNumber, isWhole } from '../number.ts';
import { childrenOf, nameIn, type SyntaxNode } from '../parse.ts';
import { partOf } from '../temporal/parts.ts';
import { isTemporal } from '../temporal/values.ts';
import { shown } from '../text.ts';
import { type Context, FeelFunction, isContext, Range, type Value } from '../values.ts';
import type { Compiled, Source } from './node.ts';

/** `person.name`: of a list, that of each item. */
export function compilePath(node: SyntaxNode, source: Source): Compiled {
  const [from, entry] = childrenOf(node) as [SyntaxNode, SyntaxNode];
  const value = source.compile(from);
  const name = nameIn(source.text, entry);
  return (scope) => entryOf(value(scope), name, scope.evaluation);
}

function entryOf(value: Value, name: string, evaluation: Evaluation): Value {
  if (value === null) return evaluation.warn(`No context entry found with key '${name}'. The context is null`);
  if (Array.isArray(value)) {
    evaluation.budget.spend(value.length);
    return value.map((item) => entryOf(item, name, evaluation));
  }
  if (isContext(value)) {
    const entry = Object.hasOwn(value, name) ? value[name] : undefined;
    return entry === undefined ? evaluation.warn(() => noEntry(name, value)) : entry;
  }
  const part = isTemporal(value)
    ? partOf(value, name)
    : value instanceof Range
      ? RANGE_PARTS.get(name)?.(value)
      : undefined;
  return part === undefined
    ? evaluation.warn(() => `No property found with name '${name}' of value '${shown(value)}'`)
    : part;
}

function noEntry(name: string, context: Context): string {
  const keys = Object.keys(context);
  const available =
    keys.length === 0
      ? 'The context is empty'
      : `Available keys: ${keys
          .slice(0, MAX_KEYS)
          .map((key) => `'${key}'`)
          .join(', ')}`;
  return `No context entry found with key '${name}'. ${available}`;
}

/** A warning names so many. */
const MAX_KEYS = 50;

const RANGE_PARTS = new Map<string, (range: Range) => Value>([
  ['start', ({ start }) => start],
  ['end', ({ end }) => end],
  ['start included', ({ startIncluded }) => startIncluded],
  ['end included', ({ endIncluded }) => endIncluded],
]);

/**
 * `list[2]`, `list[-1]`, `list[item > 3]`, `people[age > 18]`: the item of that place, or those of which the condition is
 * true. What is no list counts as one of itself.
 */
export function compileFilter(node: SyntaxNode, source: Source): Compiled {
  const [from, , condition] = childrenOf(node) as [SyntaxNode, SyntaxNode, SyntaxNode];
  const [value, filter] = [source.compile(from), source.compile(condition)];
  return (scope) => {
    const found = value(scope);
    if (found === null) return scope.evaluation.warn("Expected list but found 'null'");
    const list = Array.isArray(found) ? found : [found];
    const [first] = list;
    // a place does not depend on the items: the first answer says which of the two it is
    const answer = filter(list.length === 0 ? scope : itemScope(scope, first));
    if (isNumber(answer)) return isWhole(answer) ? (list.at(placeOf(asJavaScript(answer), list.length)) ?? null) : null;
    scope.evaluation.budget.turn(list.length);
    if (answer instanceof FeelFunction) {
      return list.filter((item) => call('a filter', answer, [item], scope.evaluation) === true);
    }
    return list.filter((item, i) => (i === 0 ? answer : filter(itemScope(scope, item))) === true);
  };
}

/** From 1 at the beginning, from -1 at the end; nothing stands at 0. */
const placeOf = (place: number, length: number): number =>
  place > 0 ? place - 1 : place === 0 ? length : place < -length ? length : place;

/** The names of an item come before those around it. */
function itemScope(scope: Scope, item: Value): Scope {
  const inner = scope.with({ item });
  return isContext(item) ? inner.with(item) : inner;
}
