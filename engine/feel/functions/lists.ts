import { calculate } from '../arithmetic.ts';
import { call } from '../call.ts';
import { compare, isSame } from '../compare.ts';
import type { Evaluation } from '../evaluation.ts';
import {
  add,
  asJavaScript,
  compareNumbers,
  divide,
  type FeelNumber,
  isNumber,
  multiply,
  squareRoot,
  subtract,
} from '../number.ts';
import { FeelFunction, type Signature, type Value } from '../values.ts';
import { defined, signature } from './define.ts';

/** A function of a list, that also takes the items one by one. */
const ofItems = (answer: (list: readonly Value[], evaluation: Evaluation) => Value): FeelFunction =>
  defined(
    signature(['list: list'], ([list], evaluation) => answer(list, evaluation)),
    signature(['...items: any'], ([items], evaluation) => (items.length === 0 ? null : answer(items, evaluation))),
  );

function allNumbers(list: readonly Value[]): readonly FeelNumber[] | null {
  return list.every(isNumber) ? list : null;
}

/** The item that comes first (`sign` -1), or last (1); null where two of them have no order. */
export function extreme(list: readonly Value[], sign: 1 | -1): Value {
  let best: Value = list[0] ?? null;
  for (const item of list) {
    const order = compare(item, best);
    if (order === null) return null;
    if (order * sign > 0) best = item;
  }
  return best;
}

/** Null where there is no number, or something else than one. */
export function sum(list: readonly Value[]): FeelNumber | null {
  const numbers = allNumbers(list);
  if (numbers === null || numbers.length === 0) return null;
  return numbers.reduce<FeelNumber | null>((total, one) => (total === null ? null : add(total, one)), 0);
}

function mean(list: readonly Value[], evaluation: Evaluation): Value {
  return calculate('/', sum(list), list.length, evaluation);
}

function product(list: readonly Value[]): Value {
  const numbers = allNumbers(list);
  if (numbers === null || numbers.length === 0) return null;
  return numbers.reduce<FeelNumber | null>((total, one) => (total === null ? null : multiply(total, one)), 1);
}

function median(list: readonly Value[], evaluation: Evaluation): Value {
  const numbers = allNumbers(list);
  if (numbers === null || numbers.length === 0) return null;
  const inOrder = numbers.toSorted(compareNumbers);
  const half = Math.floor(inOrder.length / 2);
  return inOrder.length % 2 === 1 ? inOrder[half] : mean(inOrder.slice(half - 1, half + 1), evaluation);
}

/** Of a sample: of a single one there is none. */
function standardDeviation(list: readonly Value[], evaluation: Evaluation): Value {
  const numbers = allNumbers(list);
  if (numbers === null || numbers.length < 2) return null;
  const middle = mean(numbers, evaluation);
  if (!isNumber(middle)) return null;
  const squares = numbers.map((one) => {
    const away = subtract(one, middle);
    return away === null ? null : multiply(away, away);
  });
  const total = sum(squares);
  const variance = total === null ? null : divide(total, numbers.length - 1);
  return variance === null ? null : squareRoot(variance);
}

/** The numbers that are there most often, in order. */
function mode(list: readonly Value[], evaluation: Evaluation): Value {
  const numbers = allNumbers(list);
  if (numbers === null) return null;
  const counts: { value: FeelNumber; count: number }[] = [];
  for (const value of numbers.toSorted(compareNumbers)) {
    const last = counts.at(-1);
    if (last !== undefined && compareNumbers(last.value, value) === 0) last.count++;
    else counts.push({ value, count: 1 });
  }
  evaluation.budget.spend(counts.length);
  const most = counts.reduce((best, { count }) => Math.max(best, count), 0);
  return counts.filter(({ count }) => count === most).map(({ value }) => value);
}

/** True when all are, false when one is not, else null. */
function all(list: readonly Value[]): Value {
  if (list.includes(false)) return false;
  return list.every((item) => item === true) ? true : null;
}

/** True when one is, false when none is, else null. */
function any(list: readonly Value[]): Value {
  if (list.includes(true)) return true;
  return list.every((item) => item === false) ? false : null;
}

/** Without those that equal one before them. */
function distinct(list: readonly Value[], { budget }: Evaluation): Value[] {
  const kept: Value[] = [];
  const texts = new Set<Value>();
  for (const item of list) {
    // texts and whole numbers, by far the commonest, are found at once
    const isQuick = typeof item === 'string' || Number.isSafeInteger(item);
    if (isQuick) {
      if (texts.has(item)) continue;
      texts.add(item);
    } else {
      budget.spend(kept.length);
      if (kept.some((one) => isSame(one, item))) continue;
    }
    kept.push(item);
  }
  return kept;
}

/** Those that are there more than once, in the order of their first appearance. */
function duplicates(list: readonly Value[], evaluation: Evaluation): Value[] {
  const once = distinct(list, evaluation);
  if (once.length === list.length) return [];
  return once.filter((value) => {
    evaluation.budget.spend(list.length);
    let count = 0;
    return list.some((item) => isSame(item, value) && ++count > 1);
  });
}

function indexesOf(list: readonly Value[], match: Value): number[] {
  return list.flatMap((item, i) => (isSame(item, match) ? [i + 1] : []));
}

function flatten(list: readonly Value[], { budget }: Evaluation): Value[] {
  const flat: Value[] = [];
  const left: Iterator<Value>[] = [list.values()];
  for (let at = left.at(-1); at !== undefined; at = left.at(-1)) {
    const { done, value } = at.next();
    budget.spend(1);
    if (done === true) left.pop();
    else if (Array.isArray(value)) {
      left.push(value.values());
      budget.items(left.length);
    } else budget.items(flat.push(value));
  }
  return flat;
}

/** The place, from 0, that a position from 1, or from -1 at the end, means; null outside of the list. */
function placeIn(list: readonly Value[], position: FeelNumber): number | null {
  const at = Math.trunc(asJavaScript(position));
  if (at === 0 || Math.abs(at) > list.length) return null;
  return at > 0 ? at - 1 : list.length + at;
}

function sublist(list: readonly Value[], start: FeelNumber, length: FeelNumber | undefined): Value {
  const from = placeIn(list, start);
  if (from === null) return null;
  const count = length === undefined ? list.length : asJavaScript(length);
  return count < 0 || from + (length === undefined ? 0 : count) > list.length
    ? null
    : list.slice(from, from + Math.trunc(count));
}

/** In the order that a function of two items says: whether the first comes before the second. */
function sorted(list: readonly Value[], precedes: FeelFunction | undefined, evaluation: Evaluation): Value {
  let isOrdered = true;
  const inOrder = list.toSorted((a, b) => {
    evaluation.budget.spend(1);
    if (precedes !== undefined) {
      if (call('sort', precedes, [a, b], evaluation) === true) return -1;
      return call('sort', precedes, [b, a], evaluation) === true ? 1 : 0;
    }
    const order = compare(a, b);
    if (order === null) isOrdered = false;
    return order ?? 0;
  });
  return isOrdered ? inOrder : null;
}

function replaced(list: readonly Value[], wanted: Value, item: Value, evaluation: Evaluation): Value {
  if (wanted instanceof FeelFunction) {
    const answers = list.map((one) => call('list replace', wanted, [one, item], evaluation));
    const isAnswered = answers.every((answer) => typeof answer === 'boolean');
    return isAnswered ? list.map((one, i) => (answers[i] === true ? item : one)) : null;
  }
  const place = isNumber(wanted) ? placeIn(list, wanted) : null;
  return place === null ? null : list.with(place, item);
}

const concatenated: Signature = signature(['...lists: list'], ([lists], { budget }) => {
  budget.items(lists.reduce((count, list) => count + list.length, 0));
  return lists.flat();
});

export const LIST_FUNCTIONS = {
  'list contains': defined(
    signature(['list: list', 'element: any'], ([list, element]) => list.some((item) => isSame(item, element))),
  ),
  count: defined(signature(['list: list'], ([list]) => list.length)),
  min: ofItems((list) => extreme(list, -1)),
  max: ofItems((list) => extreme(list, 1)),
  sum: ofItems(sum),
  product: ofItems(product),
  mean: ofItems((list, evaluation) => (list.length === 0 ? null : mean(list, evaluation))),
  median: ofItems(median),
  stddev: ofItems(standardDeviation),
  mode: ofItems(mode),
  all: ofItems(all),
  any: ofItems(any),
  and: ofItems(all),
  or: ofItems(any),
  sublist: defined(
    signature(['list: list', 'start position: number', 'length?: number'], ([list, start, length]) =>
      sublist(list, start, length),
    ),
  ),
  append: defined(signature(['list: list', '...items: any'], ([list, items]) => [...list, ...items])),
  concatenate: defined(concatenated),
  'insert before': defined(
    signature(['list: list', 'position: number', 'newItem: any'], ([list, position, item]) => {
      const place = placeIn(list, position);
      return place === null ? null : list.toSpliced(place, 0, item);
    }),
  ),
  remove: defined(
    signature(['list: list', 'position: number'], ([list, position]) => {
      const place = placeIn(list, position);
      return place === null ? null : list.toSpliced(place, 1);
    }),
  ),
  'list replace': defined(
    signature(['list: list', 'position: number', 'newItem: any'], ([list, position, item], evaluation) =>
      replaced(list, position, item, evaluation),
    ),
    signature(['list: list', 'match: function', 'newItem: any'], ([list, match, item], evaluation) =>
      replaced(list, match, item, evaluation),
    ),
  ),
  reverse: defined(signature(['list: list'], ([list]) => list.toReversed())),
  'index of': defined(signature(['list: list', 'match: any'], ([list, match]) => indexesOf(list, match))),
  union: defined(
    signature(['...lists: list'], ([lists], evaluation) => {
      if (lists.length === 0) return null;
      const whole = concatenated.invoke([lists], evaluation) as readonly Value[];
      return distinct(whole, evaluation);
    }),
  ),
  'distinct values': defined(signature(['list: list'], ([list], evaluation) => distinct(list, evaluation))),
  'duplicate values': defined(signature(['list: list'], ([list], evaluation) => duplicates(list, evaluation))),
  flatten: defined(signature(['list: list'], ([list], evaluation) => flatten(list, evaluation))),
  sort: defined(
    signature(['list: list', 'precedes?: function'], ([list, precedes], evaluation) =>
      sorted(list, precedes, evaluation),
    ),
  ),
  'is empty': defined(signature(['list: list'], ([list]) => list.length === 0)),
  partition: defined(
    signature(['list: list', 'size: number'], ([list, size]) => {
      const step = Math.floor(asJavaScript(size));
      if (step < 1) return null;
      return Array.from({ length: Math.ceil(list.length / step) }, (_, i) => list.slice(i * step, (i + 1) * step));
    }),
  ),
};
