import { canCancelRequest } from '#domain/permissions/operations.ts';
import { type CancellationBar, cancellationBar } from '#domain/request/cancellation.ts';
import { resolveRecipients } from '#prisma/repositories/messages/recipients.ts';
import { openTasksOf } from '#prisma/repositories/operations/interventions.ts';
import type { Deps } from '../dependencies.ts';
import { cancellationFacts, TOLD } from './cancellation-facts.ts';
import { type Intervention, operatedRequest } from './operated-request.ts';

/** What cancelling a request would do. */
export interface CancellationPreview {
  readonly versionId: string;
  readonly bar: CancellationBar | null;
  /** The elements whose tasks would end. */
  readonly tasks: readonly string[];
  /** How many people would be notified. */
  readonly told: number;
}

/**
 * Previews the cancellation of a request; changes nothing.
 * @throws {DomainError} not-found
 */
export async function previewCancellation(
  { database: { prisma } }: Pick<Deps, 'database'>,
  asked: Intervention,
): Promise<CancellationPreview> {
  const { versionId } = await operatedRequest(prisma, asked, canCancelRequest);
  const { requestId } = asked;
  return {
    versionId,
    bar: cancellationBar(await cancellationFacts(prisma, requestId)),
    tasks: (await openTasksOf(prisma, requestId)).map(({ elementId }) => elementId),
    told: (await resolveRecipients(prisma, requestId, TOLD)).length,
  };
}
