import { z } from 'zod';
import { PART_NAME } from '#domain/circuit/blocks/part.ts';
import type { CircuitFault, CircuitFaultCode } from '#domain/circuit/faults/fault.ts';
import type { ErrorParams } from '#domain/errors.ts';
import { STEP_HOLDERS } from '#domain/permissions/role.ts';
import { checkGridsOf } from '#domain/situation/grids/check-grid.ts';
import { GRID_NAME } from '#domain/situation/grids/grid.ts';
import { GUARANTEES } from '#domain/situation/guarantee.ts';
import { RULE_NAMES, RULE_SUBJECTS } from '#domain/situation/rules.ts';
import { checkTheme } from '#domain/situation/themes/check-theme.ts';
import { PAY_MOVEMENTS } from '#domain/situation/themes/pay-movement.ts';
import {
  FIELD_SOURCES,
  FIELD_TYPES,
  THEME_FOLDER,
  THEME_USES,
  type Theme,
  type Themes,
} from '#domain/situation/themes/theme.ts';
import type { Bundle } from './bundle.ts';
import { mistakesIn, type ReadNames, readExpression, unreadable } from './feel.ts';

const words = z.string().trim().min(1).max(500);
const bilingual = z.strictObject({ fr: words, en: words });
const key = z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,49}$/);
const value = z.union([z.string().min(1).max(100), z.number()]);

const field = z.strictObject({
  key,
  type: z.enum(FIELD_TYPES),
  label: bilingual,
  help: bilingual.exactOptional(),
  choices: z
    .array(z.strictObject({ value, label: bilingual.exactOptional(), gives: z.record(key, value).exactOptional() }))
    .max(200)
    .exactOptional(),
  required: z.boolean().exactOptional(),
  source: z.enum(FIELD_SOURCES).exactOptional(),
  grid: z.string().regex(GRID_NAME).exactOptional(),
  period: z
    .strictObject({ from: key, until: key, startsAtNoon: key.exactOptional(), endsAtNoon: key.exactOptional() })
    .exactOptional(),
  share: z.strictObject({ of: key, percent: key, upTo: key.exactOptional() }).exactOptional(),
  sensitive: z.boolean().exactOptional(),
  readers: z.array(z.enum(STEP_HOLDERS)).exactOptional(),
  pay: z.boolean().exactOptional(),
  fact: z.boolean().exactOptional(),
  grows: z.union([z.literal(true), key]).exactOptional(),
});

const rule = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/),
  field: key,
  broken: words,
  message: bilingual,
  params: z.record(key, words).exactOptional(),
  legal: words.nullable(),
  // biome-ignore lint/suspicious/noThenProperty: no promise, what the rule does then
  then: z.enum(['refuses', 'warns']),
});

/** A theme as its file writes it. */
const theme: z.ZodType<Theme> = z.strictObject({
  name: z.string().regex(PART_NAME),
  formerly: z.string().regex(PART_NAME).exactOptional(),
  title: bilingual,
  none: bilingual.exactOptional(),
  use: z.enum(THEME_USES).exactOptional(),
  inTime: z.discriminatedUnion('is', [
    z.strictObject({ is: z.literal('current'), from: key.exactOptional() }),
    z.strictObject({
      is: z.literal('dated'),
      from: key,
      until: key,
      min: z.string().exactOptional(),
      max: z.string().exactOptional(),
      returns: key.exactOptional(),
    }),
    z.strictObject({ is: z.literal('list'), item: key, from: key.exactOptional(), until: key.exactOptional() }),
    z.strictObject({
      is: z.literal('balance'),
      amount: key,
      by: key,
      out: z.array(value).min(1).max(200),
      from: key.exactOptional(),
    }),
  ]),
  atEnd: z.strictObject({ reminder: z.string(), renewal: z.boolean() }).exactOptional(),
  away: z.literal(true).exactOptional(),
  guarantee: z.enum(GUARANTEES),
  sentence: words.exactOptional(),
  pay: z.strictObject({ movement: z.enum(PAY_MOVEMENTS) }).exactOptional(),
  fields: z.array(field).min(1).max(50),
  rules: z.array(rule).max(50),
});

export interface ReadThemes {
  readonly themes: Themes;
  readonly faults: readonly CircuitFault[];
}

/** The themes of a bundle, with what is wrong in each; one with a fault is left out. */
export function readThemes({ files, grids }: Bundle): ReadThemes {
  const themes: Record<string, Theme> = {};
  const faults: CircuitFault[] = [];
  for (const { path, content } of files.filter((file) => file.path.startsWith(THEME_FOLDER))) {
    const read = readTheme(path, new TextDecoder().decode(content));
    faults.push(...read.faults);
    if (read.theme === null || read.faults.length > 0) continue;
    const { theme } = read;
    const missed = grids === undefined ? [] : checkGridsOf(theme, grids);
    faults.push(
      ...missed.map(({ at, code, params }) => ({
        file: path,
        elementId: at,
        code,
        params,
        severity: 'error' as const,
      })),
    );
    if (missed.length === 0) themes[theme.name] = theme;
  }
  return { themes, faults };
}

/** One theme, read strictly: what nobody reads has no place in it. */
export function readTheme(
  path: string,
  text: string,
): { readonly theme: Theme | null; readonly faults: CircuitFault[] } {
  const faults: CircuitFault[] = [];
  const report = (at: string, code: CircuitFaultCode, params: ErrorParams = {}) =>
    void faults.push({ file: path, elementId: at, code, params, severity: 'error' });
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch (error) {
    report('(file)', 'theme-unreadable', { reason: (error as Error).message.slice(0, 200) });
    return { theme: null, faults };
  }
  const parsed = theme.safeParse(written);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) reportIssue(issue, written, report);
    return { theme: null, faults };
  }
  const read = parsed.data;
  const file = path.slice(THEME_FOLDER.length).replace(/\.json$/, '');
  if (read.name !== file) report('name', 'theme-name', { file, name: read.name });
  for (const { at, code, params } of checkTheme(read)) report(at, code, params);
  for (const { id, broken, params = {} } of read.rules)
    for (const expression of [broken, ...Object.values(params)]) {
      const found = readExpression(expression);
      if ('reason' in found) {
        report(`rules.${id}`, ...unreadable(found));
        continue;
      }
      for (const name of found.names)
        if (!RULE_NAMES.some((one) => one === name)) report(`rules.${id}`, 'theme-key-unknown', { key: name });
      for (const key of unknownFields(found.paths, read)) report(`rules.${id}`, 'theme-key-unknown', { key });
      for (const mistake of mistakesIn(found)) report(`rules.${id}`, ...mistake);
    }
  return { theme: read, faults };
}

/** What is asked and what stood have the fields of the theme and their days: `asked.cty` is never anything. */
function unknownFields(paths: ReadNames['paths'], { fields }: Theme): string[] {
  const keys = new Set([...fields.map(({ key: name }) => name), 'from', 'until', 'item']);
  return paths.flatMap(([name = '', field]) =>
    RULE_SUBJECTS.some((one) => one === name) && field !== undefined && !keys.has(field) ? [`${name}.${field}`] : [],
  );
}

type Report = (at: string, code: CircuitFaultCode, params?: ErrorParams) => void;

function reportIssue(issue: z.core.$ZodIssue, written: unknown, report: Report): void {
  const at = placeIn(written, issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      for (const one of issue.keys) report(at, 'theme-property-unknown', { key: one });
      break;
    case 'invalid_value':
      report(at, 'theme-value', { values: issue.values.join(', ') });
      break;
    case 'invalid_type':
      if (valueAt(written, issue.path) === undefined)
        report(at, 'theme-property-missing', { key: String(issue.path.at(-1) ?? '') });
      else report(at, 'theme-value', { values: issue.expected });
      break;
    default:
      report(at, 'theme-unreadable', { reason: issue.message });
  }
}

const valueAt = (written: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce((here, step) => (here as Record<PropertyKey, unknown> | null | undefined)?.[step], written);

/** `fields.iban.type`: an item of a list by its key or its id, where it has one. */
function placeIn(written: unknown, path: readonly PropertyKey[]): string {
  let here: unknown = written;
  const names = path.map((step) => {
    here = (here as Record<PropertyKey, unknown> | null | undefined)?.[step];
    const { key: named, id } = (here ?? {}) as { key?: unknown; id?: unknown };
    return typeof step === 'number' ? String(named ?? id ?? step) : String(step);
  });
  return names.join('.') || '(file)';
}
