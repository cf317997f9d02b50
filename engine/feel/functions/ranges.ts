import { compare } from '../compare.ts';
import { type FeelFunction, Range, type Value } from '../values.ts';
import { defined, signature } from './define.ts';
import { readRange } from './range-text.ts';

/** How points and ranges stand to one another (DMN 1.5, table 78). A point is a range from itself to itself. */
type Relation = (a: Range, b: Range) => boolean;

/** Thrown where two ends have no order: the relation is then null. */
class NotComparable extends Error {}

function order(a: Value, b: Value): number {
  const found = compare(a, b);
  if (found === null) throw new NotComparable();
  return found;
}

/** An open end lies beyond all. */
const ofStarts = (a: Range, b: Range): number =>
  a.start === null || b.start === null ? Number(b.start === null) - Number(a.start === null) : order(a.start, b.start);
const ofEnds = (a: Range, b: Range): number =>
  a.end === null || b.end === null ? Number(a.end === null) - Number(b.end === null) : order(a.end, b.end);
/** The end of the first beside the start of the second. */
const endToStart = (a: Range, b: Range): number => (a.end === null ? 1 : b.start === null ? 1 : order(a.end, b.start));

const before: Relation = (a, b) => {
  const at = endToStart(a, b);
  return at < 0 || (at === 0 && !(a.endIncluded && b.startIncluded));
};
const meets: Relation = (a, b) =>
  a.end !== null && b.start !== null && order(a.end, b.start) === 0 && a.endIncluded && b.startIncluded;
const overlaps: Relation = (a, b) => !before(a, b) && !before(b, a);
const startsEarlier: Relation = (a, b) => {
  const at = ofStarts(a, b);
  return at < 0 || (at === 0 && a.startIncluded && !b.startIncluded);
};
const startsNoLater: Relation = (a, b) => {
  const at = ofStarts(a, b);
  return at < 0 || (at === 0 && (a.startIncluded || !b.startIncluded));
};
const endsNoLater: Relation = (a, b) => {
  const at = ofEnds(a, b);
  return at < 0 || (at === 0 && (!a.endIncluded || b.endIncluded));
};
const overlapsBefore: Relation = (a, b) =>
  startsEarlier(a, b) && (endToStart(a, b) > 0 || meets(a, b)) && endsNoLater(a, b);
const includes: Relation = (a, b) => startsNoLater(a, b) && endsNoLater(b, a);
const starts: Relation = (a, b) => ofStarts(a, b) === 0 && a.startIncluded === b.startIncluded && endsNoLater(a, b);
const finishes: Relation = (a, b) => ofEnds(a, b) === 0 && a.endIncluded === b.endIncluded && startsNoLater(b, a);
const coincides: Relation = (a, b) => includes(a, b) && includes(b, a);
const swapped =
  (relation: Relation): Relation =>
  (a, b) =>
    relation(b, a);

const rangeOf = (value: Value): Range => (value instanceof Range ? value : new Range(value, true, value, true));

function relate(relation: Relation, first: Value, second: Value): boolean | null {
  if (first === null || second === null) return null;
  try {
    return relation(rangeOf(first), rangeOf(second));
  } catch (error) {
    if (error instanceof NotComparable) return null;
    throw error;
  }
}

/** Under all the names that the standard gives to the two. */
const related = (relation: Relation): FeelFunction =>
  defined(
    signature(['range1: any', 'range2: any'], ([a, b]) => relate(relation, a, b)),
    signature(['point1: any', 'point2: any'], ([a, b]) => relate(relation, a, b)),
    signature(['point: any', 'range: any'], ([a, b]) => relate(relation, a, b)),
    signature(['range: any', 'point: any'], ([a, b]) => relate(relation, a, b)),
  );

export const RANGE_FUNCTIONS = {
  range: defined(signature(['from: string'], ([from]) => readRange(from))),
  before: related(before),
  after: related(swapped(before)),
  meets: related(meets),
  'met by': related(swapped(meets)),
  overlaps: related(overlaps),
  'overlaps before': related(overlapsBefore),
  'overlaps after': related(swapped(overlapsBefore)),
  includes: related(includes),
  during: related(swapped(includes)),
  starts: related(starts),
  'started by': related(swapped(starts)),
  finishes: related(finishes),
  'finished by': related(swapped(finishes)),
  coincides: related(coincides),
};
