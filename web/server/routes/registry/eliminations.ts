import { heldActs, keepHeldActs } from '#application/archive/keep-acts.ts';
import {
  decideOnElimination,
  eliminable,
  proposeElimination,
  readElimination,
} from '#application/archive/propose-elimination.ts';
import { withdrawElimination } from '#application/archive/withdraw-elimination.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { canWithdrawElimination, eliminationBar } from '#domain/permissions/elimination.ts';
import { REGISTRY_ROLE } from '#domain/permissions/registry.ts';
import { type Elimination, eliminationsOf } from '#prisma/repositories/acts/eliminations.ts';
import { registrySelection } from '#prisma/repositories/acts/registry.ts';
import type { EliminationLine } from '#web/contract/signing/eliminations.ts';
import type { RegistryArchive } from '#web/contract/signing/registry.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, done, ok, serve } from '../../http/route.ts';

/** Among so many acts whose time is over, those that nothing needs any more are looked for. */
const MAX_LOOKED_AT = 20_000;

/** The elimination of acts whose retention is over: proposed by one, decided by another. */
export function eliminationRoutes({ heavy: database }: Pick<Dependencies, 'heavy'>) {
  const keeper = { right: [REGISTRY_ROLE], guard: 'structure-manager' } as const;
  const { prisma } = database;
  const over = (keeperId: string, query: RegistryArchive, at: Date) =>
    registrySelection(prisma, { ...query, keeperId, day: parisDay(at) }, MAX_LOOKED_AT, 'destroy');
  return [
    serve('GET /api/registry/eliminations/due', {
      ...keeper,
      async handle({ me, query, at }) {
        const due = await eliminable(prisma, await over(me.personId, query, at), parisDay(at));
        return ok({ acts: due.length });
      },
    }),
    serve('GET /api/registry/eliminations', {
      ...keeper,
      async handle({ me: { personId: keeperId }, at }) {
        return ok({ items: (await eliminationsOf(prisma, { keeperId, day: parisDay(at) })).map(lineOf) });
      },
    }),
    serve('POST /api/registry/eliminations', {
      ...keeper,
      async handle({ me: { personId }, body: { reason, ...asked }, at }) {
        const acts = await over(personId, asked, at);
        return created(await proposeElimination({ database }, { personId, acts, reason, at }));
      },
    }),
    serve('GET /api/registry/eliminations/:id', {
      ...keeper,
      async handle({ me: { actor }, params, at }) {
        const { elimination, acts } = await readElimination(prisma, { actor, id: params.id, at });
        return ok({
          ...lineOf(elimination),
          lines: acts.map(({ number, sha256, kindTitle: kind, signedOn, keptUntil, years, eliminatedAt, keptAt }) => ({
            ...{ number, sha256, kind, signedOn, keptUntil, years, eliminatedOn: eliminatedAt, keptOn: keptAt },
          })),
          bar: eliminationBar(actor, { ...elimination, acts }, parisDay(at)),
          own: canWithdrawElimination(actor, elimination),
          held: (await heldActs(prisma, acts, parisDay(at))).length,
        });
      },
    }),
    serve('POST /api/registry/eliminations/:id/approval', {
      ...keeper,
      async handle({ me: { actor }, params, at }) {
        await decideOnElimination({ database }, { actor, id: params.id, remark: null, at });
        return done;
      },
    }),
    serve('POST /api/registry/eliminations/:id/withdrawal', {
      ...keeper,
      async handle({ me: { actor }, params, at }) {
        await withdrawElimination({ database }, { actor, id: params.id, at });
        return done;
      },
    }),
    serve('POST /api/registry/eliminations/:id/keeping', {
      ...keeper,
      async handle({ me: { actor }, params, at }) {
        await keepHeldActs({ database }, { actor, id: params.id, at });
        return done;
      },
    }),
    serve('POST /api/registry/eliminations/:id/refusal', {
      ...keeper,
      async handle({ me: { actor }, params, body: { remark }, at }) {
        await decideOnElimination({ database }, { actor, id: params.id, remark, at });
        return done;
      },
    }),
  ];
}

const lineOf = ({ proposedById: _, proposedAt, decidedAt, ...line }: Elimination): EliminationLine => ({
  ...line,
  proposedAt: proposedAt.toISOString(),
  decidedAt: decidedAt?.toISOString() ?? null,
});
