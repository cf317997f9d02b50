import type { Form } from '@bpmn-io/form-js-viewer';
import { isFieldFormat, readFormatted, type Subject } from '#domain/formats/field-format.ts';
import { isUnanswered } from '#domain/formats/unanswered.ts';
import { isRealDay } from '../ui/fields/civil-date.ts';
import { allComponents, type FormComponent, type FormSchema } from './schema.ts';
import { isMask } from './sensitive.ts';

export interface FurtherWords {
  noSuchDate: string;
  pastDate: string;
  invalid: string;
  /** What a code of the server's faults says. */
  fault: (code: string) => string;
}

/** A field that is on screen, with what was answered. */
export interface Answered {
  readonly component: FormComponent;
  readonly value: unknown;
}

/** The fields on screen that can be filled in, but for those of repeated groups: of them the server alone says more. */
export function answeredIn(form: Form, { components }: FormSchema, data: Record<string, unknown>): Answered[] {
  const fields = form.get<{ getAllKeyed: () => FieldInstance[] }>('formFieldInstanceRegistry').getAllKeyed();
  return fields.flatMap(({ id, valuePath, indexes }) => {
    const component = allComponents(components).find((one) => one.id === id);
    if (!component || component.disabled === true || Object.keys(indexes ?? {}).length > 0) return [];
    const value = valuePath.reduce((at: unknown, name) => (at as Record<string, unknown> | undefined)?.[name], data);
    return [{ component, value }];
  });
}

interface FieldInstance {
  readonly id: string;
  readonly valuePath: readonly string[];
  readonly indexes?: object;
}

/**
 * What the server checks and form-js does not: real dates, dates gone by, formats, and the rules over several fields that
 * an analyst wrote in `properties.validate` and `properties.requiredWhen`. By component id; only for fields that have no error yet.
 * @param data all the answers, as expressions have them
 */
export function furtherErrors(
  answered: readonly Answered[],
  data: Record<string, unknown>,
  already: Record<string, unknown>,
  today: string,
  evaluate: (expression: string, data: Record<string, unknown>) => unknown,
  words: FurtherWords,
  subject: Subject = null,
): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { component, value } of answered) {
    if (already[component.id]) continue;
    const fault = isUnanswered(value, component.type)
      ? dueFault(component, data, evaluate, words)
      : (dateFault(component, value, today, words) ??
        formatFault(component, value, words, subject) ??
        ruleFault(component, data, evaluate, words));
    if (fault) found[component.id] = [fault];
  }
  return found;
}

function dateFault(component: FormComponent, value: unknown, today: string, words: FurtherWords): string | null {
  if (component.type !== 'datetime' || component.subtype !== 'date' || typeof value !== 'string') return null;
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
  return requiredWhen && evaluate(requiredWhen, data) === true
    ? (requiredWhenMessage ?? words.fault('required'))
    : null;
}

function ruleFault(
  component: FormComponent,
  data: Record<string, unknown>,
  evaluate: (expression: string, data: Record<string, unknown>) => unknown,
  words: FurtherWords,
): string | null {
  const rule = component.properties?.validate;
  if (!rule) return null;
  // Only a plain « no » refuses: a rule that compares with a field left empty has no answer.
  return evaluate(rule, data) === false ? (component.properties?.validateMessage ?? words.invalid) : null;
}
