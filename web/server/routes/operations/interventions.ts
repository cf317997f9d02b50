import { askStanding } from '#application/interventions/ask-standing.ts';
import { cancelRequest } from '#application/interventions/cancel-request.ts';
import { moveToken } from '#application/interventions/move-token.ts';
import { previewCancellation } from '#application/interventions/preview-cancellation.ts';
import { previewMove } from '#application/interventions/preview-move.ts';
import { setFact } from '#application/interventions/set-fact.ts';
import type { Versions } from '#application/versions.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, serve } from '../../http/route.ts';
import { answered, carriedOut } from '../../live/answers.ts';
import { moveBarView, standingView } from '../../views/intervention.ts';
import { stepName } from '../../views/standing.ts';

type Sources = Pick<Dependencies, 'database' | 'channels' | 'settings' | 'forms'> & { versions: Versions };

/** What an operator does to a request whose circuit leads nowhere any more. */
export function interventionRoutes({ database, channels, settings, forms, versions }: Sources) {
  const mailDomain = new URL(settings.baseUrl).hostname;
  const byAdministrator = { right: ['administrateur'], guard: 'administrator' } as const;

  const waiting = { channels, settings };

  return [
    serve('GET /api/operations/requests/:id/cancellation', {
      ...byAdministrator,
      async handle({ me, params, at }) {
        const preview = await previewCancellation({ database }, { actor: me.actor, requestId: params.id, at });
        const { manifest } = await versions.get(preview.versionId);
        const tasks = preview.tasks.map((place) => stepName(manifest, place));
        return ok({ bar: preview.bar, tasks, told: preview.told });
      },
    }),
    serve('POST /api/operations/requests/:id/cancellation', {
      ...byAdministrator,
      async handle({ me, params, body, at }) {
        const asked = { actor: me.actor, requestId: params.id, reason: body.reason, at };
        return carriedOut(waiting, await cancelRequest({ database, mailDomain }, asked));
      },
    }),
    serve('GET /api/operations/requests/:id/standing', {
      ...byAdministrator,
      async handle({ me, params, at }) {
        const asked = { actor: me.actor, requestId: params.id, at };
        const { commandId, request } = await askStanding({ database }, asked);
        return ok(standingView(await versions.get(request.versionId), await answered(waiting, commandId)));
      },
    }),
    serve('GET /api/operations/requests/:id/move', {
      ...byAdministrator,
      async handle({ me, params, query, at }) {
        const asked = { actor: me.actor, requestId: params.id, ...query, at };
        const { commandId, request } = await previewMove({ database }, asked);
        const { bar, tasks } = await answered(waiting, commandId);
        const { manifest } = await versions.get(request.versionId);
        return ok({ bar: moveBarView(manifest, bar), tasks: tasks.map((place) => stepName(manifest, place)) });
      },
    }),
    serve('POST /api/operations/requests/:id/move', {
      ...byAdministrator,
      async handle({ me, params, body, at }) {
        const { reason, ...move } = body;
        return carriedOut(
          waiting,
          await moveToken({ database }, { actor: me.actor, requestId: params.id, move, reason, at }),
        );
      },
    }),
    serve('POST /api/operations/requests/:id/facts', {
      ...byAdministrator,
      async handle({ me, params, body, at }) {
        const asked = { actor: me.actor, requestId: params.id, ...body, at };
        return carriedOut(waiting, await setFact({ database, versions, forms }, asked));
      },
    }),
  ];
}
