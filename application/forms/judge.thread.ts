import { DomainError } from '../../domain/errors.ts';
import { answerApart } from '../apart/answer-apart.ts';
import type { FormSchema } from './schema.ts';
import { compileForm, type Surroundings, type Validated } from './validator.ts';

/** A filled form to judge. */
export interface Judging {
  readonly form: FormSchema;
  readonly sent: unknown;
  readonly around: Surroundings;
}

answerApart(({ form, sent, around }: Judging): Validated | 'endless' => {
  try {
    const { data, faults } = compileForm(form)(sent, around);
    // What an expression gives may be more than data.
    return { data: JSON.parse(JSON.stringify(data)), faults };
  } catch (error) {
    if (error instanceof DomainError) return 'endless';
    throw error;
  }
});
