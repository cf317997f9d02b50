import type { Token } from './tokens.ts';

/** The little of Scala that the suites are written in. */
export type Node =
  | { kind: 'text' | 'filled text' | 'number' | 'name'; text: string }
  | { kind: 'member'; of: Node; name: string }
  | { kind: 'call'; called: Node; given: { name?: string; value: Node }[] }
  | { kind: 'infix'; sign: string; left: Node; right: Node }
  | { kind: 'tuple'; items: Node[] }
  | { kind: 'negative'; of: Node };

/** Something else than what the suites are written in. */
export class NotUnderstood extends Error {}

const CLOSING: Record<string, string> = { '(': ')', '[': ']', '{': '}' };

/** The index of the sign that closes the one at `open`. */
export function closing(tokens: readonly Token[], open: number): number {
  const awaited: string[] = [];
  for (let at = open; at < tokens.length; at++) {
    const { kind, text } = tokens[at] as Token;
    if (kind !== 'sign') continue;
    if (text in CLOSING) awaited.push(CLOSING[text] as string);
    else if (text === awaited.at(-1)) awaited.pop();
    if (awaited.length === 0) return at;
  }
  return tokens.length;
}

/** Reads one expression, all of the tokens. Throws `NotUnderstood`. */
export function parse(tokens: readonly Token[]): Node {
  let at = 0;
  const peek = () => tokens[at];
  const isSign = (text: string) => peek()?.kind === 'sign' && peek()?.text === text;
  const take = () => tokens[at++] ?? stop('the end');

  function infix(weakest: number): Node {
    let left = operand();
    for (let sign = peek(); sign !== undefined; sign = peek()) {
      const strength = strengthOf(sign);
      if (strength === undefined || strength < weakest) break;
      at++;
      left = { kind: 'infix', sign: sign.text, left, right: infix(strength + 1) };
    }
    return left;
  }

  function operand(): Node {
    if (isSign('-')) {
      at++;
      return { kind: 'negative', of: operand() };
    }
    let node = primary();
    for (;;) {
      if (isSign('.')) {
        at++;
        const name = take();
        if (name.kind !== 'name') stop(name.text);
        node = { kind: 'member', of: node, name: name.text };
      } else if (isSign('[')) {
        at = closing(tokens, at) + 1;
      } else if (isSign('(') && peek()?.first === false) {
        node = { kind: 'call', called: node, given: given() };
      } else return node;
    }
  }

  function primary(): Node {
    const token = take();
    if (token.kind === 'sign') {
      if (token.text !== '(') stop(token.text);
      at--;
      const items = given().map(({ value }) => value);
      return items.length === 1 ? (items[0] as Node) : { kind: 'tuple', items };
    }
    if (token.text === 'new') stop('new');
    return { kind: token.kind, text: token.kind === 'name' ? token.text.replaceAll('`', '') : token.text };
  }

  function given(): { name?: string; value: Node }[] {
    const list: { name?: string; value: Node }[] = [];
    at++;
    while (!isSign(')')) {
      const after = tokens[at + 1];
      const named = peek()?.kind === 'name' && after?.kind === 'sign' && after.text === '=';
      if (named) {
        const name = take().text;
        at++;
        list.push({ name, value: infix(0) });
      } else list.push({ value: infix(0) });
      if (isSign(',')) at++;
      else if (!isSign(')')) stop(peek()?.text ?? 'the end');
    }
    at++;
    return list;
  }

  const node = infix(0);
  if (at < tokens.length) stop(peek()?.text ?? '');
  return node;
}

/** How strongly an infix binds; undefined for what is none. */
function strengthOf({ kind, text }: Token): number | undefined {
  if (kind === 'name') return ['should', 'shouldBe', 'shouldEqual'].includes(text) ? 0 : text === 'and' ? 1 : undefined;
  if (kind !== 'sign') return undefined;
  if (text === '->' || text === '+' || text === '-') return 3;
  return text === '*' || text === '/' ? 4 : undefined;
}

function stop(text: string): never {
  throw new NotUnderstood(text);
}
