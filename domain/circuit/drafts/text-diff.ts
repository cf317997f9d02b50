/** One line of a text beside another's. */
export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Lines that differ, with a few around; counted from 1 in each text. */
export interface Hunk {
  readonly fromLine: number;
  readonly toLine: number;
  readonly lines: readonly DiffLine[];
}

const AROUND = 3;
/** Beyond, two texts are two texts: they are shown one after the other. */
const MAX_EDITS = 600;

/** What changed from one text to another, line by line, as a unified diff shows it. */
export function diffText(before: string, after: string): Hunk[] {
  return hunksOf(diffLines(linesOf(before), linesOf(after)));
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/));

/** The shortest way from one list of lines to the other (Myers). */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  ) {
    end++;
  }
  const same = (text: string): DiffLine => ({ kind: 'same', text });
  return [
    ...before.slice(0, start).map(same),
    ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(same),
  ];
}

function middle(before: readonly string[], after: readonly string[]): DiffLine[] {
  const trace = furthest(before, after);
  if (trace === null) {
    return [
      ...before.map((text): DiffLine => ({ kind: 'removed', text })),
      ...after.map((text): DiffLine => ({ kind: 'added', text })),
    ];
  }
  const lines: DiffLine[] = [];
  let x = before.length;
  let y = after.length;
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const reached = trace[edits] ?? new Map<number, number>();
    const diagonal = x - y;
    const down = isDown(reached, diagonal, edits);
    const fromDiagonal = down ? diagonal + 1 : diagonal - 1;
    const fromX = edits === 0 ? 0 : (reached.get(fromDiagonal) ?? 0);
    const fromY = edits === 0 ? 0 : fromX - fromDiagonal;
    while (
      x > fromX &&
      y > fromY &&
      (edits === 0 || x > (down ? fromX : fromX + 1) || y > (down ? fromY + 1 : fromY))
    ) {
      lines.push({ kind: 'same', text: before[x - 1] ?? '' });
      x--;
      y--;
    }
    if (edits === 0) break;
    lines.push(down ? { kind: 'added', text: after[y - 1] ?? '' } : { kind: 'removed', text: before[x - 1] ?? '' });
    x = fromX;
    y = fromY;
  }
  return lines.reverse();
}

/** For each number of edits, how far each diagonal was reached before it; null beyond what is worth it. */
function furthest(before: readonly string[], after: readonly string[]): Map<number, number>[] | null {
  let reached = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  const maxEdits = Math.min(before.length + after.length, MAX_EDITS);
  for (let edits = 0; edits <= maxEdits; edits++) {
    trace.push(reached);
    const next = new Map(reached);
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = isDown(reached, diagonal, edits)
        ? (reached.get(diagonal + 1) ?? 0)
        : (reached.get(diagonal - 1) ?? 0) + 1;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++;
      next.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return trace;
    }
    reached = next;
  }
  return null;
}

const isDown = (reached: ReadonlyMap<number, number>, diagonal: number, edits: number): boolean =>
  diagonal === -edits || (diagonal !== edits && (reached.get(diagonal - 1) ?? -1) < (reached.get(diagonal + 1) ?? -1));

function hunksOf(lines: readonly DiffLine[]): Hunk[] {
  const hunks: Hunk[] = [];
  let open: { fromLine: number; toLine: number; lines: DiffLine[] } | null = null;
  let quiet = 0;
  let from = 1;
  let to = 1;
  lines.forEach((line, index) => {
    const near = line.kind !== 'same' || lines.slice(index + 1, index + 1 + AROUND).some(({ kind }) => kind !== 'same');
    if (open === null && near) {
      open = { fromLine: from, toLine: to, lines: [] };
      hunks.push(open);
    }
    if (open !== null) {
      quiet = line.kind === 'same' ? quiet + 1 : 0;
      if (quiet > AROUND && !near) {
        open = null;
        quiet = 0;
      } else open.lines.push(line);
    }
    if (line.kind !== 'added') from++;
    if (line.kind !== 'removed') to++;
  });
  return hunks;
}
