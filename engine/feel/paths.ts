import { childrenOf, nameIn, parse, type SyntaxNode, type Top } from './parse.ts';

/**
 * What FEEL takes from names, as the words of each: `person.address.city` is three, `quota` one. The functions that it calls are none;
 * names that loops give by themselves are, which does no harm. Throws `FaultyExpression` for what cannot be read.
 */
export function pathsIn(text: string, top: Top): string[][] {
  const paths: string[][] = [];
  parse(text, top).iterate({
    enter({ node }) {
      const { name, parent } = node;
      const isCalled = parent?.name === 'FunctionInvocation' && parent.from === node.from;
      if (isCalled || parent?.name === 'PathExpression' || !['VariableName', 'PathExpression'].includes(name)) return;
      const words = wordsOf(text, node);
      if (words.length > 0) paths.push(words);
    },
  });
  return paths;
}

/** The words of a path that a name begins; none of one that something else does. */
function wordsOf(text: string, node: SyntaxNode): string[] {
  if (node.name === 'VariableName') return [nameIn(text, node)];
  const [before, word] = childrenOf(node);
  if (node.name !== 'PathExpression' || before === undefined || word === undefined) return [];
  const first = wordsOf(text, before);
  return first.length === 0 ? [] : [...first, nameIn(text, word)];
}
