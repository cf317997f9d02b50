import { readNumber } from '../number.ts';
import { type SyntaxNode, unreadableAt } from '../parse.ts';
import { readTemporal } from '../temporal/text.ts';
import type { Compiled, Source } from './node.ts';

const constant =
  (value: unknown): Compiled =>
  () =>
    value;

export function compileNumber(node: SyntaxNode, { text }: Source): Compiled {
  const drawn = text.slice(node.from, node.to).replace(/\s+/g, '');
  const value = readNumber(drawn);
  if (value === undefined) throw unreadableAt(text, 'Expression', node.from);
  return constant(value);
}

export function compileText(node: SyntaxNode, { text }: Source): Compiled {
  return constant(unescaped(text.slice(node.from + 1, node.to - 1)));
}

export function compileBoolean(node: SyntaxNode, { text }: Source): Compiled {
  return constant(text.slice(node.from, node.to) === 'true');
}

export const compileNull = (): Compiled => constant(null);

/** `@"2026-02-28"`: null for what is no day, time or duration. */
export function compileAt(node: SyntaxNode, { text }: Source): Compiled {
  const drawn = text.slice(node.from, node.to);
  const written = unescaped(drawn.slice(drawn.indexOf('"') + 1, -1));
  const value = readTemporal(written);
  if (value !== undefined) return constant(value);
  return ({ evaluation }) => evaluation.warn(`'${written}' is no date, time or duration`);
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
const ESCAPE = /\\(?:u\{([0-9a-fA-F]{1,6})\}|U([0-9a-fA-F]{6})|u([0-9a-fA-F]{4})|(.))/gs;

/** The characters that a text means. What follows a backslash that means nothing stays, with it. */
export function unescaped(drawn: string): string {
  if (!drawn.includes('\\')) return drawn;
  return drawn.replace(ESCAPE, (whole, braced, long, short, letter) => {
    const code = braced ?? long ?? short;
    if (code !== undefined) {
      const point = Number.parseInt(code, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    }
    if (letter === '"' || letter === '\\' || letter === "'") return letter;
    return ESCAPES[letter] ?? whole;
  });
}
