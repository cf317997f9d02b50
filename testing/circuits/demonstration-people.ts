import type { TestPortal } from '#web/server/testing/portal.ts';
import type { WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';

/** People of the demonstration, around its agent. */
async function theCast({ db, personId }: TestPortal): Promise<Cast> {
  const agent = await personId('claire.agent');
  const { structure: office } = await db.database.prisma.posting.findFirstOrThrow({
    where: { personId: agent, until: null },
    include: { structure: true },
  });
  const [superior, manager, checker, signer] = await Promise.all([
    personId('paul.superieur'),
    personId('nadia.gestionnaire'),
    personId('victor.valideur'),
    personId('sophie.signataire'),
  ]);
  return { office, agent, superior, manager, checker, signer };
}

/** The people of the demonstration, whose requests for a telephone the table of structures sends to the manager. */
export async function castUnderManager(portal: TestPortal, { db }: Pick<WorkerBench, 'db'>): Promise<Cast> {
  const cast = await theCast(portal);
  await db.asOwner("update structure set code = 'elsewhere' where code = 'MA-ROCHEFONTAINE'");
  await db.asOwner("update structure set code = 'MA-ROCHEFONTAINE' where id = $1", [cast.office.id]);
  return cast;
}
