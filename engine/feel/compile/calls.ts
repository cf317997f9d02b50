import { call, callNamed } from '../call.ts';
import type { Scope } from '../evaluation.ts';
import { BUILT_IN } from '../functions/built-in.ts';
import { childrenOf, nameIn, type SyntaxNode } from '../parse.ts';
import { FeelFunction, type Value } from '../values.ts';
import type { Compiled, Source } from './node.ts';

/** A variable; a function of FEEL where there is no variable of this name. */
export function compileName(node: SyntaxNode, { text }: Source): Compiled {
  const name = nameIn(text, node);
  return (scope) => {
    const value = scope.find(name);
    return value === undefined ? scope.evaluation.warn(`No variable found with name '${name}'`) : value;
  };
}

/** `f(1, 2)`, `f(a: 1, b: 2)`, `date("2026-02-28")`. */
export function compileInvocation(node: SyntaxNode, source: Source): Compiled {
  const [called] = childrenOf(node) as [SyntaxNode];
  const name = nameIn(source.text, called);
  const find = compileCalled(called, name, source);
  const list = childrenOf(node).find(({ name: kind }) => kind.endsWith('Parameters'));
  const given = list === undefined ? [] : childrenOf(list);
  if (list?.name === 'NamedParameters') return namedCall(name, find, given, source);
  const values = given.map((one) => source.compile(one));
  return (scope) => {
    const found = find(scope);
    if (!(found instanceof FeelFunction)) return noFunction(name, scope);
    return call(
      name,
      found,
      values.map((value) => value(scope)),
      scope.evaluation,
    );
  };
}

function namedCall(name: string, find: Compiled, given: readonly SyntaxNode[], source: Source): Compiled {
  const values = given.map((one) => {
    const [parameter, value] = childrenOf(one) as [SyntaxNode, SyntaxNode];
    return [nameIn(source.text, parameter), source.compile(value)] as const;
  });
  return (scope) => {
    const found = find(scope);
    if (!(found instanceof FeelFunction)) return noFunction(name, scope);
    const named = new Map(values.map(([parameter, value]) => [parameter, value(scope)]));
    return callNamed(name, found, named, scope.evaluation);
  };
}

/** A variable that holds a function hides FEEL's own of that name; one that holds anything else does not. */
function compileCalled(node: SyntaxNode, name: string, source: Source): Compiled {
  const builtIn = BUILT_IN.get(name);
  if (node.name === 'VariableName') {
    return (scope) => {
      const found = scope.find(name);
      return found instanceof FeelFunction ? found : (builtIn ?? null);
    };
  }
  return builtIn !== undefined && node.name.startsWith('Date') ? () => builtIn : source.compile(node);
}

const noFunction = (name: string, { evaluation }: Scope): Value =>
  evaluation.warn(`No function found with name '${name}'`);

/** `function(a, b) a + b`: it sees the names of the place where it stands. One that is written elsewhere answers null. */
export function compileFunction(node: SyntaxNode, source: Source): Compiled {
  const children = childrenOf(node);
  const list = children.find(({ name }) => name === 'FormalParameters');
  const parameters = (list === undefined ? [] : childrenOf(list)).map((one) =>
    nameIn(source.text, childrenOf(one)[0] as SyntaxNode),
  );
  const isExternal = children.some(({ name }) => name === 'external');
  const answer = source.compile(childrenOf(children.at(-1) as SyntaxNode)[0] as SyntaxNode);
  return (scope) =>
    FeelFunction.of(parameters, (given) => {
      if (isExternal) return null;
      return answer(scope.with(Object.fromEntries(parameters.map((name, i) => [name, given[i] ?? null]))));
    });
}
