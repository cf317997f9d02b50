import type { FieldFault } from '#domain/errors.ts';
import { isFieldFormat, readFormatted } from '#domain/formats/field-format.ts';
import { isUnanswered } from '#domain/formats/unanswered.ts';
import { readFrom } from '#domain/situation/prefill.ts';
import { evaluateExpression, expressionContext, isExpression } from './feel.ts';
import { type FieldInstance, type FilledForm, fill } from './instances.ts';
import { limitFault } from './limits.ts';
import { formatPath, isPlainObject, type Path, setAt, valueAt } from './path.ts';
import { EMPTY_VALUES, type FormComponent, type FormSchema, PRESENTATION } from './schema.ts';
import { shapeFaults, shapeOf } from './shape.ts';
import { CHECKS, type Surroundings } from './values.ts';

export type { FormSchema } from './schema.ts';
export type { Surroundings } from './values.ts';

/** The data to keep (visible fields only) and its faults, in the order of the form. */
export interface Validated {
  readonly data: Record<string, unknown>;
  readonly faults: FieldFault[];
}

/**
 * Checks what was sent against one form.
 * @throws {DomainError} form-endless, of too many fields
 */
export type FormValidator = (sent: unknown, around: Surroundings) => Validated;

/** Thrown for a form that the server cannot check: it must not be published. */
export class FormNotSupported extends Error {
  override name = 'FormNotSupported';
}

/**
 * Compiles a `.form` file into the check that runs on the server. The browser's own check is a
 * convenience; this one decides. Hidden fields are dropped, disabled ones too (form-js does not
 * submit them), unknown ones are refused. Expressions and patterns of the analyst run here without
 * a limit: `openFormJudge` runs them in a separate thread.
 * @throws {FormNotSupported} for a component it does not know or an invalid pattern
 */
export function compileForm(schema: FormSchema): FormValidator {
  assertSupported(schema.components);
  const shape = shapeOf(schema.components);
  return (sent, around) => {
    const misplaced = shapeFaults(sent, shape);
    return judge(fill(schema, isPlainObject(sent) ? sent : {}, around.today), misplaced, around);
  };
}

function judge(filled: FilledForm, misplaced: readonly FieldFault[], around: Surroundings): Validated {
  const data: Record<string, unknown> = {};
  const faults: FieldFault[] = [];
  for (const list of filled.lists) {
    if (list.hidden) continue;
    setAt(data, list.path, valueAt(data, list.path) ?? []);
    const fixed = list.component.allowAddRemove === false ? (list.component.defaultRepetitions ?? 1) : undefined;
    if (fixed !== undefined && list.rows !== fixed) faults.push(fault(list.path, 'rows', { rows: fixed }));
  }
  for (const field of filled.fields) {
    if (field.hidden || field.component.disabled) continue;
    const found = check(field, filled, around);
    if ('code' in found) faults.push(fault(field.path, found.code, found.params));
    else setAt(data, field.path, found.value);
  }
  const all = [...misplaced, ...faults];
  return { data, faults: [...all, ...brokenRules(filled, all)] };
}

/**
 * True if the field is filled in from the situation; it is then compared with the situation when
 * the request is applied.
 */
const isFilledIn = ({ properties }: FieldInstance['component']): boolean => readFrom(properties?.from) !== null;

type Found = { value: unknown } | { code: string; params?: Record<string, string | number> };

function check({ component, path, scope }: FieldInstance, filled: FilledForm, around: Surroundings): Found {
  const context = expressionContext(filled.data, scope, filled.today);
  if (component.type === 'expression') {
    return { value: isExpression(component.expression) ? evaluateExpression(component.expression, context) : null };
  }
  const value = valueAt(filled.data, path);
  const condition = component.properties?.requiredWhen;
  // A field that is read-only under a condition may have been filled in before it held: only «
  // always » is enforced.
  if (component.readonly === true && !isFilledIn(component) && !sameAsDefault(value, component))
    return { code: 'readonly' };
  if (isUnanswered(value, component.type)) {
    if (component.readonly === true && component.defaultValue !== undefined) return { value: component.defaultValue };
    const bound = component.validate?.required === true || component.properties?.mandatory === 'true';
    if (bound) return { code: component.type === 'filepicker' ? 'piece-required' : 'required' };
    if (isExpression(condition) && evaluateExpression(condition, context) === true) return requiredWhen(component);
    return { value: EMPTY_VALUES[component.type] };
  }
  const checked = CHECKS[component.type](value, component, context, around);
  if ('code' in checked) return checked;
  return limitFault(checked.value, component, context) ?? formatted(checked.value, component, around);
}

/**
 * Builds the fault of an empty field that another answer makes required, with the analyst's
 * message.
 */
const requiredWhen = ({ key, properties }: FieldInstance['component']): Found => ({
  code: 'required-when',
  params: { message: properties?.requiredWhenMessage ?? '', text: `${key}.requiredWhenMessage` },
});

/** Returns the value normalised by its format, or the fault. */
function formatted(value: unknown, { properties }: FieldInstance['component'], around: Surroundings): Found {
  const format = properties?.format;
  if (!isFieldFormat(format) || typeof value !== 'string') return { value };
  const read = readFormatted(format, value, around.subject ?? null);
  if ('code' in read || properties?.known !== 'true') return read;
  return around.knownPhones?.includes(read.value) ? read : { code: 'phone-unknown' };
}

const sameAsDefault = (value: unknown, component: FieldInstance['component']): boolean =>
  isUnanswered(value, component.type) || JSON.stringify(value) === JSON.stringify(component.defaultValue);

/**
 * Checks the analyst's rules across fields. A rule without an answer is not broken: it compares
 * with a field left empty.
 */
function brokenRules(filled: FilledForm, faults: readonly FieldFault[]): FieldFault[] {
  const broken: FieldFault[] = [];
  for (const { component, path, scope, hidden } of filled.fields) {
    const rule = component.properties?.validate;
    if (hidden || component.disabled || !isExpression(rule)) continue;
    if (isUnanswered(valueAt(filled.data, path), component.type)) continue;
    if (faults.some(({ field }) => field === formatPath(path))) continue;
    if (evaluateExpression(rule, expressionContext(filled.data, scope, filled.today)) !== false) continue;
    broken.push(
      fault(path, 'rule', {
        message: component.properties?.validateMessage ?? '',
        text: `${component.key}.validateMessage`,
      }),
    );
  }
  return broken;
}

function fault(path: Path, code: string, params: Record<string, string | number> = {}): FieldFault {
  return { field: formatPath(path), code, params };
}

function assertSupported(components: readonly FormComponent[]): void {
  for (const component of components) {
    const name = component.key ?? component.id ?? '?';
    const known = component.type in EMPTY_VALUES || (PRESENTATION as readonly string[]).includes(component.type);
    if (!known && component.type !== 'group' && component.type !== 'dynamiclist') {
      throw new FormNotSupported(`« ${name} »: components of type « ${component.type} » are not supported`);
    }
    if (component.validate?.pattern !== undefined) {
      try {
        new RegExp(component.validate.pattern);
      } catch {
        throw new FormNotSupported(`« ${name} »: its pattern is not a regular expression`);
      }
    }
    assertSupported(component.components ?? []);
  }
}
