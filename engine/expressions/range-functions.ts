import { DateTime, Duration } from 'luxon';
import { isRange, named } from './size-limits.ts';

/** How points and ranges stand to one another. A point is a range from itself to itself. */
interface Bounds {
  start: number;
  end: number;
  startIn: boolean;
  endIn: boolean;
}

type Relation = (a: Bounds, b: Bounds) => boolean;

const before: Relation = (a, b) => a.end < b.start || (a.end === b.start && !(a.endIn && b.startIn));
const meets: Relation = (a, b) => a.end === b.start && a.endIn && b.startIn;
const overlaps: Relation = (a, b) => !before(a, b) && !before(b, a);
const startsEarlier: Relation = (a, b) => a.start < b.start || (a.start === b.start && a.startIn && !b.startIn);
const startsNoLater: Relation = (a, b) => a.start < b.start || (a.start === b.start && (a.startIn || !b.startIn));
const endsNoLater: Relation = (a, b) => a.end < b.end || (a.end === b.end && (!a.endIn || b.endIn));
const overlapsBefore: Relation = (a, b) => startsEarlier(a, b) && (a.end > b.start || meets(a, b)) && endsNoLater(a, b);
const includes: Relation = (a, b) => startsNoLater(a, b) && endsNoLater(b, a);
const starts: Relation = (a, b) => a.start === b.start && a.startIn === b.startIn && endsNoLater(a, b);
const finishes: Relation = (a, b) => a.end === b.end && a.endIn === b.endIn && startsNoLater(b, a);
const coincides: Relation = (a, b) => includes(a, b) && includes(b, a);
const swapped =
  (relation: Relation): Relation =>
  (a, b) =>
    relation(b, a);

/** All of them; the interpreter has but a few, and compares only numbers. */
export const RANGE_FUNCTIONS: Record<string, unknown> = Object.fromEntries(
  (
    [
      ['before', before],
      ['after', swapped(before)],
      ['meets', meets],
      ['met by', swapped(meets)],
      ['overlaps', overlaps],
      ['overlaps before', overlapsBefore],
      ['overlaps after', swapped(overlapsBefore)],
      ['includes', includes],
      ['during', swapped(includes)],
      ['starts', starts],
      ['started by', swapped(starts)],
      ['finishes', finishes],
      ['finished by', swapped(finishes)],
      ['coincides', coincides],
    ] as const
  ).map(([name, relation]) => [
    name,
    named(['range1', 'range2'], (first, second) => {
      const [a, b] = [boundsOf(first), boundsOf(second)];
      return a === undefined || b === undefined ? null : relation(a, b);
    }),
  ]),
);

function boundsOf(value: unknown): Bounds | undefined {
  if (!isRange(value)) {
    const point = numberOf(value);
    return point === undefined ? undefined : { start: point, end: point, startIn: true, endIn: true };
  }
  const start = value.start === null ? Number.NEGATIVE_INFINITY : numberOf(value.start);
  const end = value.end === null ? Number.POSITIVE_INFINITY : numberOf(value.end);
  if (start === undefined || end === undefined) return undefined;
  return { start, end, startIn: value['start included'], endIn: value['end included'] };
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return DateTime.isDateTime(value) || Duration.isDuration(value) ? value.valueOf() : undefined;
}
