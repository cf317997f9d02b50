import { isDeepStrictEqual } from 'node:util';
import { contestField } from '#domain/request/contest.ts';
import { placesIn } from '../forms/instances.ts';
import { setAt, valueAt } from '../forms/path.ts';
import { EMPTY_VALUES, type FormComponent, type FormSchema } from '../forms/schema.ts';
import type { Version } from '../versions.ts';

type Data = Readonly<Record<string, unknown>>;

/**
 * True if acts of this kind may be started for many at once: nothing has to come from a single
 * agent (a mandatory document, a sensitive value, which of their acts it touches), and filing it
 * needs no proof of identity.
 */
export const isForMany = ({ manifest, form }: Version): boolean =>
  (manifest.startedBy ?? null) !== null &&
  manifest.stepUp !== true &&
  !manifest.pieces.some(({ mandatory }) => mandatory) &&
  contestField(form.components) === null &&
  !placesIn(form, {}).some(({ component }) => component.properties?.sensitive === 'true');

/**
 * Adapts a form to be filled in once for all agents: nothing is required, since a line may give it,
 * and it takes no document.
 */
export const commonForm = (form: FormSchema): FormSchema => ({ ...form, components: eased(form.components) });

const eased = (components: readonly FormComponent[]): FormComponent[] =>
  components
    .filter(({ type }) => type !== 'filepicker')
    .map(({ components: inner, validate, properties, ...component }) => {
      const { required: _due, ...checked } = validate ?? {};
      const { requiredWhen: _when, ...own } = properties ?? {};
      return { ...component, validate: checked, properties: own, ...(inner && { components: eased(inner) }) };
    });

/** Keeps the answers that were really given: fields left empty are left for the lines. */
export const answersGiven = (form: FormSchema, typed: Data): Record<string, unknown> => overlaid(form, {}, typed);

/** Overlays answers on others, skipping the empty ones. */
export function overlaid(form: FormSchema, below: Data, above: Data): Record<string, unknown> {
  const data: Record<string, unknown> = structuredClone(below);
  for (const { component, path } of placesIn(form, above)) {
    const value = valueAt(above, path);
    if (value === undefined || component.type === 'filepicker') continue;
    if (!isDeepStrictEqual(value, EMPTY_VALUES[component.type])) setAt(data, path, value);
  }
  return data;
}
