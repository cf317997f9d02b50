import { traceReading } from '#application/dossiers/trace-reading.ts';
import { sealedAt } from '#application/forms/sensitive.ts';
import { holdTask } from '#application/tasks/held-task.ts';
import type { Versions } from '#application/versions.ts';
import { DomainError } from '#domain/errors.ts';
import { showFormatted } from '#domain/formats/field-format.ts';
import { canReveal } from '#domain/permissions/task.ts';
import { requestData } from '#prisma/repositories/requests/requests.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';

/** Reads a masked answer, for who has to compare it with a document. A POST: it leaves a trace, which comes first. */
export function revealRoute({
  database,
  secrets,
  versions,
}: Pick<Dependencies, 'database' | 'secrets'> & { versions: Versions }) {
  return serve('POST /api/tasks/:key/reveal', {
    right: 'signed-in',
    guard: 'task-holder',
    async handle({ me, params, body: { field }, at }) {
      const actor = me.actor;
      const { row, facts } = await holdTask(database.prisma, actor, params.key, at);
      if (!canReveal(actor, facts)) throw new DomainError('forbidden');
      const { form } = await versions.get(row.versionId);
      const found = sealedAt(form, await requestData(database.prisma, row.requestId), field);
      if (!found) throw new DomainError('not-found');
      const { agentId: ownerId, requestId } = row;
      await traceReading(database, { ownerId, readerId: me.personId, what: 'sensitive', subject: requestId, at });
      return ok({ field, value: showFormatted(found.format, secrets.open(found.sealed, ownerId)) });
    },
  });
}
