import type { Bilingual } from '#domain/bilingual.ts';
import type { KeptValue, ThemeInForce } from '#domain/situation/entry.ts';
import type { GridsOn } from '#domain/situation/grids/grid.ts';
import { CORPS_FIELD } from '#domain/situation/status.ts';
import { type FieldType, type Theme, untilKey } from '#domain/situation/themes/theme.ts';
import type { Bundle } from '../read/bundle.ts';
import type { FormComponent } from '../read/form.ts';

/** How much a sample knows: all that there may be; only what no request can do without. */
export type Extent = 'full' | 'least';

export const SAMPLE_DAY = '2027-03-01';
export const SAMPLE_LAST_DAY = '2028-02-29';
export const SAMPLE_GRADE = 'Greffière';

const SAMPLE_VALUES: Readonly<Partial<Record<FieldType, string | number>>> = {
  ...{ number: 2, amount: 100, echelon: 4, index: 400, quota: 80 },
  ...{ date: SAMPLE_DAY, month: SAMPLE_DAY.slice(0, 7), fraction: '6/7', grade: SAMPLE_GRADE },
};

/** A value of a type; in words, where any text is one. */
export const sampleOfType = (type: FieldType, { fr }: Bilingual): string | number => SAMPLE_VALUES[type] ?? `[${fr}]`;

const HOURS: Readonly<Record<string, string>> = { time: '09:00', datetime: `${SAMPLE_DAY}T09:00` };

/** One answer for each component that an act may print, as a request keeps it: neither sealed values nor lists. */
export function sampleAnswers(components: readonly FormComponent[], extent: Extent): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  let days = 0;
  for (const component of components) {
    const { key, sensitive, required, conditional } = component;
    if (key === '' || key in answers || sensitive) continue;
    if (extent === 'least' && (!required || conditional)) continue;
    const answer = answerTo(component);
    // Of several days, the first is when it begins.
    if (answer !== undefined) answers[key] = answer === SAMPLE_DAY && days++ > 0 ? SAMPLE_LAST_DAY : answer;
  }
  return answers;
}

function answerTo({ key, type, subtype, label, values }: FormComponent): unknown {
  switch (type) {
    case 'number':
      return 2;
    case 'checkbox':
      return true;
    case 'datetime':
      return HOURS[subtype ?? ''] ?? SAMPLE_DAY;
    case 'select':
    case 'radio':
      return values[0] ?? label;
    case 'expression':
      return values[0] ?? `[${label || key}]`;
    case 'textfield':
    case 'textarea':
      return `[${label || key}]`;
    default:
      return undefined;
  }
}

/** What a sample says that stands of each theme of a circuit. */
export const sampleStands = (themes: readonly Theme[]): ThemeInForce[] =>
  themes.map((definition) => {
    const entry = {
      theme: definition.name,
      value: sampleValue(definition),
      from: SAMPLE_DAY,
      until: untilKey(definition.inTime) === undefined ? null : SAMPLE_LAST_DAY,
    };
    const isList = definition.inTime.is === 'list';
    return { definition, entry: isList ? null : entry, items: isList ? [entry] : [] };
  });

const label = (fr: string) => ({ fr, en: fr });
const PERSON: Theme = {
  name: 'person',
  title: label('Agent'),
  use: 'status',
  inTime: { is: 'current' },
  guarantee: 'act',
  fields: [
    { key: 'civility', type: 'identity', label: label('Civilité'), choices: [{ value: 'Mme' }] },
    { key: 'echelon', type: 'echelon', label: label('Échelon') },
    { key: CORPS_FIELD, type: 'text', label: label('Corps') },
  ],
  rules: [],
};

/** What a sample knows of the agent besides, whichever theme says it: how they are addressed, where they stand in their grade. */
export const samplePerson = (): ThemeInForce => ({
  definition: PERSON,
  entry: {
    theme: PERSON.name,
    value: { civility: 'Mme', echelon: 4, [CORPS_FIELD]: 'Greffiers des services judiciaires' },
    from: SAMPLE_DAY,
    until: null,
  },
  items: [],
});

const sampleValue = ({ fields }: Theme): Record<string, KeptValue> =>
  Object.fromEntries(
    fields.map(({ key, type, label, choices = [], sensitive }) => {
      const value = choices[0]?.value ?? sampleOfType(type, label);
      return [key, sensitive ? { sealed: '', shown: `•••• [${label.fr}]` } : value];
    }),
  );

/** A row of each of these grids. */
export const sampleGrids = ({ grids = [] }: Bundle, named: readonly string[]): GridsOn =>
  Object.fromEntries(
    grids
      .filter(({ name }) => named.includes(name))
      .map((grid) => {
        const values = Object.fromEntries(grid.columns.map(({ key, type, label }) => [key, sampleOfType(type, label)]));
        return [grid.name, { ...grid, rows: [{ from: SAMPLE_DAY, until: null, values, legal: null }] }];
      }),
  );

/** What the sample answers of a theme, where the form's own would say nothing of the kind: its last day, one of its choices. */
export function sampleOf(
  { inTime, fields }: Theme,
  answers: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const chosen = fields.flatMap(({ key, choices = [] }) =>
    choices.length === 0 || choices.some(({ value }) => String(value) === String(answers[key]))
      ? []
      : [[key, choices[0]?.value]],
  );
  return { ...Object.fromEntries(chosen), ...(inTime.is === 'dated' && { [inTime.until]: SAMPLE_LAST_DAY }) };
}
