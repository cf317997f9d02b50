import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dateColumn, parisDay } from '#domain/calendar/civil-date.ts';
import { takenOver } from '#prisma/testing/builders.ts';
import type { WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, openPlay } from '#workers/testing/play.ts';

const KIND = 'changement-adresse';
const TODAY = parisDay(new Date());
const HOME = { voie: '12 rue des Tilleuls', codePostal: '75011', ville: 'Paris', pays: 'France' };
const NEXT = { voie: '5 quai du Moulin', codePostal: '69001', ville: 'Lyon', pays: 'France' };

let bench: WorkerBench;
let cast: Cast;
let people: Actors;
beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  await bench.start();
});
afterAll(() => bench?.close());

const file = (data: object) => people.file({ complement: '', effectDate: TODAY, ...data }, { kind: KIND });

async function variablesOf(requestId: string): Promise<{ name: string }[]> {
  const { instanceKey } = await bench.db.database.prisma.request.findUniqueOrThrow({ where: { id: requestId } });
  const answer = await fetch(`${bench.gateway.restAddress}/v2/variables/search`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ filter: { processInstanceKey: instanceKey } }),
  });
  return ((await answer.json()) as { items: { name: string }[] }).items;
}

test('an address is applied at once where the table asks for nobody, whole; the engine is told the answer alone', async () => {
  const { prisma } = bench.db.database;
  await takenOver(bench.db.asOwner, cast.agent, {
    ...{ theme: 'adresse', from: '2024-01-01' },
    value: { ...HOME, complement: 'Bâtiment B' },
  });
  const requestId = await file({ ...NEXT, pays: 'france' });
  expect((await people.closed(requestId)).outcome).toBe('granted');
  expect(await prisma.situationEntry.findMany({ where: { requestId } })).toMatchObject([
    { theme: 'adresse', value: NEXT, from: dateColumn(TODAY), until: null },
  ]);
  expect(await prisma.task.count({ where: { requestId } })).toBe(0);
  const variables = await variablesOf(requestId);
  expect(variables).toContainEqual(expect.objectContaining({ name: 'verification', value: '"auto"' }));
  expect(JSON.stringify(variables)).not.toMatch(/Moulin|69001|Lyon|France/i);
});

test('one who comes back to the country is checked first: refused nothing changes, approved it is applied', async () => {
  const { prisma } = bench.db.database;
  await takenOver(bench.db.asOwner, cast.agent, {
    ...{ theme: 'adresse', from: TODAY, at: new Date() },
    value: { voie: 'Rue Neuve 1', codePostal: '1000', ville: 'Bruxelles', pays: 'Belgique' },
  });
  const refused = await file(HOME);
  const reasons = { reasonLaw: 'Circulaire de démonstration.', reasonFact: 'Le justificatif manque.' };
  await people.at(refused, 'visa', cast.manager, 'refused', reasons);
  expect((await people.closed(refused)).outcome).toBe('refused');
  expect(await prisma.situationEntry.count({ where: { requestId: refused } })).toBe(0);
  const approved = await file(HOME);
  await people.at(approved, 'visa', cast.manager, 'approved');
  expect((await people.closed(approved)).outcome).toBe('granted');
  expect(await prisma.situationEntry.findMany({ where: { requestId: approved } })).toMatchObject([{ value: HOME }]);
});

test('outside the country, a proof is asked for at the form; a day before the known address is refused there', async () => {
  const abroad = { voie: 'Rue Neuve 1', codePostal: '1000', ville: 'Bruxelles', pays: 'Belgium' };
  await expect(file(abroad)).rejects.toMatchObject({ code: 'form-invalid', faults: [{ field: 'justificatif' }] });
  await expect(file({ ...NEXT, codePostal: '1000' })).rejects.toMatchObject({ faults: [{ field: 'codePostal' }] });
  await expect(file({ ...NEXT, pays: 'Atlantide' })).rejects.toMatchObject({
    faults: [{ field: 'pays', code: 'country' }, { field: 'justificatif' }],
  });
  await expect(file({ ...NEXT, effectDate: '2024-01-01' })).rejects.toMatchObject({
    faults: [{ field: 'effectDate', rule: 'adresse-avant-la-precedente' }],
  });
});
