import { DomainError } from '#domain/errors.ts';
import type { FormSchema } from './schema.ts';
import { compileForm, type Surroundings, type Validated } from './validator.ts';

/** A filled form to judge. */
export interface Filled {
  readonly form: FormSchema;
  readonly sent: unknown;
  readonly around: Surroundings;
}

/** What is wrong in a filled form and what is kept of it; « endless » when its rules gave themselves up. */
export function judgeFilled({ form, sent, around }: Filled): Validated | 'endless' {
  try {
    const { data, faults } = compileForm(form)(sent, around);
    // What an expression gives may be more than data.
    return { data: JSON.parse(JSON.stringify(data)), faults };
  } catch (error) {
    if (error instanceof DomainError) return 'endless';
    throw error;
  }
}
