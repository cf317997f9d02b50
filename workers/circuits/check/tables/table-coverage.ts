import { accepts, type Cell, type CellKind, type CellValue, namedValues, writeValue } from '../../read/table-cell.ts';

/** A column of inputs, as far as it can be judged. */
export interface Column {
  /** What an example calls it. */
  readonly label: string;
  /** One a rule; null for a cell that cannot be decided. */
  readonly cells: readonly (Cell | null)[];
  /** The only values there can be, when they are known: the options of a choice. */
  readonly only?: readonly string[];
}

/** Comparisons that an answer is worth at most: beyond, nothing is said. */
const MAX_COMPARISONS = 2_000_000;
const OTHER = '…';

/** What is left to spend on one table. */
interface Budget {
  left: number;
}

/** Whether the cell accepts the value; false for all once the budget is spent. */
function accepted(cell: Cell, value: CellValue, budget: Budget): boolean {
  budget.left -= 1 + cell.tests.length;
  return budget.left > 0 && accepts(cell, value);
}

interface Points {
  readonly kind: CellKind;
  /** Values that stand for all there can be. */
  readonly values: readonly CellValue[];
  /** Those to look for a gap in: a text that no cell names may be one that never comes. */
  readonly expected: readonly CellValue[];
}

/** Two rules that hold for the same inputs, with such inputs; the first found of each rule. Only what is certain. */
export function findOverlaps(columns: readonly Column[]): { first: number; second: number; example: string }[] {
  const points = columns.map(pointsOf);
  const rules = columns[0]?.cells.length ?? 0;
  const found: { first: number; second: number; example: string }[] = [];
  const budget = { left: MAX_COMPARISONS };
  for (let first = 0; first < rules; first++) {
    for (let second = first + 1; second < rules; second++) {
      if (--budget.left < 0) return found;
      const example = columns.map((column, index) => common(column, points[index] ?? null, first, second, budget));
      if (example.some((part) => part === null)) continue;
      found.push({ first, second, example: example.filter((part) => part !== '').join(', ') || OTHER });
      break;
    }
  }
  return found;
}

/** A value that both cells accept, in words; « » when both accept anything; null when none is certain. */
function common(
  { label, cells }: Column,
  points: Points | null,
  first: number,
  second: number,
  budget: Budget,
): string | null {
  const [one, other] = [cells[first], cells[second]];
  if (!one || !other) return null;
  if (one.kind === null && other.kind === null) return '';
  if (points === null) return null;
  const value = points.values.find(
    (candidate) => accepted(one, candidate, budget) && accepted(other, candidate, budget),
  );
  return value === undefined ? null : `${label} = ${value === OTHER ? OTHER : writeValue(points.kind, value)}`;
}

/** Inputs for which no rule holds, in words, and the columns that they are of; null when there are none, or it cannot be said. */
export function findGap(columns: readonly Column[]): { example: string; columns: readonly Column[] } | null {
  const points = columns.map(pointsOf);
  const budget = { left: MAX_COMPARISONS };
  const search = (index: number, rules: readonly number[]): { part: string; column: Column }[] | null => {
    if (rules.length === 0) return [];
    const column = columns[index];
    if (column === undefined) return null;
    const known = points[index] ?? null;
    if (known === null) return search(index + 1, rules);
    const tried = new Set<string>();
    for (const value of known.expected) {
      // A cell that cannot be decided may hold: no gap is claimed where it stands.
      const left = rules.filter((rule) => {
        const cell = column.cells[rule];
        return !cell || accepted(cell, value, budget);
      });
      if (budget.left <= 0) return null;
      const signature = left.join();
      if (tried.has(signature)) continue;
      tried.add(signature);
      const rest = search(index + 1, left);
      if (rest !== null) return [{ part: `${column.label} = ${writeValue(known.kind, value)}`, column }, ...rest];
    }
    return null;
  };
  const all = Array.from(columns[0]?.cells ?? [], (_cell, rule) => rule);
  const found = search(0, all);
  if (found === null || found.length === 0) return null;
  return { example: found.map(({ part }) => part).join(', '), columns: found.map(({ column }) => column) };
}

/** Values that stand for all those a column may see; null when its cells are of several kinds, or of none. */
function pointsOf({ cells, only }: Column): Points | null {
  const kinds = new Set(cells.flatMap((cell) => (cell && cell.kind !== null ? [cell.kind] : [])));
  const [kind] = kinds;
  if (kind === undefined || kinds.size > 1) return null;
  const named = [...new Set(cells.flatMap((cell) => (cell ? namedValues(cell) : [])))];
  if (kind === 'boolean') return { kind, values: [true, false], expected: [true, false] };
  if (kind === 'string')
    return only ? { kind, values: only, expected: only } : { kind, values: [...named, OTHER], expected: named };
  const numbers = named.map(Number).sort((a, b) => a - b);
  const whole = numbers.every(Number.isInteger);
  // Between whole numbers only whole ones are tried: a quantity that is counted has nothing between 4 and 5.
  const around = whole
    ? numbers.flatMap((number) => [number - 1, number, number + 1])
    : [
        (numbers[0] ?? 0) - 1,
        ...numbers.flatMap((number, index) => [number, (number + (numbers[index + 1] ?? number + 2)) / 2]),
      ];
  const values = [...new Set(around)].sort((a, b) => a - b);
  return { kind, values, expected: values };
}
