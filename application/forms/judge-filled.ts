import { DomainError } from '#domain/errors.ts';
import type { FormSchema } from './schema.ts';
import { compileForm, type Surroundings, type Validated } from './validator.ts';

/** A filled form to judge. */
export interface Filled {
  readonly form: FormSchema;
  readonly sent: unknown;
  readonly around: Surroundings;
}

/**
 * Judges a filled form: its faults and the data to keep; « endless » when its rules exceeded their
 * limits.
 */
export function judgeFilled({ form, sent, around }: Filled): Validated | 'endless' {
  try {
    const { data, faults } = compileForm(form)(sent, around);
    // An expression may return more than plain data.
    return { data: JSON.parse(JSON.stringify(data)), faults };
  } catch (error) {
    if (error instanceof DomainError) return 'endless';
    throw error;
  }
}
