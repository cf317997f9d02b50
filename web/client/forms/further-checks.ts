import { isRealDay } from './civil-date.ts';
import { allComponents, type FormComponent, type FormSchema } from './schema.ts';

export interface FurtherWords {
  noSuchDate: string;
  pastDate: string;
  invalid: string;
}

/**
 * What the server checks and form-js does not: real dates, dates gone by, and the rule over several fields that an
 * analyst wrote in `properties.validate`. By component id; only for fields that have no error yet.
 */
export function furtherErrors(
  schema: FormSchema,
  data: Record<string, unknown>,
  already: Record<string, unknown>,
  today: string,
  evaluate: (expression: string, data: Record<string, unknown>) => unknown,
  words: FurtherWords,
): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const component of allComponents(schema.components)) {
    if (already[component.id] || !component.key) continue;
    const fault =
      dateFault(component, data[component.key], today, words) ?? ruleFault(component, data, evaluate, words);
    if (fault) found[component.id] = [fault];
  }
  return found;
}

function dateFault(component: FormComponent, value: unknown, today: string, words: FurtherWords): string | null {
  if (component.type !== 'datetime' || component.subtype !== 'date' || typeof value !== 'string' || value === '')
    return null;
  if (!isRealDay(value)) return words.noSuchDate;
  return component.disallowPassedDates && value < today ? words.pastDate : null;
}

function ruleFault(
  component: FormComponent,
  data: Record<string, unknown>,
  evaluate: (expression: string, data: Record<string, unknown>) => unknown,
  words: FurtherWords,
): string | null {
  const rule = component.properties?.validate;
  if (!rule) return null;
  // Only a plain « no » refuses: a rule over fields still empty has no answer.
  return evaluate(rule, data) === false ? (component.properties?.validateMessage ?? words.invalid) : null;
}
