import { type DateTime, Duration } from 'luxon';
import { type FieldInstance, fill } from '#application/forms/instances.ts';
import { type OptionOffer, offerItems } from '#application/forms/offer-items.ts';
import { formatPath, setAt, valueAt } from '#application/forms/path.ts';
import type { FormComponent, FormSchema } from '#application/forms/schema.ts';
import { compileForm, type Surroundings } from '#application/forms/validator.ts';
import { contestField } from '#domain/request/contest.ts';
import type { Grid } from '#domain/situation/grids/grid.ts';
import { choicesOf, gridChoicesIn } from '#domain/situation/grids/grid-choices.ts';
import type { SeedPerson } from '#prisma/seed/ministry.ts';
import { nextYear, today } from '../browser/days.ts';
import { shippedGrids } from '../shipped-themes.ts';

/** What a form is filled with, by key; a date may be told from today, « P14D » or « -P2M ». */
export type Answers = Readonly<Record<string, unknown>>;

/** A form that is filled so that it passes. */
export interface Filled {
  /** As it is typed. */
  readonly typed: Record<string, unknown>;
  /** As it is kept. */
  readonly kept: Record<string, unknown>;
}

const SENTENCE = 'Réponse écrite pour parcourir ce circuit jusqu’au bout.';
/** Texts that a pattern may ask for: an hour, a postal code, a year, digits, letters. */
const PATTERNED = ['14:30', '75001', '2026', '123456', '123', '12', '1', 'ABC', 'ABC123', 'A', SENTENCE];
const PHONE = '06 12 34 56 78';
/** The same as it is kept: a form that asks for a telephone known before takes it. */
const KNOWN_PHONE = '+33612345678';
const IBAN = 'FR76 3000 6000 0112 3456 7890 189';
/** More tries than any form needs: one that never passes is a fault of its own. */
const TRIES = 500;

/**
 * Fills every field that is seen of a form, by its type and its limits. What a field refuses, by a rule over others for
 * instance, is tried with the next value that its type can take.
 * @throws {Error} when nothing passes, with the field at fault and where to say what to answer
 */
export function fillForm(asked: FormSchema, agent: SeedPerson, given: Answers = {}): Filled {
  const form = offerItems(asked, [...decisionsOf(asked, given), ...gridOptionsOf(asked)]);
  const check = compileForm(form);
  const tried = new Map<string, number>();
  for (let tries = 0; tries < TRIES; tries += 1) {
    const typed = typeAll(form, agent, given, tried);
    const { data, faults } = check(typed, surroundings(form, typed, agent));
    const [fault] = faults;
    if (fault === undefined) return { typed, kept: data };
    const field = answeredIn(form, typed).find(({ path }) => formatPath(path) === fault.field);
    const next = (tried.get(fault.field) ?? 0) + 1;
    if (field === undefined || next >= candidates(field, agent, given).length)
      throw new Error(
        `« ${form.id} »: nothing passes in « ${fault.field} » (${fault.code}). Say what to answer in branches.ts, beside the form`,
      );
    tried.set(fault.field, next);
  }
  throw new Error(`« ${form.id} »: its rules accept no answer`);
}

/** Stands for what was decided for the agent, where no story says which decision it contests. */
const DECIDED = 'decision';

const decisionsOf = ({ components }: FormSchema, given: Answers): OptionOffer[] => {
  const key = contestField(components);
  const value = key === null ? undefined : (given[key] ?? DECIDED);
  return key === null ? [] : [{ key, options: [{ value: String(value), label: { fr: '', en: '' } }] }];
};

/** What the grids that the portal is shipped with offer. */
const gridOptionsOf = ({ components }: FormSchema): OptionOffer[] =>
  gridChoicesIn(components).map(({ key, grid }) => {
    const options = choicesOf(shippedGrids()[grid] as Grid);
    return { key, options: options.map((value) => ({ value, label: { fr: value, en: value } })) };
  });

/** Answers that differ from the first in one fact alone: what a circuit may choose its way by. */
export function alternatives({ components }: FormSchema): Answers[] {
  return components.flatMap((component): Answers[] => {
    const { key, components: children } = component;
    if (children !== undefined) return alternatives({ components: children });
    if (key === undefined || component.properties?.fact !== 'true') return [];
    if (component.type === 'checkbox') return [{ [key]: false }];
    return valuesOf(component)
      .slice(1)
      .map((value) => ({ [key]: value }));
  });
}

/** The fields that are seen and filled in, row by row. */
export const fieldsOf = (form: FormSchema, typed: Record<string, unknown>): FieldInstance[] =>
  answeredIn(form, typed).filter(({ component }) => component.readonly !== true);

/** These, and those that the portal fills in with what stands, which nobody types in. */
const answeredIn = (form: FormSchema, typed: Record<string, unknown>): FieldInstance[] =>
  fill(form, typed, today().toISODate()).fields.filter(
    ({ component: { disabled, readonly, properties, type }, hidden }) =>
      !hidden && disabled !== true && (readonly !== true || properties?.from !== undefined) && type !== 'expression',
  );

/** What one fills in may show or hide what follows: the form is laid out again until nothing more is to be said. */
function typeAll(form: FormSchema, agent: SeedPerson, given: Answers, tried: ReadonlyMap<string, number>) {
  const typed: Record<string, unknown> = {};
  const missing = () => [
    ...fill(form, typed, today().toISODate())
      .lists.filter(({ rows, hidden }) => rows === 0 && !hidden)
      .map(({ path }) => ({ path, value: [{}] as unknown })),
    ...answeredIn(form, typed)
      .filter(({ path }) => valueAt(typed, path) === undefined)
      .map((field) => ({
        path: field.path,
        value: candidates(field, agent, given)[tried.get(formatPath(field.path)) ?? 0] ?? null,
      })),
  ];
  for (let [next] = missing(); next !== undefined; [next] = missing()) setAt(typed, next.path, next.value);
  return typed;
}

/** What may be answered in a field, likeliest first. */
function candidates({ component }: FieldInstance, agent: SeedPerson, given: Answers): readonly unknown[] {
  const { key, subtype } = component;
  if (Object.hasOwn(given, key)) return [told(given[key], component)];
  switch (component.type) {
    case 'textfield':
    case 'textarea':
      return texts(component, agent);
    case 'number':
      return numbers(component);
    case 'checkbox':
      return [true];
    case 'radio':
    case 'select':
      return valuesOf(component);
    case 'checklist':
    case 'taglist':
      return valuesOf(component).map((value) => [value]);
    case 'datetime':
      return subtype === 'time' ? ['14:30'] : days().map((day) => (subtype === 'datetime' ? `${day}T14:30` : day));
    case 'filepicker':
      return [pieceFor(component)];
    case 'expression':
      return [null];
  }
}

const told = (value: unknown, { type }: FormComponent): unknown =>
  type === 'datetime' && typeof value === 'string' && /^-?P/.test(value)
    ? today().plus(Duration.fromISO(value)).toISODate()
    : value;

function texts({ properties, validate }: FormComponent, { firstName, lastName }: SeedPerson): string[] {
  switch (properties?.format) {
    case 'phone':
      return [PHONE];
    case 'email':
      return [
        `${firstName
          .toLowerCase()
          .normalize('NFD')
          .replace(/[^a-z]/g, '')}.personnel@exemple.fr`,
      ];
    case 'iban':
      return [IBAN];
    case 'country':
      return ['France'];
    case 'holder':
      return [`${firstName} ${lastName}`.toUpperCase()];
    default: {
      if (validate?.pattern !== undefined) return PATTERNED;
      if (validate?.validationType === 'email') return ['personne@exemple.fr'];
      if (validate?.validationType === 'phone') return ['+33612345678'];
      const shortest = Number(validate?.minLength ?? 0) || 0;
      return [
        SENTENCE.repeat(Math.ceil((shortest + 1) / SENTENCE.length)).slice(0, Number(validate?.maxLength) || 2_000),
      ];
    }
  }
}

/** The middle of what is allowed, then its ends. */
function numbers({ validate, decimalDigits, increment, serializeToString }: FormComponent): unknown[] {
  const min = Number(validate?.min ?? 1) || 0;
  const max = Number(validate?.max ?? min + 10) || min + 10;
  const step = Number(increment ?? 1) || 1;
  const middle = min + Math.floor((max - min) / 2 / step) * step;
  const rounded = [middle, min, max].map((value) => Number(value.toFixed(Math.min(decimalDigits ?? 2, 10))));
  return serializeToString ? rounded.map(String) : rounded;
}

/** To come, with time to decide; a year on; a season on; today, for what must have happened; a month ago. */
function days(): (string | null)[] {
  const { from, until } = nextYear();
  const days: readonly DateTime[] = [from, until, from.plus({ months: 3 }), today(), today().minus({ months: 1 })];
  return days.map((day) => day.toISODate());
}

/** What a component offers, as it is kept. */
export const valuesOf = ({ values }: FormComponent): unknown[] =>
  (values ?? []).map((option) =>
    typeof option === 'object' && option !== null ? (option as { value?: unknown }).value : option,
  );

const pieceFor = ({ key = '', multiple }: FormComponent): unknown => {
  const piece = { id: `piece-${key}`, name: `${key}.pdf` };
  return multiple === true ? [piece] : piece;
};

/** What a form is judged with beside what is typed in it. */
export const surroundings = (form: FormSchema, typed: Record<string, unknown>, agent: SeedPerson): Surroundings => ({
  today: today().toISODate() ?? '',
  pieces: fieldsOf(form, typed).flatMap(({ component }) =>
    component.type === 'filepicker'
      ? [{ id: `piece-${component.key}`, pieceType: component.properties?.pieceType ?? component.key }]
      : [],
  ),
  subject: { firstName: agent.firstName, lastName: agent.lastName },
  knownPhones: [KNOWN_PHONE],
});
