/** Kinds of values that a cell can be decided on. A day is its number of days since 1970. */
export type CellKind = 'number' | 'string' | 'boolean' | 'date';
export type CellValue = number | string | boolean;

interface Bound {
  readonly value: CellValue;
  readonly open: boolean;
}

interface Test {
  readonly low?: Bound;
  readonly high?: Bound;
}

/** An input cell that can be decided; null stands for one that cannot (a function, another variable…). */
export interface Cell {
  /** Null when it accepts anything. */
  readonly kind: CellKind | null;
  readonly tests: readonly Test[];
  readonly negated: boolean;
}

const ANYTHING: Cell = { kind: null, tests: [], negated: true };
const DAY_MS = 86_400_000;

const LITERAL = String.raw`-?\d+(?:\.\d+)?|"(?:[^"\\]|\\.)*"|true|false|date\(\s*"\d{4}-\d{2}-\d{2}"\s*\)|@"\d{4}-\d{2}-\d{2}"`;
const TEST = new RegExp(
  String.raw`^\s*(?:(?<op><=|>=|<|>|=)?\s*(?<one>${LITERAL})|(?<opening>[[(\]])\s*(?<low>${LITERAL})\s*\.\.\s*(?<high>${LITERAL})\s*(?<closing>[\])[]))\s*(?<comma>,|$)`,
);

/** Reads a cell as a set of values, when it is one that can be decided by itself. */
export function readCell(text: string): Cell | null {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '-') return ANYTHING;
  const inside = /^not\s*\(([\s\S]*)\)$/.exec(trimmed)?.[1];
  let rest = inside ?? trimmed;
  const tests: Test[] = [];
  let kind: CellKind | null = null;
  while (rest !== '') {
    const found = TEST.exec(rest);
    if (found?.groups === undefined) return null;
    const { op, one, opening, low, high, closing, comma } = found.groups;
    const values = [one, low, high].flatMap((literal) => (literal === undefined ? [] : [readLiteral(literal)]));
    for (const value of values) {
      if (kind !== null && value.kind !== kind) return null;
      kind = value.kind;
    }
    const [first, second] = values.map(({ value }) => value);
    if (first === undefined) return null;
    // Order means nothing to a string or a boolean here: what it would say is left to the engine.
    if (((op !== undefined && op !== '=') || opening !== undefined) && (kind === 'string' || kind === 'boolean'))
      return null;
    tests.push(
      second === undefined
        ? comparison(op, first)
        : { low: { value: first, open: opening !== '[' }, high: { value: second, open: closing !== ']' } },
    );
    rest = rest.slice(found[0].length);
    if (comma === ',' && rest.trim() === '') return null;
  }
  return { kind, tests, negated: inside !== undefined };
}

function comparison(op: string | undefined, value: CellValue): Test {
  switch (op) {
    case '<':
      return { high: { value, open: true } };
    case '<=':
      return { high: { value, open: false } };
    case '>':
      return { low: { value, open: true } };
    case '>=':
      return { low: { value, open: false } };
    default:
      return { low: { value, open: false }, high: { value, open: false } };
  }
}

function readLiteral(text: string): { kind: CellKind; value: CellValue } {
  const day = /\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
  if (day !== undefined && !text.startsWith('"'))
    return { kind: 'date', value: Date.parse(`${day}T00:00:00Z`) / DAY_MS };
  if (text.startsWith('"')) return { kind: 'string', value: text.slice(1, -1).replace(/\\(.)/g, '$1') };
  if (text === 'true' || text === 'false') return { kind: 'boolean', value: text === 'true' };
  return { kind: 'number', value: Number(text) };
}

/** Whether the cell accepts the value. */
export function accepts({ tests, negated }: Cell, value: CellValue): boolean {
  const holds = tests.some(
    ({ low, high }) =>
      (low === undefined || value > low.value || (!low.open && value === low.value)) &&
      (high === undefined || value < high.value || (!high.open && value === high.value)),
  );
  return holds !== negated;
}

/** The values that the cell names. */
export const namedValues = ({ tests }: Cell): CellValue[] =>
  tests.flatMap(({ low, high }) => [low, high].flatMap((bound) => (bound === undefined ? [] : [bound.value])));

/** The value as a table writes it. */
export function writeValue(kind: CellKind, value: CellValue): string {
  if (kind === 'date') return new Date(Number(value) * DAY_MS).toISOString().slice(0, 10);
  return kind === 'string' ? `"${value}"` : String(value);
}
