import { DomainError } from '#domain/errors.ts';
import { refusedAs } from '../apart/refusal.ts';
import { closeJudges, judges } from '../judging/judges.ts';
import type { FormSchema } from './schema.ts';
import { compileForm, type Surroundings, type Validated } from './validator.ts';

/** Judges filled forms; expressions and patterns that an analyst wrote run in a separate thread. */
export interface FormJudge {
  /**
   * Checks what a person sent against a form of a version.
   * @throws {DomainError} form-endless, too-many-requests
   */
  judge(
    by: { readonly personId: string; readonly versionId: string },
    form: FormSchema,
    sent: unknown,
    around: Surroundings,
  ): Promise<Validated>;
  /** Starts a thread before the first form. */
  warm(): void;
  close(): Promise<void>;
}

/**
 * Opens the judge; forms without expressions or patterns are judged here, the others in a thread.
 */
export function openFormJudge(): FormJudge {
  const ruled = new WeakMap<FormSchema, boolean>();

  return {
    async judge({ personId, versionId }, form, sent, around) {
      const known = ruled.get(form) ?? hasRules(form);
      ruled.set(form, known);
      if (!known) return compileForm(form)(sent, around);
      const accounts = [`person:${personId}`, `version:${versionId}`];
      const judged = await judges().run(accounts, { of: 'form', form, sent, around }).catch(refusedAs('form-endless'));
      if (judged === 'endless') throw new DomainError('form-endless');
      return judged;
    },
    warm: () => judges().warm(),
    close: closeJudges,
  };
}

/** True if something in the form is evaluated: an expression, a pattern. */
export function hasRules(value: unknown): boolean {
  if (typeof value === 'string') return value.startsWith('=');
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inner]) => key === 'pattern' || hasRules(inner));
}
