import type { Expectation, Expectations, Question, Value } from '../expectation.ts';
import { closing, type Node, NotUnderstood, parse } from './parse.ts';
import { type Token, tokens } from './tokens.ts';
import { type Names, pathOf, valueIn } from './values.ts';

interface Block {
  title: string;
  names: Names;
  /** The moment at which a pinned clock stands. */
  now?: Value;
}

/** Reads the expectations of one suite; what it states in other words than the suites' own is counted. */
export function readSuite(suite: string, source: string): Expectations {
  const found: Expectations = { read: [], unread: {} };
  readBlock(tokens(source), { title: '', names: () => undefined }, suite, found);
  return found;
}

function readBlock(all: readonly Token[], outer: Block, suite: string, found: Expectations): void {
  const own = new Map<string, Node>();
  const block: Block = { ...outer, names: (name) => own.get(name) ?? outer.names(name) };
  for (const statement of statements(all)) {
    const [head] = statement as [Token];
    const body = bodyOf(statement);
    if (head.text === 'ignore' || head.text === 'import' || head.text === 'package') continue;
    if (body !== undefined) {
      const title = statement.slice(0, -body.length - 2).findLast(({ kind }) => kind === 'text')?.text;
      readBlock(withoutParameters(body), { ...block, title: title ?? block.title }, suite, found);
      continue;
    }
    try {
      readStatement(statement, block, own, suite, found);
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
      if (!statement.some(({ text }) => /^should(Be)?$/.test(text))) continue;
      found.unread[error.message] = (found.unread[error.message] ?? 0) + 1;
    }
  }
}

function readStatement(statement: Token[], block: Block, own: Map<string, Node>, suite: string, found: Expectations) {
  const at = statement.findIndex(({ text }) => text === 'val');
  if (at >= 0 && at < 3) {
    const equals = statement.findIndex(({ kind, text }) => kind === 'sign' && text === '=');
    own.set((statement[at + 1] as Token).text, parse(statement.slice(equals + 1)));
    return;
  }
  if ((statement[0] as Token).text === 'def') throw new NotUnderstood('def');
  const node = parse(statement);
  if (node.kind === 'call' && pathOf(node.called).endsWith('currentTime')) {
    block.now = valueIn(node.given[0]?.value as Node, block.names);
    return;
  }
  if (node.kind !== 'infix' || !node.sign.startsWith('should')) return;
  const read: Expectation = {
    suite,
    name: block.title,
    asks: questionOf(node.left, block),
    expected: expectedOf(node.right, block.names),
  };
  found.read.push(read);
}

/** Which argument is which, where they are not named. */
const ORDER: Record<string, string[]> = {
  evaluateExpression: ['expression', 'variables', 'functions'],
  evalExpression: ['expression', 'variables', 'functions'],
  eval: ['expression', 'variables', 'functions'],
  evaluateUnaryTests: ['expression', 'inputValue', 'variables', 'functions'],
  evalUnaryTests: ['input', 'expression', 'variables'],
};

function questionOf(node: Node, { names, now }: Block): Question {
  if (node.kind === 'name') {
    const result = names(node.text);
    if (result !== undefined) return questionOf(result, { title: '', names, ...(now === undefined ? {} : { now }) });
  }
  if (node.kind !== 'call') throw new NotUnderstood('not an evaluation');
  const method = pathOf(node.called).split('.').at(-1) ?? '';
  const order = ORDER[method];
  if (order === undefined) throw new NotUnderstood(`not an evaluation: ${method}`);
  const given = Object.fromEntries(node.given.map(({ name, value }, i) => [name ?? order[i] ?? '', value]));
  const part = (name: string) => (given[name] === undefined ? undefined : valueIn(given[name], names));
  const text = part('expression');
  const context = { ...contextOf(part('variables') ?? part('context')), ...contextOf(part('functions')) };
  if (typeof text !== 'string') throw new NotUnderstood('no expression');
  if (!method.endsWith('UnaryTests'))
    return { kind: 'expression', text, context, ...(now === undefined ? {} : { now }) };
  const input = part('inputValue') ?? part('input') ?? context['?'] ?? null;
  return { kind: 'unary tests', text, input, context };
}

function contextOf(value: Value | undefined): Record<string, Value> {
  if (value === undefined) return {};
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new NotUnderstood('no context');
}

function expectedOf(node: Node, names: Names): Value {
  if (node.kind === 'name' && node.text === 'aParseError') return { $error: 'parse' };
  if (node.kind === 'infix' && node.sign === 'and') return expectedOf(node.left, names);
  if (node.kind !== 'call') return valueIn(node, names);
  const matcher = pathOf(node.called);
  const given = node.given[0]?.value;
  switch (matcher) {
    case 'returnNull':
      return null;
    case 'failToParse':
      return { $error: 'parse' };
    case 'returnResult':
      return valueIn(given as Node, names);
    case 'be':
    case 'equal':
      return expectedOf(given as Node, names);
    case 'failWith':
    case 'anError':
      return { $error: 'no value' };
    case 'reportFailure':
      throw new NotUnderstood('a warning only');
    default:
      return valueIn(node, names);
  }
}

/** What stands between the braces that end a statement. */
function bodyOf(statement: readonly Token[]): Token[] | undefined {
  const open = statement.findIndex(
    ({ kind, text }, i) => kind === 'sign' && text === '{' && closing(statement, i) === statement.length - 1,
  );
  return open < 0 ? undefined : statement.slice(open + 1, -1);
}

/** Without the `clock =>` at its head. */
function withoutParameters(body: readonly Token[]): readonly Token[] {
  return body[1]?.text === '=>' ? body.slice(2) : body;
}

/** A statement goes on over lines inside brackets, after an operator and before a point or an infix name. */
function statements(all: readonly Token[]): Token[][] {
  const found: Token[][] = [];
  let current: Token[] = [];
  for (let at = 0; at < all.length; at++) {
    const token = all[at] as Token;
    if (current.length > 0 && token.first && !goesOn(current.at(-1) as Token, token)) {
      found.push(current);
      current = [];
    }
    const end = token.kind === 'sign' && '([{'.includes(token.text) ? closing(all, at) : at;
    current.push(...all.slice(at, end + 1));
    at = end;
  }
  if (current.length > 0) found.push(current);
  return found;
}

const JOINING = ['should', 'shouldBe', 'with', 'extends', 'in', '.', '->', 'and'];

function goesOn(before: Token, after: Token): boolean {
  if (JOINING.includes(after.text) || JOINING.includes(before.text)) return true;
  return before.kind === 'sign' && ['=', '+', ','].includes(before.text);
}
