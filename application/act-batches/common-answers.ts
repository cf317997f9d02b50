import { isDeepStrictEqual } from 'node:util';
import { contestField } from '#domain/request/contest.ts';
import { placesIn } from '../forms/instances.ts';
import { setAt, valueAt } from '../forms/path.ts';
import { EMPTY_VALUES, type FormComponent, type FormSchema } from '../forms/schema.ts';
import type { Version } from '../versions.ts';

type Data = Readonly<Record<string, unknown>>;

/**
 * Whether an act of this kind may be started for many at once: nothing of it is asked of one agent alone, neither a document that
 * must be joined nor a value that is kept sealed, nor which act of theirs it touches, and nobody proves who they are to file it.
 */
export const isForMany = ({ manifest, form }: Version): boolean =>
  (manifest.startedBy ?? null) !== null &&
  manifest.stepUp !== true &&
  !manifest.pieces.some(({ mandatory }) => mandatory) &&
  contestField(form.components) === null &&
  !placesIn(form, {}).some(({ component }) => component.properties?.sensitive === 'true');

/** The form as it is filled in once for all: nothing of it is due, since a line may give it, and it takes no document. */
export const commonForm = (form: FormSchema): FormSchema => ({ ...form, components: eased(form.components) });

const eased = (components: readonly FormComponent[]): FormComponent[] =>
  components
    .filter(({ type }) => type !== 'filepicker')
    .map(({ components: inner, validate, properties, ...component }) => {
      const { required: _due, ...checked } = validate ?? {};
      const { requiredWhen: _when, ...own } = properties ?? {};
      return { ...component, validate: checked, properties: own, ...(inner && { components: eased(inner) }) };
    });

/** Of what was typed in a form, what says something: what was left empty is left to others to give. */
export const answersGiven = (form: FormSchema, typed: Data): Record<string, unknown> => overlaid(form, {}, typed);

/** Answers with others over them, where those say something. */
export function overlaid(form: FormSchema, below: Data, above: Data): Record<string, unknown> {
  const data: Record<string, unknown> = structuredClone(below);
  for (const { component, path } of placesIn(form, above)) {
    const value = valueAt(above, path);
    if (value === undefined || component.type === 'filepicker') continue;
    if (!isDeepStrictEqual(value, EMPTY_VALUES[component.type])) setAt(data, path, value);
  }
  return data;
}
