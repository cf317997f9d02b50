import type { Database } from '#prisma/client.ts';
import { createOpening } from '#prisma/repositories/administration/openings.ts';
import { aPerson, aStructure } from '#prisma/testing/builders.ts';

/** One person of each kind, around one agent. */
export interface Cast {
  readonly office: { readonly id: string; readonly path: string };
  readonly agent: string;
  readonly superior: string;
  readonly manager: string;
  readonly checker: string;
  readonly signer: string;
}

export async function aCast(database: Database): Promise<Cast> {
  const ministry = await aStructure(database.prisma, 'Ministère de démonstration');
  const direction = await aStructure(database.prisma, 'Direction des services', ministry);
  const office = await aStructure(database.prisma, 'Bureau des greffes', direction);
  await createOpening(database.prisma, {
    kind: '*',
    structureId: ministry.id,
    open: true,
    from: '2020-01-01',
    until: null,
  });
  const [agent, superior, manager, checker, signer] = await Promise.all([
    aPerson('Claire').postedIn(office).make(database),
    aPerson('Paul').postedIn(office).holding('superieur', office).make(database),
    aPerson('Nadia').postedIn(direction).holding('gestionnaire', direction).make(database),
    aPerson('Victor').postedIn(direction).holding('valideur', direction).make(database),
    aPerson('Sophie').postedIn(ministry).holding('signataire', ministry, { byRight: true }).make(database),
  ]);
  return { office, agent, superior, manager, checker, signer };
}

export async function addressOf({ prisma }: Database, personId: string): Promise<string> {
  return (await prisma.person.findUniqueOrThrow({ where: { id: personId } })).workEmail ?? '';
}
