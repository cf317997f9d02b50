import { fileRequest } from '#application/requests/file-request.ts';
import type { Versions } from '#application/versions.ts';
import { DomainError } from '#domain/errors.ts';
import { findRequest } from '#prisma/repositories/requests/requests.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, ok, serve } from '../../http/route.ts';
import { requestSummaries } from '../../views/standing.ts';

/** Files a draft; filed before, the same request comes back. */
export function submissionRoute({
  database,
  channels,
  settings,
  secrets,
  versions,
  forms,
}: Pick<Dependencies, 'database' | 'channels' | 'settings' | 'secrets' | 'forms'> & { versions: Versions }) {
  const summaryOf = async (requestId: string, readerId: string) => {
    const row = await findRequest(database.prisma, requestId);
    if (!row) throw new DomainError('not-found');
    const [summary] = await requestSummaries(database.prisma, versions, [row], readerId);
    if (!summary) throw new DomainError('not-found');
    return summary;
  };

  return serve('POST /api/drafts/:id/submission', {
    right: 'signed-in',
    guard: 'draft-owner',
    async handle({ params, body, me, at }) {
      const { stepUpProofId: proofId, receivedOn } = body;
      const filing = { actor: me.actor, draftId: params.id, proofId, receivedOn, at };
      const { requestId, commandId } = await fileRequest({ database, versions, secrets, forms }, filing);
      if (commandId === null) return ok(await summaryOf(requestId, me.personId));
      // Started at once in ordinary times, so that the next screen shows the first step; kept otherwise.
      await channels.waitForOutbox(commandId, settings.engineTimeoutMs);
      return created(await summaryOf(requestId, me.personId));
    },
  });
}
