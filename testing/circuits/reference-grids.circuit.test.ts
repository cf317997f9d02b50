import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { extractText } from 'unpdf';
import { approveGrid } from '#application/situation/grids/approve-grid.ts';
import { proposeGrid } from '#application/situation/grids/propose-grid.ts';
import { eveOf } from '#domain/calendar/period.ts';
import type { Grid } from '#domain/situation/grids/grid.ts';
import { currentGrid } from '#prisma/repositories/people/grids.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import type { WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, openPlay } from '#workers/testing/play.ts';
import { type Analysts, twoAnalysts } from '../two-analysts.ts';

let bench: WorkerBench;
let cast: Cast;
let people: Actors;
let analysts: Analysts;
beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  await bench.start();
  analysts = await twoAnalysts(bench.db.database);
});
afterAll(() => bench?.close());

/** Two analysts publish the grid of quotas, changed. */
async function publish(change: (grid: Grid) => Grid): Promise<void> {
  const { database } = bench.db;
  const by = async (personId: string) => ({ actor: await actorFacts(database.prisma, personId), at: new Date() });
  const deps = { database, baseUrl: 'https://harmonie.example' };
  const current = await currentGrid(database.prisma, 'quotites');
  if (current === null) throw new Error('the grid of quotas is shipped');
  const asked = { grid: change(current.grid), base: current.id, reason: 'Décret à venir' };
  const proposed = await proposeGrid(deps, { ...(await by(analysts.proposer)), ...asked });
  if (!('proposalId' in proposed)) throw new Error(JSON.stringify(proposed.faults));
  await approveGrid(deps, { ...(await by(analysts.approver)), proposalId: proposed.proposalId });
}

test('an act names the court of where its agent is posted on the day when it is signed', async () => {
  const { prisma } = bench.db.database;
  const requestId = await people.file();
  const { structureId } = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
  await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
  await people.at(requestId, 'visa', cast.checker, 'approved');
  await people.taskAt(requestId, 'signature-arrete');
  await prisma.structure.update({ where: { id: structureId }, data: { department: '93' } });
  const { sha256 } = await people.sign(requestId, 'signature-arrete');
  await people.closed(requestId);
  const { text } = await extractText(new Uint8Array(await bench.documents.read(sha256)), { mergePages: true });
  expect(text).toContain('devant le tribunal administratif de Montreuil.');
});

test('a decree that comes after the filing is followed from its day on: by the act, the situation and pay', async () => {
  const { prisma } = bench.db.database;
  const requestId = await people.file();
  const { data } = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
  const { startDate } = data as { startDate: string };
  await publish((grid) => ({
    ...grid,
    rows: grid.rows.flatMap((row) =>
      row.values.quota === 80
        ? [
            { ...row, until: eveOf(startDate) },
            { ...row, from: startDate, values: { quota: 80, payFraction: '17/20' } },
          ]
        : [row],
    ),
  }));
  await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
  await people.at(requestId, 'visa', cast.checker, 'approved');
  const { sha256 } = await people.sign(requestId, 'signature-arrete');
  expect((await people.closed(requestId)).outcome).toBe('granted');
  const { text } = await extractText(new Uint8Array(await bench.documents.read(sha256)), { mergePages: true });
  expect(text).toContain('aux 17/20');
  expect(text).toContain('rémunération de 17/20');
  expect(await prisma.situationEntry.findMany({ where: { requestId } })).toMatchObject([
    { value: { quota: 80, payFraction: '17/20' } },
  ]);
  expect(await prisma.payPiece.findMany({ where: { requestId } })).toMatchObject([
    { facts: expect.arrayContaining([expect.objectContaining({ key: 'payFraction', value: '17/20' })]) },
  ]);
});
