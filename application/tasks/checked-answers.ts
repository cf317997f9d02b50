import { parisDay } from '#domain/calendar/civil-date.ts';
import { knownBefore } from '#domain/effect/known-contacts.ts';
import { DomainError } from '#domain/errors.ts';
import type { Prisma } from '#prisma/client.ts';
import { personName } from '#prisma/repositories/people/people.ts';
import { contactHistory, phonesIn } from '#prisma/repositories/people/situation.ts';
import type { TaskRow } from '#prisma/repositories/tasks/tasks.ts';
import type { Deps } from '../dependencies.ts';
import type { Validated } from '../forms/validator.ts';
import type { Version } from '../versions.ts';

/**
 * Judges the answers to the step's own form, in a separate thread and before anything is locked;
 * null if the step has no form.
 * @throws {DomainError} form-endless
 */
export async function judgeAnswers(
  { database: { prisma }, forms }: Pick<Deps, 'database' | 'forms'>,
  version: Version,
  { elementId, agentId, filedAt }: TaskRow,
  sent: Record<string, unknown> | undefined,
  { authorId, at }: { readonly authorId: string; readonly at: Date },
): Promise<Validated | null> {
  const form = version.taskForms.get(elementId);
  if (!form) return null;
  const known = knownBefore(await contactHistory(prisma, agentId), filedAt);
  return forms.judge({ personId: authorId, versionId: version.id }, form, sent ?? {}, {
    today: parisDay(at),
    pieces: [],
    subject: await personName(prisma, agentId),
    knownPhones: phonesIn(known),
  });
}

/**
 * Returns judged answers without faults; null without a form.
 * @throws {DomainError} decision-invalid, with each fault at its field
 */
export function acceptedAnswers(judged: Validated | null): Prisma.InputJsonObject | null {
  if (judged === null) return null;
  if (judged.faults.length > 0) throw new DomainError('decision-invalid', {}, judged.faults);
  return judged.data as Prisma.InputJsonObject;
}
