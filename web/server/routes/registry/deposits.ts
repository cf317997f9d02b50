import { depositActs, toDeposit } from '../../../../application/archive/deposit-acts.ts';
import { parisDay } from '../../../../domain/calendar/civil-date.ts';
import { REGISTRY_ROLE } from '../../../../domain/permissions/registry.ts';
import { registrySelection } from '../../../../prisma/repositories/acts/registry.ts';
import { retentions } from '../../../../prisma/repositories/acts/retention.ts';
import type { RegistryArchive } from '../../../contract/signing/registry.ts';
import type { Dependencies } from '../../dependencies.ts';
import { ok, reply, serve } from '../../http/route.ts';

/** Among so many signed acts, those that are to be deposited are looked for. */
const MAX_LOOKED_AT = 20_000;

/** The deposit, with the archives service, of signed acts of the registry. */
export function depositRoutes({ heavy: database }: Pick<Dependencies, 'heavy'>) {
  const keeper = { right: [REGISTRY_ROLE], guard: 'structure-manager' } as const;
  const found = async (keeperId: string, query: RegistryArchive, at: Date) => {
    const day = parisDay(at);
    const acts = await registrySelection(database.prisma, { ...query, keeperId, day }, MAX_LOOKED_AT);
    return toDeposit(acts, await retentions(database.prisma, day), day);
  };
  return [
    serve('GET /api/registry/deposits', {
      ...keeper,
      async handle({ me, query, at }) {
        const { all, due } = await found(me.personId, query, at);
        return ok({ acts: all.length, due: due.length });
      },
    }),
    serve('POST /api/registry/deposits', {
      ...keeper,
      async handle({ me: { personId }, body: { due: dueOnly, ...asked }, at }) {
        const { all, due } = await found(personId, asked, at);
        return reply(202, { asked: await depositActs({ database }, { acts: dueOnly ? due : all, personId, at }) });
      },
    }),
  ];
}
