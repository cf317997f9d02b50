import { parisDay } from '#domain/calendar/civil-date.ts';
import { type FactValue, isFactValue } from '#domain/circuit/interventions/fact-value.ts';
import { DomainError } from '#domain/errors.ts';
import type { OutboxId } from '#domain/outbox/outbox-command.ts';
import { canSetFact } from '#domain/permissions/operations.ts';
import { appendAudit } from '#prisma/audit.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import { uuid7 } from '#prisma/uuid7.ts';
import type { Deps } from '../dependencies.ts';
import { editableFacts, formOf } from './editable-facts.ts';
import { type Intervention, operatedRequest } from './operated-request.ts';

/**
 * Queues the correction of a fact of a request's circuit: one that its version declares, with a
 * value that its form accepts. A fact only decides which way the circuit goes: what was filed stays
 * as filed, and effects are applied from there.
 * @throws {DomainError} not-found, request-closed, fact-unknown, form-invalid, at the fact
 */
export async function setFact(
  { database, versions, forms }: Pick<Deps, 'database' | 'versions' | 'forms'>,
  asked: Intervention & { readonly name: string; readonly value: FactValue; readonly reason: string },
): Promise<OutboxId<'set-fact'>> {
  const { actor, requestId, name, reason, at } = asked;
  const { versionId } = await operatedRequest(database.prisma, asked, canSetFact);
  const fact = editableFacts(await versions.get(versionId)).find((one) => one.name === name);
  if (fact === undefined) throw new DomainError('fact-unknown', { name });
  const { personId: actorId } = actor;
  const around = { today: parisDay(at), pieces: [] };
  const form = formOf(fact);
  const { data, faults } = await forms.judge({ personId: actorId, versionId }, form, { [name]: asked.value }, around);
  if (faults.length > 0) throw new DomainError('form-invalid', {}, faults);
  const value = data[name] ?? null;
  if (!isFactValue(value)) throw new DomainError('fact-unknown', { name });
  return database.transaction(async (tx) => {
    const { agentId, closedAt } = await operatedRequest(tx, asked, canSetFact);
    if (closedAt !== null) throw new DomainError('request-closed');
    await appendAudit(tx, {
      chain: agentId,
      at,
      actorId,
      verb: 'fact.set-ask',
      subject: `request:${requestId}`,
      payload: { name, value, reason },
    });
    const said = { interventionId: uuid7(at), name, value, actorId, reason, askedAt: at.toISOString() };
    return enqueue(tx, { command: 'set-fact', payload: { requestId, ...said } });
  });
}
