/** A piece of Scala: `first` says that it begins a line. */
export interface Token {
  kind: 'name' | 'number' | 'text' | 'filled text' | 'sign';
  text: string;
  first: boolean;
}

const PATTERNS: [Token['kind'] | 'none', RegExp][] = [
  ['none', /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y],
  ['filled text', /[sf]"""[\s\S]*?"""(?!")|[sf]"(?:[^"\\\n]|\\.)*"/y],
  ['text', /"""[\s\S]*?"""(?!")|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\]|\\.)'/y],
  ['number', /\d+(?:\.\d+)?(?:[eE][-+]?\d+)?[LlDdFf]?/y],
  ['name', /`[^`]+`|[\p{L}_$][\p{L}\p{N}_$]*/uy],
  ['sign', /[-+*/<>=!&|:~^%?#@]+|[()[\]{},.;]|[^\s]/y],
];

/** Cuts Scala into its pieces, without comments. */
export function tokens(source: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  let first = true;
  while (at < source.length) {
    const [kind, text] = next(source, at);
    at += text.length;
    if (kind === 'none') first ||= text.includes('\n');
    else {
      found.push({ kind, text: kind.endsWith('text') ? contentOf(text) : text, first });
      first = false;
    }
  }
  return found;
}

function next(source: string, at: number): [Token['kind'] | 'none', string] {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match !== null) return [kind, match[0]];
  }
  return ['none', source[at] as string];
}

function contentOf(drawn: string): string {
  const text = drawn.replace(/^[sf]/, '');
  if (text.startsWith('"""')) return text.slice(3, -3).replace(CODE, (_, code) => characterOf(code));
  const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' };
  return text
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_, code, one) =>
      code === undefined ? (escapes[one] ?? one) : characterOf(code),
    );
}

/** The only escape that a text between three quotes has. */
const CODE = /\\u([0-9a-fA-F]{4})/g;

function characterOf(code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16));
}
