import { isRecord, type Read, rowsIn, said, type Words, wordsOf } from './read-json.ts';

/** A theme as an analyst's draft may hold it: anything may still be missing or wrong. What this form does not show stays. */
export interface ThemeFile {
  readonly title: Words;
  readonly none?: Words;
  readonly inTime: Readonly<Record<string, unknown>>;
  readonly atEnd?: { readonly reminder: string; readonly renewal: boolean };
  readonly away?: boolean;
  readonly guarantee: string;
  readonly sentence?: string;
  readonly pay?: { readonly movement: string };
  readonly fields: readonly FieldRow[];
  readonly rules: readonly RuleRow[];
}

export interface FieldRow {
  readonly key: string;
  readonly type: string;
  readonly label: Words;
  readonly help?: Words;
  readonly choices?: readonly ChoiceOfField[];
  readonly required?: boolean;
  readonly source?: string;
  readonly grid?: string;
  readonly period?: Partial<Record<'from' | 'until' | 'startsAtNoon' | 'endsAtNoon', string>>;
  readonly share?: Partial<Record<'of' | 'percent' | 'upTo', string>>;
  readonly sensitive?: boolean;
  readonly readers?: readonly string[];
  readonly pay?: boolean;
  readonly fact?: boolean;
  readonly grows?: true | string;
}

export interface ChoiceOfField {
  readonly value: string | number;
  readonly label?: Words;
  readonly gives?: Readonly<Record<string, string | number>>;
}

export interface RuleRow {
  readonly id: string;
  readonly field: string;
  readonly broken: string;
  readonly message: Words;
  readonly params?: Readonly<Record<string, string>>;
  readonly legal: string | null;
  readonly then: string;
}

/** Reads a theme; null when it is none that a form can show. */
export function readThemeFile(text: string | null): ThemeFile | null {
  let read: unknown;
  try {
    read = JSON.parse(text ?? '');
  } catch {
    return null;
  }
  if (!isRecord(read)) return null;
  const [fields, rules] = [rowsIn(read.fields), rowsIn(read.rules)];
  if (fields === null || rules === null) return null;
  return {
    ...read,
    title: wordsOf(read.title),
    ...('none' in read && { none: wordsOf(read.none) }),
    inTime: isRecord(read.inTime) ? read.inTime : { is: 'current' },
    guarantee: said(read.guarantee),
    fields: fields.map(fieldOf),
    rules: rules.map(ruleOf),
  } as unknown as ThemeFile;
}

const fieldOf = (field: Read): Read => ({
  ...field,
  key: said(field.key),
  type: said(field.type),
  label: wordsOf(field.label),
  ...('help' in field && { help: wordsOf(field.help) }),
  ...('choices' in field && { choices: rowsIn(field.choices) ?? [] }),
});

const ruleOf = (rule: Read): Read => ({
  ...rule,
  id: said(rule.id),
  field: said(rule.field),
  broken: said(rule.broken),
  message: wordsOf(rule.message),
});

/** A theme as the house writes it. */
export const writeThemeFile = (theme: ThemeFile): string => `${JSON.stringify(theme, null, 2)}\n`;

/** « payFraction=50/100, days=2 », as a form shows what a choice gives. */
export const writePairs = (pairs: Readonly<Record<string, string | number>> = {}): string =>
  Object.entries(pairs)
    .map(([key, value]) => `${key}=${value}`)
    .join('; ');

/** The same, read back: a number where it is one, and undefined for nothing. */
export function readPairs(text: string): Record<string, string | number> | undefined {
  const pairs = text.split(';').flatMap((pair) => {
    const at = pair.indexOf('=');
    return at < 1 ? [] : [[pair.slice(0, at).trim(), readValue(pair.slice(at + 1).trim())] as const];
  });
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}

/** A value as it is typed: a number where it reads as one. */
export const readValue = (text: string): string | number => (/^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : text);
