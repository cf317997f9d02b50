import { seeRequest } from '#application/requests/seen-request.ts';
import { pendingChanges } from '#application/situation/pending-changes.ts';
import { assignTask } from '#application/tasks/assign-task.ts';
import { correctionAt } from '#application/tasks/correct-situation.ts';
import { contextOf, holdTask } from '#application/tasks/held-task.ts';
import type { Versions } from '#application/versions.ts';
import { outcomesOf } from '#domain/decision/decision.ts';
import { DomainError } from '#domain/errors.ts';
import { accepted } from '#domain/outbox/outbox-command.ts';
import { pendingPiecesOfTask } from '#prisma/repositories/pieces/pieces.ts';
import { messageFor } from '#prisma/repositories/tasks/decisions.ts';
import { isListMoving } from '#prisma/repositories/tasks/holdings.ts';
import { searchTasks } from '#prisma/repositories/tasks/task-list.ts';
import { findTask } from '#prisma/repositories/tasks/tasks.ts';
import { typedBy } from '#prisma/repositories/tasks/typed-answers.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, reply, serve } from '../../http/route.ts';
import { changeView } from '../../views/change.ts';
import { pieceRules } from '../../views/kind.ts';
import { otherRequests } from '../../views/others.ts';
import { pieceView } from '../../views/piece.ts';
import { requestView } from '../../views/request.ts';
import { taskSummary } from '../../views/task.ts';
import { correctionView } from './correction.ts';
import { proposable, proposalTo } from './proposal.ts';
import { contactsFor, taskForm } from './task-form.ts';

/** Why a request is at this step again: what a visa asked, what a refusal said. */
const CAME_BACK_BY = { complement: ['complement'], signature: ['refused', 'reconsidered'] } as const;

/** The tasks a person holds: whoever sees one can act on it, and whoever cannot does not see it. */
export function taskRoutes({
  database,
  channels,
  settings,
  versions,
}: Pick<Dependencies, 'database' | 'channels' | 'settings'> & { versions: Versions }) {
  const { prisma } = database;
  return [
    serve('GET /api/tasks', {
      right: 'signed-in',
      guard: 'own',
      async handle({ me, query, at }) {
        const search = { ...query, mine: query.mine === 'true', personId: me.personId, at };
        const { rows, ...page } = await searchTasks(prisma, search);
        const items = await Promise.all(
          rows.map(async (row) => taskSummary(await versions.get(row.versionId), row, at)),
        );
        const moving = await isListMoving(prisma, me.personId);
        return ok({ items, ...page, pageSize: query.pageSize, moving });
      },
    }),
    serve('GET /api/tasks/:key', {
      right: 'signed-in',
      guard: 'task-holder',
      async handle({ me, params, at }) {
        const actor = me.actor;
        const { row } = await holdTask(prisma, actor, params.key, at);
        const version = await versions.get(row.versionId);
        const context = contextOf(version, row, at);
        const request = await requestView(
          prisma,
          versions,
          actor,
          await seeRequest(prisma, actor, row.requestId, at),
          at,
        );
        const added = await pendingPiecesOfTask(prisma, row.key, me.personId);
        const causes = CAME_BACK_BY[context.kind as keyof typeof CAME_BACK_BY];
        return ok({
          ...taskSummary(version, row, at),
          requestView: { ...request, pieces: [...request.pieces, ...added.map((piece) => pieceView(piece))] },
          changes: (await pendingChanges(prisma, version.manifest, { requestId: row.requestId, at })).map(changeView),
          others: await otherRequests(prisma, actor, row, at),
          outcomes: outcomesOf(context).map(({ outcome, requires }) => ({ outcome, requires: [...requires] })),
          message: causes ? await messageFor(prisma, row.requestId, causes) : null,
          pieceTypes: context.kind === 'complement' ? pieceRules(version) : [],
          typed:
            context.kind === 'complement' ? await typedBy(prisma, { taskKey: row.key, personId: me.personId }) : null,
          correction: context.kind === 'correction' ? correctionView(await correctionAt(prisma, row, at)) : null,
          template: context.template,
          accepted: context.accepted === true,
          form: taskForm(version, row),
          proposable: await proposable(prisma, version, row, context),
          proposal: await proposalTo(prisma, version, row),
          contacts: await contactsFor(prisma, version, row),
        });
      },
    }),
    serve('PUT /api/tasks/:key/assignee', {
      right: 'signed-in',
      guard: 'task-holder',
      async handle({ me, params, body, at }) {
        const taskKey = params.key;
        const commandId = await assignTask({ database }, { actor: me.actor, taskKey, assign: body.assign, at });
        const result = commandId && (await channels.waitForOutbox(commandId, settings.engineTimeoutMs));
        if (result !== null) accepted(result);
        const row = await findTask(prisma, taskKey);
        if (row === null) throw new DomainError('not-found');
        const summary = taskSummary(await versions.get(row.versionId), row, at);
        return reply(commandId !== null && result === null ? 202 : 200, summary);
      },
    }),
  ];
}
