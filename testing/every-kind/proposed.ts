import { DateTime } from 'luxon';
import type { FieldInstance } from '#application/forms/instances.ts';
import { valueAt } from '#application/forms/path.ts';
import type { FormSchema } from '#application/forms/schema.ts';
import { compileForm } from '#application/forms/validator.ts';
import { partOf } from '#domain/request/proposal.ts';
import type { SeedPerson } from '#prisma/seed/ministry.ts';
import { type Answers, fieldsOf, surroundings, valuesOf } from './answers.ts';

/** What a visa proposes on screen: the part of the form that it has there, and the answer that it changes. */
export interface Proposed {
  readonly form: FormSchema;
  readonly typed: Record<string, unknown>;
}

/** One answer among these keys otherwise than it was typed, which the form takes all the same. */
export function proposedInstead(
  form: FormSchema,
  agent: SeedPerson,
  typed: Answers,
  keys: readonly string[],
): Proposed {
  const check = compileForm(form);
  const around = surroundings(form, { ...typed }, agent);
  for (const { component, path } of fieldsOf(form, { ...typed })) {
    const { key = '' } = component;
    if (!keys.includes(key)) continue;
    for (const value of others(component, valueAt({ ...typed }, path)))
      if (check({ ...typed, [key]: value }, around).faults.length === 0)
        return { form: { ...form, components: partOf(form.components, [key]) }, typed: { [key]: value } };
  }
  throw new Error(`« ${form.id} » takes nothing else of ${keys.join(', ')} than what was asked`);
}

/** Other answers of the same field. */
function others(component: FieldInstance['component'], asked: unknown): unknown[] {
  switch (component.type) {
    case 'select':
    case 'radio':
      return valuesOf(component).filter((value) => value !== asked);
    case 'datetime':
      return [{ months: -1 }, { months: 1 }, { days: -1 }, { days: 1 }].map((moved) =>
        DateTime.fromISO(String(asked)).plus(moved).toISODate(),
      );
    case 'number':
      return [Number(asked) - 1, Number(asked) + 1];
    default:
      return [];
  }
}
