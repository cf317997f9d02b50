import { nameAssistant, revokeAssistant } from '#application/signing/name-assistant.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { assistanceLapse } from '#domain/permissions/assistant.ts';
import { officersOf } from '#prisma/repositories/acts/signing.ts';
import { assistancesOf } from '#prisma/repositories/signing/assistants.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, done, ok, serve } from '../../http/route.ts';
import { givingDeps } from '../administration/change.ts';

const OWN = { right: 'signed-in', guard: 'own' } as const;

/** Who prepares one's signing desk, and whose one prepares. */
export function assistantRoutes(dependencies: Pick<Dependencies, 'database' | 'settings'>) {
  const { prisma } = dependencies.database;
  return [
    serve('GET /api/me/assistants', {
      ...OWN,
      async handle({ me: { personId }, at }) {
        const day = parisDay(at);
        const kept = await assistancesOf(prisma, personId, day);
        const officer = await officersOf(
          prisma,
          kept.flatMap(({ signatoryId, assistantId }) => [signatoryId, assistantId]),
        );
        const items = kept.map((one) => {
          const { id, signatory, assistant, from, until, revokedOn, signatoryId, assistantId } = one;
          const lapse = assistanceLapse(one, { signatory: officer(signatoryId), assistant: officer(assistantId) }, day);
          return { id, signatory, assistant, from, until, revokedOn, given: signatoryId === personId, lapse };
        });
        return ok({ items });
      },
    }),
    serve('POST /api/me/assistants', {
      right: ['signataire'],
      guard: null,
      handle: async ({ me: { personId }, body, at }) =>
        created({ id: await nameAssistant(givingDeps(dependencies), { personId, at }, body) }),
    }),
    serve('POST /api/me/assistants/:id/revocation', {
      ...OWN,
      async handle({ me: { personId }, params, at }) {
        await revokeAssistant(givingDeps(dependencies), { personId, at }, params.id);
        return done;
      },
    }),
  ];
}
