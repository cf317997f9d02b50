import { decideTogether, ownDecisions, stopDecisions } from '#application/signing/decide-together.ts';
import type { Versions } from '#application/versions.ts';
import { type DecisionBatch, type ItemReport, itemsReport } from '#prisma/repositories/signing/decision-batches.ts';
import type { DecisionBatchView } from '#web/contract/signing/decision-batches.ts';
import type { Dependencies } from '../../dependencies.ts';
import { done, ok, reply, serve } from '../../http/route.ts';

/** A thousand tasks with their reasons. */
const MAX_JSON = 4_000_000;

/** Opinions, visas and checks that are given together; a worker gives each, as if it were given alone. */
export function decisionBatchRoutes({
  database,
  versions,
}: Pick<Dependencies, 'database'> & { readonly versions: Versions }) {
  const own = { right: 'signed-in', guard: 'own' } as const;
  return [
    serve('POST /api/decision-batches', {
      right: 'signed-in',
      guard: 'task-holder',
      maxJson: MAX_JSON,
      async handle({ me: { personId, signIn }, body, at }) {
        return reply(202, await decideTogether({ database, versions }, { personId, signIn, asked: body, at }));
      },
    }),
    serve('GET /api/decision-batches/:id', {
      ...own,
      async handle({ me: { personId }, params: { id } }) {
        const batch = await ownDecisions(database.prisma, { id, personId });
        return ok(viewOf(batch, await itemsReport(database.prisma, id)));
      },
    }),
    serve('POST /api/decision-batches/:id/stop', {
      ...own,
      async handle({ me: { personId }, params: { id }, at }) {
        await stopDecisions({ database }, { personId, id, at });
        return done;
      },
    }),
  ];
}

function viewOf(
  { id, count, kind, outcome, madeAt, stopAskedAt }: DecisionBatch,
  items: readonly ItemReport[],
): DecisionBatchView {
  const counts = { waiting: 0, given: 0, refused: 0 };
  for (const item of items) counts[item.outcome] += 1;
  return {
    ...{ id, count, what: kind, outcome, counts },
    ...{ madeAt: madeAt.toISOString(), stopAskedAt: stopAskedAt?.toISOString() ?? null },
    tasks: items.map(({ params, faults, requestId, number, firstName, lastName, ...item }) => ({
      ...item,
      ...{ params: params ?? {}, faults: faults ?? [] },
      request: { id: requestId, number, firstName, lastName },
    })),
  };
}
