import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { takenOver } from '#prisma/testing/builders.ts';
import { aPortal, type TestPortal } from '../../testing/portal.ts';

let portal: TestPortal;
let claireId: string;
beforeAll(async () => {
  portal = await aPortal();
  claireId = await portal.personId('claire.agent');
  const away = (from: string, until: string, nature: string) =>
    takenOver(portal.db.asOwner, claireId, { theme: 'absences-et-conges', value: { nature }, from, until });
  await away('2099-03-23', '2099-04-03', 'conge-annuel');
  await away('2099-04-28', '2099-05-12', 'maladie-ordinaire');
  await takenOver(portal.db.asOwner, claireId, {
    ...{ theme: 'temps-de-travail', value: { quota: 80, payFraction: '6/7' } },
    ...{ from: '2099-01-01', until: '2099-12-31' },
  });
});
afterAll(() => portal.close());

const asked = async (login: string, query = 'month=2099-04', status = 200) =>
  (await (await portal.as(login)).get(`/api/team/absences?${query}`).expect(status)).body;
const claireIn = async (login: string, query?: string) =>
  (await asked(login, query)).items?.find(({ id }: { id: string }) => id === claireId);

/** A request under way, or ended, of these days. */
async function files(kind: string, startDate: string, endDate: string, closed = false): Promise<void> {
  const { prisma } = portal.dependencies.database;
  const [version] = await prisma.circuitVersion.findMany({ where: { kind }, select: { id: true } });
  const { structureId } = await prisma.posting.findFirstOrThrow({ where: { personId: claireId } });
  await portal.db.asOwner(
    `insert into request (id, number, kind, version_id, agent_id, filed_by_id, structure_id, filed_at, data, closed_at, outcome)
     values (gen_random_uuid(), $1, $2, $3, $4, null, $5, now(), $6, case when $7 then now() end, case when $7 then 'withdrawn' end)`,
    [`2099-${startDate}`, kind, version?.id, claireId, structureId, JSON.stringify({ startDate, endDate }), closed],
  );
}

test('a superior reads the days when their agents are away, cut to the month, and nothing of why', async () => {
  const { items } = await asked('paul.superieur');
  const claire = items.find(({ id }: { id: string }) => id === claireId);
  expect(claire).toEqual({
    ...{ id: claireId, firstName: 'Claire', lastName: expect.any(String) },
    absences: [
      { from: '2099-04-01', until: '2099-04-03', granted: true },
      { from: '2099-04-28', until: '2099-04-30', granted: true },
    ],
  });
  expect(JSON.stringify(items)).not.toMatch(/nature|conge|maladie/);
  expect((await claireIn('paul.superieur', 'month=2099-06')).absences).toEqual([]);
  expect((await claireIn('paul.superieur', 'month=2099-03')).absences).toHaveLength(1);
});

test('what is asked for and not decided is told apart; what ended without being granted is gone', async () => {
  await files('conge-annuel', '2099-04-13', '2099-04-17');
  await files('conge-annuel', '2099-04-20', '2099-04-21', true);
  await files('conge-annuel', 'un jour', '2099-04-22');
  await files('temps-partiel-sur-autorisation', '2099-04-01', '2099-12-31');
  expect((await claireIn('paul.superieur')).absences.slice(1, -1)).toEqual([
    { from: '2099-04-13', until: '2099-04-17', granted: false },
  ]);
});

test('the superior of a structure above, who stands in for one who is away, reads them too; no other does', async () => {
  expect((await claireIn('olivier.perrin')).absences).toHaveLength(3);
  expect(await claireIn('camille.roche')).toBeUndefined();
  await asked('claire.agent', 'month=2099-04', 403);
  await asked('paul.superieur', 'month=2099-13', 400);
});
