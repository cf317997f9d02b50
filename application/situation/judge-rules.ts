import { type Context, evaluate, FaultyExpression, plain } from 'harmonie-engine/feel';
import { dayAfter, isDay } from '#domain/calendar/civil-date.ts';
import { parseDelay } from '#domain/calendar/deadline.ts';
import { overlap } from '#domain/calendar/period.ts';
import { lastCounted } from '#domain/calendar/working-days.ts';
import type { ErrorParams } from '#domain/errors.ts';
import { entryInClear, inClear, type KeptValue, type ThemeValue } from '#domain/situation/entry.ts';
import { fromGrid, type Grid, type GridValues } from '#domain/situation/grids/grid.ts';
import {
  type AskedChange,
  countedIn,
  isReturn,
  keeping,
  movedBy,
  readAsked,
  type Unread,
} from '#domain/situation/read-asked.ts';
import type { PortalRule, RuleFault, RuleName, RuleSituation } from '#domain/situation/rules.ts';
import {
  answered,
  balanceField,
  returnsKey,
  type Theme,
  type ThemeRule,
  untilKey,
} from '#domain/situation/themes/theme.ts';

/**
 * Lists the rules of a theme that a request would break, in the same way at the form, at each
 * decision and when it is applied: the theme's own rules, then those of every theme. Each field
 * reports only its first fault, but a warning does not hide a refusal. Data without the theme's
 * fields breaks nothing here; it is refused when it is applied.
 */
export function judgeRules(
  theme: Theme,
  data: Readonly<Record<string, unknown>>,
  situation: RuleSituation,
): readonly RuleFault[] {
  const read = readAsked(theme, data);
  if (isReturn(theme, data)) return endingFaults(theme, read, data, situation);
  if ('wrong' in read) return [];
  const counted = countedIn(theme, data, situation.places);
  const days = counted.flatMap(({ field, days }) => (days === null ? [] : [[field.key, days] as const]));
  const said = { ...read, value: { ...read.value, ...Object.fromEntries(days) } };
  const asked = theme.inTime.is === 'list' ? wholeItem(theme, said, situation) : said;
  const known = contextOf(theme, asked, data, situation);
  const faults: RuleFault[] = [];
  const add = (fault: RuleFault | null) => {
    const speaks = (other: RuleFault) => other.field === fault?.field && (!other.warns || fault.warns);
    if (fault !== null && !faults.some(speaks)) faults.push(fault);
  };
  for (const rule of theme.rules) add(judgeRule(theme.name, rule, known));
  for (const fault of countFaults(theme, data, counted)) add(fault);
  for (const fault of portalFaults(theme, asked, data, situation)) add(fault);
  return faults;
}

/**
 * Judges a return, only by what it ends, since rules are about what begins. It must state the
 * period that stands from that day unchanged, and end it on the eve of the return, before its last
 * day.
 */
function endingFaults(
  theme: Theme,
  asked: AskedChange | Unread,
  data: Readonly<Record<string, unknown>>,
  { ending }: RuleSituation,
): readonly RuleFault[] {
  const field = returnsKey(theme.inTime) ?? '';
  const day = data[field];
  const ends =
    isDay(day) &&
    ending !== null &&
    !('wrong' in asked) &&
    asked.from === ending.from &&
    asked.until === dayAfter(day, { days: -1 }) &&
    asked.until >= asked.from &&
    (ending.until === null || asked.until < ending.until) &&
    answered(theme).every(({ key }) => asked.value[key] === ending.value[key]);
  const code: PortalRule = 'period-none';
  return ends ? [] : [{ field, code, params: {}, theme: theme.name, rule: code, warns: false }];
}

/** Returns an item as it would become: fields left empty keep their value. */
const wholeItem = (theme: Theme, asked: AskedChange, { former, filedOn }: RuleSituation): AskedChange =>
  keeping(theme, former, { ...asked, from: asked.from ?? filedOn });

/**
 * Builds what the rules of a theme may name, in plain values; encrypted ones are left out. For a
 * list, `former` holds its items and `item` is the one that changes; for a balance, its total is
 * among the values, zero before the first movement.
 */
function contextOf(
  { inTime, ...theme }: Theme,
  asked: AskedChange,
  data: Readonly<Record<string, unknown>>,
  situation: RuleSituation,
): Context & Readonly<Record<RuleName, unknown>> {
  const { filedOn, byAgent, former, past, items, grade, inPostSince, grids } = situation;
  const { from, until } = asked;
  const total = balanceField(theme);
  const stands = former && entryInClear(former);
  return {
    ...{ filedOn, byAgent, grade, inPostSince },
    past: past.map(entryInClear),
    asked: { ...inClear(asked.value), from: from ?? filedOn, until },
    item: inTime.is === 'list' ? stands : null,
    former:
      inTime.is === 'list' ? items.map(entryInClear) : (stands ?? (total === undefined ? null : { [total.key]: 0 })),
    grids: Object.fromEntries(Object.values(grids).map((grid) => [grid.name, saidOf(grid, grade)])),
    answers: inClear(data),
  };
}

/**
 * Returns the rows of a grid as rules read them: only those of the agent's grade, for a grid by
 * grade.
 */
function saidOf({ columns, rows }: Grid, grade: string | null): GridValues[] {
  const graded = columns.filter(({ type, by }) => type === 'grade' && by).map(({ key }) => key);
  return rows.map(({ values }) => values).filter((values) => graded.every((key) => values[key] === grade));
}

/** Judges one rule; one that cannot be judged refuses the request. */
function judgeRule(theme: string, rule: ThemeRule, known: Context): RuleFault | null {
  const { id, field, broken, message, params = {} } = rule;
  const fault = { field, theme, rule: id, warns: rule.then === 'warns' } as const;
  try {
    if (evaluate(broken, known) !== true) return null;
    const filled = Object.entries(params).map(([name, expression]) => [name, inWords(evaluate(expression, known))]);
    return { ...fault, code: 'situation-rule', params: { ...Object.fromEntries(filled), ...message } };
  } catch (error) {
    if (!(error instanceof FaultyExpression)) throw error;
    return { ...fault, code: 'rule-unjudged', params: { rule: id }, warns: false };
  }
}

function inWords(value: Parameters<typeof plain>[0]): string | number {
  const read = plain(value);
  return typeof read === 'number' ? read : String(read ?? '');
}

/** Checks counted periods: at most a year, with days on which the agent works. */
function* countFaults(
  { name: theme }: Theme,
  data: Readonly<Record<string, unknown>>,
  counted: ReturnType<typeof countedIn>,
): Generator<RuleFault> {
  for (const { field, days } of counted) {
    const { from = '', until: key = field.key } = field.period ?? {};
    const [begins, ends] = [String(data[from]), String(data[key])];
    const fault = (code: PortalRule, params: ErrorParams = {}): RuleFault => ({
      ...{ field: key, code, params, theme, rule: code, warns: false },
    });
    if (ends < begins) yield fault('period-upside-down');
    else if (days === null) yield fault('period-long', { day: lastCounted(begins) });
    else if (days === 0) yield fault('no-working-day');
  }
}

/** Checks the rules of every theme, from what the theme declares. */
function* portalFaults(
  theme: Theme,
  asked: AskedChange,
  data: Readonly<Record<string, unknown>>,
  situation: RuleSituation,
): Generator<RuleFault> {
  const { inTime } = theme;
  const { value, from, until } = asked;
  const fault = (field: string, code: PortalRule, params: ErrorParams = {}): RuleFault => ({
    ...{ field, code, params, theme: theme.name, rule: code, warns: false },
  });
  const fields = answered(theme);
  const none = fields.filter(
    ({ key, choices }) =>
      choices !== undefined && value[key] !== undefined && !choices.some((choice) => choice.value === value[key]),
  );
  for (const { key } of none) yield fault(key, 'choice-none');
  // A grid cannot be read for a value that is not among the choices.
  if (none.length === 0) yield* gridFaults(theme, asked, situation, fault);
  if (inTime.is === 'dated' && from !== null && until !== null) {
    const bound = (length: string) => dayAfter(from, parseDelay(length).minus({ days: 1 }).toObject());
    if (until < from) yield fault(inTime.until, 'period-upside-down');
    else if (inTime.min !== undefined && until < bound(inTime.min))
      yield fault(inTime.until, 'period-short', { day: bound(inTime.min) });
    else if (inTime.max !== undefined && until > bound(inTime.max))
      yield fault(inTime.until, 'period-long', { day: bound(inTime.max) });
    const met = from <= until ? situation.taken.find((taken) => overlap(taken, { from, until })) : undefined;
    if (met !== undefined)
      yield fault(met.from <= from ? inTime.from : inTime.until, met.granted ? 'period-granted' : 'period-under-way', {
        ...{ number: met.number ?? '', from: met.from, until: met.until ?? '' },
      });
  }
  const { former, least, promised } = situation;
  if (inTime.is === 'list') yield* itemFaults(theme, asked, situation, fault);
  const moved = movedBy(theme, value);
  if (inTime.is === 'balance' && moved !== null) {
    // Reported at the field where it is answered: the amount, or the last day of what is counted.
    const at = theme.fields.find(({ key, period }) => key === inTime.amount && period && data[period.until])?.period;
    const field = at?.until ?? inTime.amount;
    // The choice gives the direction: a negative amount would reverse it.
    if (moved === 0 || moved < 0 !== inTime.out.some((out) => out === value[inTime.by]))
      yield fault(field, 'movement-nothing');
    else if (least + moved < 0) yield fault(field, 'balance-below', { balance: least });
    else if (moved < 0 && promised.least + moved < 0)
      yield fault(field, 'balance-promised', {
        ...{ balance: least, left: Math.max(0, promised.least), numbers: promised.numbers.join(', ') },
      });
  }
  if (former === null) return;
  for (const { key, grows } of fields) {
    const [one, other] = [value[key], former.value[key]];
    if (grows === undefined || typeof one !== 'number' || typeof other !== 'number') continue;
    const within = grows === true ? null : grows;
    if (within !== null && former.value[within] !== valueWithin(theme, within, value, situation)) continue;
    if (one <= other) yield fault(key, 'value-not-higher', { value: other });
    if (from !== null && from < former.from && inTime.from !== undefined)
      yield fault(inTime.from, 'before-former', { day: former.from });
  }
}

/**
 * Checks that grids have a row on the day of effect; reported at that day, since the values
 * themselves are among the choices.
 */
function* gridFaults(
  theme: Theme,
  { value, from }: AskedChange,
  { grids, grade, filedOn }: RuleSituation,
  fault: (field: string, code: PortalRule, params?: ErrorParams) => RuleFault,
): Generator<RuleFault> {
  const known: ThemeValue = {
    ...value,
    ...Object.fromEntries(theme.fields.flatMap(({ key, source }) => (source === 'grade' ? [[key, grade ?? '']] : []))),
  };
  for (const field of theme.fields.filter(({ source }) => source === 'grid'))
    if (fromGrid(grids, field, known) === undefined)
      yield fault(theme.inTime.from ?? answered(theme)[0]?.key ?? field.key, 'grid-without-row', {
        ...{ fr: field.label.fr, en: field.label.en, day: from ?? filedOn },
      });
}

/**
 * Checks the item that a change is about: it exists, has not ended, and the change does not precede
 * it.
 */
function* itemFaults(
  { inTime }: Theme,
  { item, from, until }: AskedChange,
  { former, filedOn }: RuleSituation,
  fault: (field: string, code: PortalRule, params?: ErrorParams) => RuleFault,
): Generator<RuleFault> {
  if (inTime.is !== 'list') return;
  const end = untilKey(inTime) ?? inTime.item;
  if (item !== null && former === null) yield fault(inTime.item, 'item-unknown');
  else if (former !== null && former.until !== null && former.until < filedOn)
    yield fault(inTime.item, 'item-ended', { day: former.until });
  else if (former !== null && from !== null && from < former.from)
    yield fault(inTime.from ?? inTime.item, 'before-former', { day: former.from });
  if (from !== null && until !== null && until < from) yield fault(end, 'period-upside-down');
}

/** Returns the value of the field within which another one has to grow. */
const valueWithin = ({ fields }: Theme, key: string, value: ThemeValue, { grade }: RuleSituation): KeptValue | null =>
  fields.find((field) => field.key === key)?.source === 'grade' ? grade : (value[key] ?? null);
