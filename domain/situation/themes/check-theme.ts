import { isDelay } from '../../calendar/deadline.ts';
import type { ErrorParams } from '../../errors.ts';
import { readsSensitive } from '../../permissions/role.ts';
import type { SituationFaultCode } from '../faults.ts';
import { GRID_TYPES } from '../grids/grid.ts';
import { GUARANTEES } from '../guarantee.ts';
import { readStatus, STATUS_FIELD, STATUSES } from '../status.ts';
import {
  answered,
  type BalanceInTime,
  daysAsked,
  type FieldType,
  FLOOR_OF_TYPE,
  floorOf,
  guaranteeOf,
  keysOf,
  NUMBER_TYPES,
  PERSONAL_TYPES,
  returnsKey,
  SEALED_TYPES,
  type Theme,
  type ThemeField,
  type ThemeRule,
  type ThemeUse,
  untilKey,
} from './theme.ts';

/** A fault of a theme, and its place: `fields.iban`, `rules.part-time-short`, `guarantee`. */
export interface ThemeFault {
  readonly at: string;
  readonly code: SituationFaultCode;
  readonly params: ErrorParams;
}

/**
 * The fields that each use needs, and whether its value must take effect as soon as it is written.
 */
const USES: Readonly<
  Record<ThemeUse, { readonly fields: Readonly<Record<string, FieldType>>; readonly now: boolean }>
> = {
  reach: { fields: { phone: 'phone', personalEmail: 'email' }, now: true },
  status: { fields: { [STATUS_FIELD]: 'choice' }, now: false },
};

/** Themes in time in which one value follows another. */
const VALUED: readonly string[] = ['current', 'dated'];
const AMOUNTS: readonly string[] = ['number', 'amount'];

/** Lists the names between braces: `{quota}` in a sentence, `{{day}}` in a message. */
const named = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name = '']) => name);

/**
 * Lists the contradictions within a theme, and where it goes below what code requires. Its shape
 * and its expressions were checked before.
 */
export function checkTheme(theme: Theme): ThemeFault[] {
  const faults: ThemeFault[] = [];
  const report = (at: string, code: SituationFaultCode, params: ErrorParams = {}) =>
    void faults.push({ at, code, params });
  const { fields, rules, guarantee, inTime } = theme;
  const keys = fields.map(({ key }) => key);
  const item = inTime.is === 'list' ? [inTime.item] : [];
  const returns = returnsKey(inTime);
  for (const key of twice([...keys, ...daysAsked(theme), ...item, ...(returns === undefined ? [] : [returns])]))
    report(`fields.${key}`, 'theme-key-twice', { key });
  for (const key of keys) if (key === 'from' || key === 'until') report(`fields.${key}`, 'theme-key-twice', { key });
  if (GUARANTEES.indexOf(guarantee) < GUARANTEES.indexOf(floorOf(theme))) {
    const low = fields.find(({ type }) => FLOOR_OF_TYPE[type] === floorOf(theme));
    report('guarantee', 'theme-below-floor', {
      ...{ guarantee, floor: floorOf(theme) },
      ...{ field: low?.key ?? '', type: low?.type ?? '' },
    });
  }
  if (answered(theme).length === 0) report('fields', 'theme-without-answer');
  if (inTime.is === 'dated')
    for (const bound of ['min', 'max'] as const) {
      const length = inTime[bound];
      if (length !== undefined && !isDelay(length)) report(`inTime.${bound}`, 'theme-length', { value: length });
    }
  if (theme.atEnd !== undefined) {
    if (inTime.is !== 'dated') report('atEnd', 'theme-at-end');
    if (!isDelay(theme.atEnd.reminder)) report('atEnd.reminder', 'theme-length', { value: theme.atEnd.reminder });
  }
  if (theme.away && inTime.is !== 'dated') report('away', 'theme-away');
  for (const field of fields) checkField(theme, field, report);
  checkBalance(theme, report);
  checkSentence(theme, report);
  checkUse(theme, report);
  if (theme.pay !== undefined) {
    const { movement } = theme.pay;
    if (guaranteeOf(theme) === 'self') report('pay', 'theme-pays-unchecked', { movement });
    if (!fields.some(({ pay }) => pay)) report('pay', 'theme-pays-nothing', { movement });
  } else for (const { key, pay } of fields) if (pay) report(`fields.${key}`, 'theme-without-movement', { field: key });
  for (const id of twice(rules.map((rule) => rule.id))) report(`rules.${id}`, 'theme-key-twice', { key: id });
  for (const rule of rules) checkRule(rule, report);
  return faults;
}

type Report = (at: string, code: SituationFaultCode, params?: ErrorParams) => void;

function checkField({ fields, inTime }: Theme, field: ThemeField, report: Report): void {
  const { key, type, source = 'answer', sensitive = false, readers = [], fact, choices = [], grows } = field;
  const at = `fields.${key}`;
  if (fact && (sensitive || PERSONAL_TYPES.includes(type))) report(at, 'theme-fact-personal', { field: key, type });
  if (SEALED_TYPES.includes(type) && !sensitive) report(at, 'theme-not-sensitive', { field: key, type });
  if (sensitive && readers.length === 0) report(at, 'theme-without-reader', { field: key });
  for (const role of readers) if (!readsSensitive(role)) report(at, 'theme-reader', { field: key, role });
  if (type === 'choice' && choices.length === 0) report(at, 'theme-without-choice', { field: key });
  for (const value of twice(choices.map((choice) => String(choice.value))))
    report(at, 'theme-key-twice', { key: value });
  if (source === 'choice') {
    const giver = fields.find((other) => other.choices?.some(({ gives }) => gives?.[key] !== undefined));
    if (giver === undefined) report(at, 'theme-given-by-none', { field: key });
    for (const { value, gives } of giver?.choices ?? [])
      if (gives?.[key] === undefined) report(at, 'theme-given-by-some', { field: key, value: String(value) });
  }
  if ((source === 'grid') !== (field.grid !== undefined)) report(at, 'theme-grid', { field: key });
  if (source === 'grid' && !(GRID_TYPES as readonly string[]).includes(type))
    report(at, 'theme-source', { field: key, source });
  if (source === 'grade' && type !== 'grade') report(at, 'theme-source', { field: key, source });
  if (source === 'working-days' && (type !== 'number' || sensitive || choices.length > 0))
    report(at, 'theme-source', { field: key, source });
  checkPeriod(fields, field, report);
  checkShare(fields, field, report);
  if (source === 'pay-month' && type !== 'month') report(at, 'theme-source', { field: key, source });
  if (grows !== undefined && (source !== 'answer' || !NUMBER_TYPES.includes(type) || !VALUED.includes(inTime.is)))
    report(at, 'theme-grows', { field: key, type });
  if (typeof grows === 'string' && !fields.some((other) => other.key === grows))
    report(at, 'theme-key-unknown', { key: grows });
}

/**
 * Checks that working days are counted between two days given by other answers; those that the
 * theme stores are days, or booleans.
 */
function checkPeriod(fields: readonly ThemeField[], field: ThemeField, report: Report): void {
  const { key, source, period } = field;
  if ((source === 'working-days') !== (period !== undefined)) report(`fields.${key}`, 'theme-period', { field: key });
  if (period === undefined) return;
  const { from, until, startsAtNoon, endsAtNoon } = period;
  const wrong = (name: string | undefined, asked: FieldType): boolean =>
    fields.some((other) => other.key === name && (other.type !== asked || (other.source ?? 'answer') !== 'answer'));
  const isWrong =
    [from, until].some((one) => wrong(one, 'date')) || [startsAtNoon, endsAtNoon].some((one) => wrong(one, 'boolean'));
  if (isWrong || twice(keysOf(field)).length > 0) report(`fields.${key}`, 'theme-period', { field: key });
}

/**
 * Checks that a share is a number, computed from other numbers of the theme that are not shares.
 */
function checkShare(fields: readonly ThemeField[], { key, type, source, share }: ThemeField, report: Report): void {
  if (source === 'share' && !AMOUNTS.includes(type)) report(`fields.${key}`, 'theme-source', { field: key, source });
  const isNumber = (name: string): boolean =>
    fields.some((other) => other.key === name && NUMBER_TYPES.includes(other.type) && other.source !== 'share');
  const isWrong = share !== undefined && Object.values(share).some((name) => !isNumber(name));
  if ((source === 'share') !== (share !== undefined) || isWrong) report(`fields.${key}`, 'theme-share', { field: key });
}

/**
 * Checks that a balance has a field for the amount, a choice for the direction, and one for the
 * total, which is computed.
 */
function checkBalance({ fields, inTime }: Theme, report: Report): void {
  const totals = fields.filter(({ source }) => source === 'balance');
  if (inTime.is !== 'balance') {
    for (const { key } of totals) report(`fields.${key}`, 'theme-source', { field: key, source: 'balance' });
    return;
  }
  if (totals.length !== 1) report('fields', 'theme-balance-total', { fields: totals.map(({ key }) => key).join(', ') });
  for (const { key, type, pay, fact, sensitive } of totals)
    if (!AMOUNTS.includes(type) || pay || fact || sensitive)
      report(`fields.${key}`, 'theme-balance-total', { fields: key });
  checkMovement({ fields }, inTime, report);
}

/** Checks the answers from which a movement of a balance is read: required, and never sealed. */
function checkMovement({ fields }: Pick<Theme, 'fields'>, { amount, by, out }: BalanceInTime, report: Report): void {
  const asked = (key: string): ThemeField | undefined =>
    fields.find(
      (field) => field.key === key && field.required && answered({ fields: [field] }).length > 0 && !field.sensitive,
    );
  if (!AMOUNTS.includes(asked(amount)?.type ?? '')) report('inTime.amount', 'theme-balance-amount', { field: amount });
  const choices = asked(by)?.choices ?? [];
  if (asked(by)?.type !== 'choice') report('inTime.by', 'theme-balance-by', { field: by });
  for (const one of out)
    if (!choices.some(({ value }) => value === one)) report('inTime.out', 'theme-balance-out', { value: one });
}

/**
 * Checks that an act states each value it grounds: a value missing from its page was not signed.
 */
function checkSentence(theme: Theme, report: Report): void {
  const { sentence, fields } = theme;
  if (sentence === undefined) {
    if (theme.guarantee === 'act') report('sentence', 'theme-sentence-missing');
    return;
  }
  if (theme.guarantee === 'act') checkForAct(theme, report);
  const said = named(sentence, /\{(\w+)\}/g);
  const days = untilKey(theme.inTime) === undefined ? ['from'] : ['from', 'until'];
  const known = [...fields.map(({ key }) => key), ...days];
  for (const key of said) if (!known.includes(key)) report('sentence', 'theme-key-unknown', { key });
  for (const key of known) if (!said.includes(key)) report('sentence', 'theme-sentence-lacks', { key });
}

/**
 * Checks that everything an act states is known when it is signed: the first day, and each value.
 */
function checkForAct({ inTime, fields }: Theme, report: Report): void {
  if (inTime.is === 'list' || inTime.is === 'balance') report('inTime', 'theme-act-in-time');
  else if (inTime.from === undefined) report('inTime', 'theme-act-day');
  for (const field of fields) {
    const { key, required, source = 'answer' } = field;
    if ((source === 'answer' && !required) || source === 'pay-month')
      report(`fields.${key}`, 'theme-act-value', { field: key });
  }
}

/**
 * Checks a theme that code reads by its use: it needs these fields, one value at a time, and for
 * some no first day other than the day of writing.
 */
function checkUse({ use, fields, inTime }: Theme, report: Report): void {
  if (use === undefined) return;
  const asked = USES[use];
  if (inTime.is !== 'current' || (asked.now && inTime.from !== undefined)) report('inTime', 'theme-use-now', { use });
  for (const [key, type] of Object.entries(asked.fields))
    if (!fields.some((field) => field.key === key && field.type === type && field.sensitive !== true))
      report('use', 'theme-use-lacks', { use, field: key, type });
  if (use !== 'status') return;
  const choices = fields.find(({ key }) => key === STATUS_FIELD)?.choices ?? [];
  for (const { value } of choices)
    if (readStatus(value) === null)
      report(`fields.${STATUS_FIELD}`, 'theme-status', { value: String(value), known: STATUSES.join(', ') });
}

function checkRule({ id, message, params = {} }: ThemeRule, report: Report): void {
  for (const text of [message.fr, message.en])
    for (const name of named(text, /\{\{(\w+)\}\}/g))
      if (params[name] === undefined) report(`rules.${id}`, 'theme-key-unknown', { key: name });
}

const twice = (names: readonly string[]): string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
];
