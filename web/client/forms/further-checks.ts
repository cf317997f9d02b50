import { isFieldFormat, readFormatted, type Subject } from '../../../domain/formats/field-format.ts';
import { isRealDay } from './civil-date.ts';
import { allComponents, type FormComponent, type FormSchema } from './schema.ts';
import { isMask } from './sensitive.ts';

export interface FurtherWords {
  noSuchDate: string;
  pastDate: string;
  invalid: string;
  /** What a code of the server's faults says. */
  fault: (code: string) => string;
}

/**
 * What the server checks and form-js does not: real dates, dates gone by, formats, and the rules over several fields that
 * an analyst wrote in `properties.validate` and `properties.requiredWhen`. By component id; only for fields that have no error yet.
 */
export function furtherErrors(
  schema: FormSchema,
  data: Record<string, unknown>,
  already: Record<string, unknown>,
  today: string,
  evaluate: (expression: string, data: Record<string, unknown>) => unknown,
  words: FurtherWords,
  subject: Subject = null,
): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const component of allComponents(schema.components)) {
    if (already[component.id] || !component.key) continue;
    const fault =
      dateFault(component, data[component.key], today, words) ??
      formatFault(component, data[component.key], words, subject) ??
      dueFault(component, data, evaluate, words) ??
      ruleFault(component, data, evaluate, words);
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

function formatFault(component: FormComponent, value: unknown, words: FurtherWords, subject: Subject): string | null {
  const format = component.properties?.format;
  if (!isFieldFormat(format) || typeof value !== 'string' || value.trim() === '' || isMask(value)) return null;
  const read = readFormatted(format, value, subject);
  return 'code' in read ? words.fault(read.code) : null;
}

/** Empty, where another answer makes it due. */
function dueFault(
  component: FormComponent,
  data: Record<string, unknown>,
  evaluate: (expression: string, data: Record<string, unknown>) => unknown,
  words: FurtherWords,
): string | null {
  const { requiredWhen, requiredWhenMessage } = component.properties ?? {};
  const value = data[component.key ?? ''];
  if (!requiredWhen || (value !== undefined && value !== null && value !== '')) return null;
  return evaluate(requiredWhen, data) === true ? (requiredWhenMessage ?? words.fault('required')) : null;
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
