import type { SeenLine } from '#domain/act/contradictions.ts';
import type { TextMark } from './read-marks.ts';

interface Segment {
  text: string;
  left: number;
  right: number;
  baseline: number;
  size: number;
  /** Width of its first word, in points. */
  firstWord: number;
}

/** Wider than this many times the size of the letters, a gap parts two words, or two columns. */
const WORD_GAP = 0.18;
const COLUMN_GAP = 2.2;
/** Lines of one paragraph are not further apart than this many times the size of the letters. */
const LINE_PITCH = 1.5;

/** The lines of one page as an eye meets them: from the top, from the left, whatever the order of the drawing. */
export function seenLines(marks: readonly TextMark[]): SeenLine[] {
  const segments = segmentsOf(marks);
  const right = Math.max(...segments.map((segment) => segment.right));
  return segments.map((segment, index) => {
    const [before, after] = [segments[index - 1], segments[index + 1]];
    return {
      text: segment.text,
      alone: begins(segment, before, right) && (after === undefined || begins(after, segment, right)),
    };
  });
}

/** Whether a line begins a paragraph: set apart, indented, or broken off before its first word had to be. */
function begins(line: Segment, before: Segment | undefined, right: number): boolean {
  if (before === undefined) return true;
  const gap = before.baseline - line.baseline;
  if (gap <= 0 || gap > LINE_PITCH * Math.max(line.size, before.size)) return true;
  if (Math.abs(line.left - before.left) > 3) return true;
  return before.right + 0.2 * line.size + line.firstWord < right - 1;
}

function segmentsOf(marks: readonly TextMark[]): Segment[] {
  const visible = marks.filter(({ text }) => text.trim() !== '');
  const rows: TextMark[][] = [];
  for (const mark of visible.toSorted((one, other) => other.baseline - one.baseline)) {
    const row = rows.at(-1);
    // Raised and lowered letters stand with those beside them.
    const first = row?.[0];
    if (row && first && first.baseline - mark.baseline < 0.45 * Math.max(first.size, mark.size, 4)) row.push(mark);
    else rows.push([mark]);
  }
  return rows.flatMap((row) => split(row.toSorted((one, other) => one.box.left - other.box.left)));
}

function split(row: readonly TextMark[]): Segment[] {
  const segments: Segment[] = [];
  for (const mark of row) {
    const last = segments.at(-1);
    const { left, right } = mark.box;
    const size = Math.max(mark.size, 1);
    const gap = last === undefined ? 0 : left - last.right;
    if (last === undefined || gap > COLUMN_GAP * size) {
      const [word = ''] = mark.text.trim().split(/\s/);
      segments.push({
        text: mark.text,
        left,
        right,
        baseline: mark.baseline,
        size,
        firstWord: ((right - left) * word.length) / Math.max(mark.text.length, 1),
      });
    } else {
      last.text += (gap > WORD_GAP * size ? ' ' : '') + mark.text;
      last.right = Math.max(last.right, right);
      last.size = Math.max(last.size, size);
    }
  }
  return segments;
}
