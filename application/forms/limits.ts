import { compareDecimals, decimalsOf, offStep } from './decimal.ts';
import { evaluateExpression, isExpression } from './feel.ts';
import type { FormComponent } from './schema.ts';
import type { Checked } from './values.ts';

const EMAIL = /^[^\s@"(),:;<>[\]\\]+@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;
/**
 * International number without spaces: « + » or « 00 », a country code, at most 15 digits (ITU-T
 * E.164).
 */
const PHONE = /^(?:\+|00)[1-9]\d{4,14}$/;

type Fault = Exclude<Checked, { value: unknown }>;

/**
 * Checks the limits that an analyst set on a field, for a value that is present; returns the first
 * fault.
 */
export function limitFault(
  value: unknown,
  component: FormComponent,
  context: Record<string, unknown>,
): Fault | undefined {
  if (component.type === 'number' && (typeof value === 'number' || typeof value === 'string')) {
    return numberFault(value, component, context);
  }
  return typeof value === 'string' && (component.type === 'textfield' || component.type === 'textarea')
    ? textFault(value, component, context)
    : undefined;
}

function numberFault(value: number | string, component: FormComponent, context: Record<string, unknown>) {
  const digits = component.decimalDigits;
  if (digits !== undefined && digits >= 0 && decimalsOf(value) > digits) {
    return digits === 0 ? { code: 'integer' } : { code: 'decimals', params: { max: digits } };
  }
  const around =
    component.increment === undefined || component.increment === '' ? undefined : offStep(value, component.increment);
  if (around) return { code: 'step', params: around };
  const min = limit(component.validate?.min, context);
  if (min !== undefined && (compareDecimals(value, min) ?? 0) < 0) return { code: 'too-small', params: { min } };
  const max = limit(component.validate?.max, context);
  if (max !== undefined && (compareDecimals(value, max) ?? 0) > 0) return { code: 'too-big', params: { max } };
  return undefined;
}

function textFault(value: string, component: FormComponent, context: Record<string, unknown>): Fault | undefined {
  const { validate } = component;
  const length = value.trim().length;
  const min = limit(validate?.minLength, context);
  if (min !== undefined && length < Number(min)) return { code: 'too-short', params: { min } };
  const max = limit(validate?.maxLength, context);
  if (max !== undefined && length > Number(max)) return { code: 'too-long', params: { max } };
  if (validate?.pattern && !new RegExp(validate.pattern).test(value)) return { code: 'pattern' };
  if (validate?.validationType === 'email' && !EMAIL.test(value)) return { code: 'email' };
  if (validate?.validationType === 'phone' && !PHONE.test(value)) return { code: 'phone' };
  return undefined;
}

/**
 * Returns a limit, as written or computed from the other fields; undefined when it is not a number.
 */
function limit(written: number | string | undefined, context: Record<string, unknown>): number | string | undefined {
  const value = isExpression(written) ? evaluateExpression(written, context) : written;
  if (value === '' || (typeof value !== 'number' && typeof value !== 'string')) return undefined;
  return compareDecimals(value, 0) === undefined ? undefined : value;
}
