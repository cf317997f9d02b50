import { parser, trackVariables } from '@bpmn-io/lezer-feel';
import type { FaultyExpression } from './faulty-expression.ts';
import { BUILT_IN } from './functions/built-in.ts';
import { unreadable } from './unreadable.ts';

export type SyntaxTree = ReturnType<typeof parser.parse>;
export type SyntaxNode = SyntaxTree['topNode'];

/** What stands where: an expression, or the cell of a decision table. */
export type Top = 'Expression' | 'UnaryTests';

/** Camunda's dialect: names in backquotes. */
const DIALECT = 'camunda';
/** Deeper nesting than any person writes would exhaust the stack of the parser or of the interpreter. */
const MAX_LENGTH = 20_000;
const MAX_DEPTH = 200;

/** Functions of several words that the grammar does not know by itself. */
const NAMES = [...BUILT_IN.keys()].filter((name) => name.includes(' ') && name !== 'date and time');

/** `and(list)` where a value begins: the grammar knows these words as operators alone. */
const CALLED_OPERATOR = /(^\s*|[([{,:=<>+*/-]\s*|\b(?:if|then|else|return|satisfies|in|and|or)\s+)(and|or)(?=\s*\()/g;

/** A type that the grammar knows only with what it takes and gives. */
const BARE_FUNCTION = /\binstance\s+of\s+function\b(?!\s*<)/g;
/** A type of DMN 1.5 that the grammar does not know. */
const RANGE_TYPE = /\brange</g;

const parsers = new Map<string, typeof parser>();
const MAX_PARSERS = 100;

/** A parser that takes some names of several words for one name each, those of functions among them. */
function parserOf(top: Top, names: readonly string[]): typeof parser {
  const key = `${top}\u0000${names.join('\u0000')}`;
  const known = parsers.get(key);
  if (known !== undefined) return known;
  const context = Object.fromEntries([...NAMES, ...names].map((name) => [name, null]));
  const made = parser.configure({ top, dialect: DIALECT, contextTracker: trackVariables(context) });
  if (parsers.size >= MAX_PARSERS) parsers.clear();
  parsers.set(key, made);
  return made;
}

/**
 * Reads FEEL, without its `=`. Throws `FaultyExpression` for what cannot be read.
 * @param names of variables of several words, which the text may mention without backquotes
 */
export function parse(text: string, top: Top, names: readonly string[] = []): SyntaxTree {
  refuseMonsters(text);
  const spaced = names.filter((name) => /[^\p{L}\p{N}_]/u.test(name));
  let tree: SyntaxTree;
  try {
    tree = parserOf(top, spaced).parse(spelt(text));
  } catch (error) {
    const code = top === 'Expression' ? 'expression-unreadable-because' : 'unary-test-unreadable-because';
    throw unreadable(code, { text, reason: (error as Error).message });
  }
  tree.iterate({
    enter({ type, from }) {
      if (type.isError) throw unreadableAt(text, top, from);
    },
  });
  return tree;
}

/**
 * The text with what the grammar does not know spelt as what it knows, at the same places: what is meant is read from the
 * text itself.
 */
function spelt(text: string): string {
  return text
    .replace(CALLED_OPERATOR, (_whole, before: string, operator: string) => before + '_'.repeat(operator.length))
    .replace(BARE_FUNCTION, (whole) => whole.replace('function', '_'.repeat('function'.length)))
    .replace(RANGE_TYPE, 'list <');
}

/** The fault at a place of the text, counted from 0. */
export function unreadableAt(text: string, top: Top, at: number): FaultyExpression {
  const code = top === 'Expression' ? 'expression-unreadable-at' : 'unary-test-unreadable-at';
  return unreadable(code, { text, position: at + 1 });
}

/** Throws `FaultyExpression` for a text that no person writes. */
function refuseMonsters(text: string): void {
  if (text.trim() === '') throw unreadable('expression-empty', {});
  if (text.length > MAX_LENGTH) throw unreadable('expression-too-long', { max: MAX_LENGTH });
  let depth = 0;
  for (const character of text) {
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth--;
    if (depth > MAX_DEPTH) throw unreadable('expression-too-deep', { max: MAX_DEPTH });
  }
}

/** What a name names: words are apart by one space, and backquotes are none of it. */
export function nameIn(text: string, node: SyntaxNode): string {
  const drawn = text.slice(node.from, node.to);
  const bare = drawn.startsWith('`') ? drawn.slice(1, -1) : drawn;
  return bare.trim().replace(/\s+/g, ' ');
}

/** What a node is made of, dots and comments aside. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling)
    if (!/^\.|Comment$/.test(child.name)) found.push(child);
  return found;
}
