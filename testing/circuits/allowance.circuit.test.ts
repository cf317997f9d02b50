import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DateTime } from 'luxon';
import { dateColumn, parisDay } from '#domain/calendar/civil-date.ts';
import { aPerson } from '#prisma/testing/builders.ts';
import type { WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, openPlay } from '#workers/testing/play.ts';

const KIND = 'supplement-familial-de-traitement';
const TODAY = parisDay(new Date());
const NEXT_MONTH = DateTime.fromISO(TODAY).startOf('month').plus({ months: 1 }).toISODate() ?? '';

let bench: WorkerBench;
let cast: Cast;
let people: Actors;
let finance: string;
beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  const office = aPerson('Félix').postedIn(cast.office).holding('financier', cast.office);
  finance = await office.make(bench.db.database);
  await bench.start();
});
afterAll(() => bench?.close());

const ASKED = { evenement: TODAY, enfantsACharge: 1, beneficiaire: 'agent', autreParentAgent: false, seizeAns: false };
const file = (data: object = {}) => people.file({ ...ASKED, ...data }, { kind: KIND });

/** A statement of the application's role that pays the agent by these facts. */
const payBy = (requestId: string, facts: unknown) =>
  bench.db.database.prisma.$executeRaw`
    insert into pay_piece (id, agent_id, structure_id, month, movement, effect_date, facts, request_id)
    values (gen_random_uuid(), ${cast.agent}::uuid, ${cast.office.id}::uuid, '2030-01', 'allowance', ${NEXT_MONTH}::date,
            ${JSON.stringify(facts)}::jsonb, ${requestId}::uuid)`;

test('G2: an allowance is paid once two people agreed, by what was applied, from the day that the form works out', async () => {
  const { prisma } = bench.db.database;
  // Whatever the browser says that the day is.
  const requestId = await file({ effectDate: '2020-01-01' });
  await expect(payBy(requestId, [{ key: 'enfantsACharge', value: 1 }])).rejects.toThrow(/did not apply/);
  await people.at(requestId, 'visa', cast.manager, 'approved');
  await people.taskAt(requestId, 'second-visa');
  expect(await prisma.situationEntry.count({ where: { requestId } })).toBe(0);
  await people.at(requestId, 'second-visa', finance, 'approved');
  expect((await people.closed(requestId)).outcome).toBe('granted');
  expect(await prisma.situationEntry.findMany({ where: { requestId } })).toMatchObject([
    {
      ...{ theme: 'supplement-familial', guarantee: 'checked', from: dateColumn(NEXT_MONTH) },
      value: { enfantsACharge: 1, beneficiaire: 'agent' },
    },
  ]);
  expect(await prisma.payPiece.findMany({ where: { requestId } })).toMatchObject([
    {
      ...{ movement: 'allowance', effectDate: dateColumn(NEXT_MONTH), actId: null },
      facts: [
        { key: 'enfantsACharge', value: 1 },
        { key: 'beneficiaire', value: 'agent' },
      ],
    },
  ]);
  await expect(payBy(requestId, [{ key: 'enfantsACharge', value: 9 }])).rejects.toThrow(/not what request/);
});

test('what the finance office refuses is neither applied nor paid, and the agent reads why', async () => {
  const { prisma } = bench.db.database;
  const requestId = await file({ enfantsACharge: 2 });
  await people.at(requestId, 'visa', cast.manager, 'approved');
  const reasons = { reasonLaw: 'Décret du 24 octobre 1985, article 10.', reasonFact: 'Un autre droit est ouvert.' };
  await people.at(requestId, 'second-visa', finance, 'refused', reasons);
  expect((await people.closed(requestId)).outcome).toBe('refused');
  expect(await prisma.situationEntry.count({ where: { requestId } })).toBe(0);
  expect(await prisma.payPiece.count({ where: { requestId } })).toBe(0);
});

test('who receives it is chosen for a year: sooner, it is refused at the form', async () => {
  await expect(file({ beneficiaire: 'autre-parent' })).rejects.toMatchObject({
    faults: [{ field: 'beneficiaire', rule: 'sft-beneficiaire-un-an' }],
  });
});
