import { answerCorrection } from '#application/situation/corrections/answer-correction.ts';
import { proposeCorrection } from '#application/situation/corrections/propose-correction.ts';
import { readCorrectable } from '#application/situation/corrections/read-correctable.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, done, ok, serve } from '../../http/route.ts';
import { correctableView } from '../../views/correction.ts';

/** Entries of an agent’s situation put right by whoever keeps their file: one, or two of them. */
export function correctionRoutes({ database, settings }: Pick<Dependencies, 'database' | 'settings'>) {
  const deps = { database, mailDomain: new URL(settings.baseUrl).hostname };
  return [
    serve('GET /api/situations/:personId/entries/:entryId', {
      right: 'signed-in',
      guard: 'dossier-reader',
      handle: async ({ me, params, at }) =>
        ok(correctableView(await readCorrectable(database.prisma, { ...params, actor: me.actor, at }))),
    }),
    serve('POST /api/situations/:personId/entries/:entryId/corrections', {
      right: 'signed-in',
      guard: 'dossier-reader',
      handle: async ({ me, params, body, at }) =>
        created(await proposeCorrection(deps, { ...params, ...body, actor: me.actor, at })),
    }),
    serve('POST /api/situations/:personId/corrections/:correctionId/answer', {
      right: 'signed-in',
      guard: 'dossier-reader',
      async handle({ me, params, body, at }) {
        await answerCorrection(deps, { ...params, answer: body, actor: me.actor, at });
        return done;
      },
    }),
  ];
}
