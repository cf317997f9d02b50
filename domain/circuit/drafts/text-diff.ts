import { diffArrays } from 'diff';

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

/** Compares two texts line by line, as a unified diff shows it. */
export function diffText(before: string, after: string): Hunk[] {
  return hunksOf(diffLines(linesOf(before), linesOf(after)));
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/));

/** Finds the shortest edit from one list of lines to the other (Myers). */
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
  return [
    ...before.slice(0, start).map(ofKind('same')),
    ...middle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(ofKind('same')),
  ];
}

const ofKind =
  (kind: DiffLine['kind']) =>
  (text: string): DiffLine => ({ kind, text });

function middle(before: string[], after: string[]): DiffLine[] {
  const parts = diffArrays(before, after, { maxEditLength: MAX_EDITS });
  if (parts === undefined) return [...before.map(ofKind('removed')), ...after.map(ofKind('added'))];
  return parts.flatMap(({ value, added, removed }) =>
    value.map(ofKind(added ? 'added' : removed ? 'removed' : 'same')),
  );
}

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
