import { parisDay } from '../../domain/calendar/civil-date.ts';
import { DomainError } from '../../domain/errors.ts';
import { readPhone } from '../../domain/formats/phone.ts';
import type { Prisma, Tx } from '../../prisma/client.ts';
import { personName } from '../../prisma/repositories/people/people.ts';
import { knownContacts } from '../../prisma/repositories/people/situation.ts';
import type { TaskRow } from '../../prisma/repositories/tasks.ts';
import type { Version } from '../versions.ts';

/**
 * Checks what the form of the step was filled with; null where it has none.
 * @throws {DomainError} decision-invalid, with each fault at its field
 */
export async function checkedAnswers(
  tx: Tx,
  version: Version,
  { elementId, agentId, requestId }: TaskRow,
  sent: Record<string, unknown> | undefined,
  at: Date,
): Promise<Prisma.InputJsonObject | null> {
  const form = version.taskForms.get(elementId);
  if (!form) return null;
  const known = await knownContacts(tx, agentId, at, { requestId });
  const { data, faults } = form.validate(sent ?? {}, {
    today: parisDay(at),
    pieces: [],
    subject: await personName(tx, agentId),
    // What another tool wrote down may be in another form.
    knownPhones: known.filter(({ kind }) => kind === 'phone').map(({ value }) => readPhone(value) ?? value),
  });
  if (faults.length > 0) throw new DomainError('decision-invalid', {}, faults);
  return data as Prisma.InputJsonObject;
}
