import { childrenOf, nameIn, type SyntaxNode } from '../parse.ts';
import { type Context, isContext, kindOf, Range, type Value } from '../values.ts';
import type { Compiled, Source } from './node.ts';

type IsOfType = (value: Value) => boolean;

/** `value instanceof type`: null is of no type but Null. */
export function compileInstanceOf(node: SyntaxNode, source: Source): Compiled {
  const children = childrenOf(node);
  const value = source.compile(children[0] as SyntaxNode);
  const isOfType = compileTypeTest(node, source);
  return (scope) => isOfType(value(scope));
}

/** The type of `value instance of type`, as a test. */
export function compileTypeTest(node: SyntaxNode, source: Source): IsOfType {
  return compileType(childrenOf(node).at(-1) as SyntaxNode, source);
}

function compileType(type: SyntaxNode, source: Source): IsOfType {
  const node = type.firstChild ?? type;
  const inner = () => childrenOf(node).filter(({ name }) => name === 'Type');
  switch (node.name) {
    case 'ListType': {
      const [item] = inner().map((one) => compileType(one, source));
      if (source.text.startsWith('range', node.from)) return isRangeOf(item);
      return (value) => Array.isArray(value) && (item === undefined || value.every((one) => one === null || item(one)));
    }
    case 'ContextType':
      return compileContextType(node, source);
    case 'FunctionType':
      return (value) => kindOf(value) === 'function';
    default:
      return named(nameIn(source.text, node));
  }
}

const isRangeOf =
  (isOfType: IsOfType = () => true): IsOfType =>
  (value) =>
    value instanceof Range && [value.start, value.end].every((end) => end === null || isOfType(end));

function compileContextType(node: SyntaxNode, source: Source): IsOfType {
  const list = childrenOf(node).find(({ name }) => name === 'ContextEntryTypes');
  const entries = (list === undefined ? [] : childrenOf(list)).map((one) => {
    const [name, type] = childrenOf(one) as [SyntaxNode, SyntaxNode];
    return [nameIn(source.text, name), compileType(type, source)] as const;
  });
  return (value) => isContext(value) && entries.every(([name, isOfType]) => isEntryOf(value, name, isOfType));
}

const isEntryOf = (context: Context, name: string, isOfType: IsOfType): boolean =>
  Object.hasOwn(context, name) && (context[name] === null || isOfType(context[name]));

/** Whether a value is of a type, by its name: `number`, `date and time`, `Any`. */
function named(type: string): IsOfType {
  if (type === 'Any') return (value) => value !== null;
  if (type === 'Null') return (value) => value === null;
  const kind = type === 'dateTime' ? 'date and time' : type;
  return (value) => value !== null && kindOf(value) === kind;
}
