import { depositActs, dueForDeposit, toDeposit } from '#application/archive/deposit-acts.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { REGISTRY_ROLE } from '#domain/permissions/registry.ts';
import { registrySelection } from '#prisma/repositories/acts/registry.ts';
import { retentions } from '#prisma/repositories/acts/retention.ts';
import type { RegistryArchive } from '#web/contract/signing/registry.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, reply, serve } from '../../http/route.ts';

/** Among so many signed acts, those that are to be deposited are looked for. */
const MAX_LOOKED_AT = 20_000;

/** The deposit, with the archives service, of signed acts of the registry. */
export function depositRoutes({ heavy: database }: Pick<Dependencies, 'heavy'>) {
  const keeper = { right: [REGISTRY_ROLE], guard: 'structure-manager' } as const;
  const { prisma } = database;
  const listed = async (keeperId: string, query: RegistryArchive, at: Date) =>
    toDeposit(await registrySelection(prisma, { ...query, keeperId, day: parisDay(at) }, MAX_LOOKED_AT));
  // Looked for among those whose time is over: the first numbers may be of acts that are kept for long.
  const due = async (keeperId: string, query: RegistryArchive, at: Date) => {
    const day = parisDay(at);
    const acts = await registrySelection(prisma, { ...query, keeperId, day }, MAX_LOOKED_AT, 'transfer');
    return dueForDeposit(acts, await retentions(prisma, day), day);
  };
  return [
    serve('GET /api/registry/deposits', {
      ...keeper,
      async handle({ me, query, at }) {
        const [all, over] = [await listed(me.personId, query, at), await due(me.personId, query, at)];
        return ok({ acts: all.length, due: over.length });
      },
    }),
    serve('POST /api/registry/deposits', {
      ...keeper,
      async handle({ me: { personId }, body: { due: dueOnly, ...asked }, at }) {
        const acts = await (dueOnly ? due : listed)(personId, asked, at);
        return reply(202, { asked: await depositActs({ database }, { acts, personId, at }) });
      },
    }),
  ];
}
