import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dateColumn, dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { aPerson, takenOver } from '#prisma/testing/builders.ts';
import { JOBS } from '#workers/jobs/registry.ts';
import { doStep } from '#workers/steps/do-step.ts';
import type { RegisteredJob } from '#workers/steps/job.ts';
import type { WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, openPlay } from '#workers/testing/play.ts';

const KIND = 'avancement-echelon';
const EFFECT = dayAfter(parisDay(new Date()), { months: 3 });
const ANSWERS = { basis: 'seniority', effectDate: EFFECT, echelon: 7, index: 435 };
/** The one that follows. */
const NEXT = { ...ANSWERS, effectDate: dayAfter(EFFECT, { months: 6 }), echelon: 8, index: 450 };

let bench: WorkerBench;
let cast: Cast;
let people: Actors;
let finance: string;

beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  const { database } = bench.db;
  finance = await aPerson('Félix').postedIn(cast.office).holding('financier', cast.office).make(database);
  await bench.start();
});

afterAll(() => bench?.close());

const start = (answers: Record<string, unknown> = ANSWERS) =>
  people.file(answers, { kind: KIND, filedById: cast.manager });
const toldTo = async (requestId: string, recipientId: string) =>
  (
    await bench.db.database.prisma.notification.findMany({
      where: { requestId, recipientId },
      orderBy: { queuedAt: 'asc' },
    })
  ).map(({ message }) => message);

describe('an advancement that a manager starts', () => {
  test('is checked, signed, sealed, filed in the agent’s file, applied and paid; the agent hears of it only then', async () => {
    const { prisma } = bench.db.database;
    // As taken over when the portal opened.
    const former = { grade: 'Greffière', echelon: 6, index: 421 };
    await takenOver(bench.db.asOwner, cast.agent, { theme: 'echelon-grade', value: former });
    const requestId = await start();
    await people.at(requestId, 'visa', cast.checker, 'complement', { reason: 'Joignez l’état des services.' });
    await people.at(requestId, 'complement', cast.manager, 'completed', { reason: 'Joint au dossier.' });
    await people.at(requestId, 'visa', cast.checker, 'approved');
    const { key } = await people.taskAt(requestId, 'signature-arrete');
    expect(key).not.toBe('');
    expect(await toldTo(requestId, cast.agent)).toEqual([]);
    await people.sign(requestId, 'signature-arrete');
    expect((await people.closed(requestId)).outcome).toBe('granted');

    const act = await prisma.act.findFirstOrThrow({ where: { requestId } });
    expect(act.content).toMatchObject({ answers: ANSWERS, agent: { echelon: 6 } });
    const [filed] = await prisma.dossierPiece.findMany({ where: { actId: act.id }, include: { dossier: true } });
    expect(filed?.dossier.personId).toBe(cast.agent);
    const value = { grade: 'Greffière', echelon: 7, index: 435 };
    expect(await prisma.situationEntry.findMany({ where: { requestId } })).toMatchObject([
      { personId: cast.agent, theme: 'echelon-grade', value, from: dateColumn(EFFECT), until: null },
    ]);
    expect(await prisma.payPiece.findMany({ where: { requestId } })).toMatchObject([
      {
        agentId: cast.agent,
        month: EFFECT.slice(0, 7),
        movement: 'echelon',
        facts: [
          { key: 'echelon', value: 7 },
          { key: 'index', value: 435 },
        ],
        actId: act.id,
        actSha256: act.sealedSha256,
        sentAt: null,
      },
    ]);
    expect((await toldTo(requestId, cast.agent)).sort()).toEqual(['act-granted', 'situation-changed']);
    for (const who of [cast.manager, cast.checker, cast.signer]) {
      expect((await toldTo(requestId, who)).filter((message) => message === 'act-granted')).toHaveLength(1);
    }
    expect((await toldTo(requestId, cast.manager))[0]).toBe('acknowledgement');
  });

  test('that weighs on the budget passes by the finance office, and a refusal reaches the agent as a decision', async () => {
    const { prisma } = bench.db.database;
    const requestId = await start({ ...NEXT, basis: 'correction' });
    await people.at(requestId, 'visa', cast.checker, 'approved');
    await people.at(requestId, 'visa-budgetaire', finance, 'approved');
    await people.at(requestId, 'signature-arrete', cast.signer, 'refused', {
      reasonLaw: 'Le statut particulier du corps.',
      reasonFact: 'L’ancienneté retenue n’est pas justifiée.',
    });
    await people.sign(requestId, 'signature-refus');
    expect((await people.closed(requestId)).outcome).toBe('refused');
    expect(await toldTo(requestId, cast.agent)).toEqual(['act-refused']);
    expect(await prisma.payPiece.count({ where: { requestId } })).toBe(0);
    expect(await prisma.situationEntry.count({ where: { requestId } })).toBe(0);
  });

  test('given up before it is signed is never told to the agent; whoever acted is', async () => {
    const requestId = await start(NEXT);
    await people.at(requestId, 'visa', cast.checker, 'approved');
    await people.taskAt(requestId, 'signature-arrete');
    await people.withdraw(requestId, cast.manager);
    expect((await people.closed(requestId)).outcome).toBe('withdrawn');
    expect(await toldTo(requestId, cast.agent)).toEqual([]);
    expect(await toldTo(requestId, cast.checker)).toContain('withdrawn');
    expect(await toldTo(requestId, cast.manager)).toContain('withdrawn');
  });

  test('is not decided by whoever started it, even by an intent written behind the portal’s back', async () => {
    const { prisma } = bench.db.database;
    const structureId = cast.office.id;
    const given = { personId: cast.manager, role: 'valideur', structureId, from: dateColumn('2020-01-01') };
    await prisma.habilitation.create({ data: given });
    const requestId = await start(NEXT);
    const { key } = await people.taskAt(requestId, 'visa');
    expect(await people.behindThePortal.decide(key, cast.manager, 'approved')).toMatchObject({
      refused: 'own-request',
    });
    expect(await people.decide(key, cast.checker, 'approved')).toHaveProperty('decisionId');
  });
});

const payPiece = JOBS.find(({ definition }) => definition.type === 'pay-piece') as RegisteredJob;

describe('a pay piece', () => {
  test('is made once for a movement, however often the job comes; a circuit with nothing to pay by is told so', async () => {
    const { database } = bench.db;
    const requestId = await people.file();
    await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
    await people.at(requestId, 'visa', cast.checker, 'approved');
    await people.sign(requestId, 'signature-arrete');
    await people.closed(requestId);
    const { engine, instanceKey } = await database.prisma.request.findUniqueOrThrow({ where: { id: requestId } });
    const context = { ...bench.context, engineName: engine ?? '' };
    const job = (headers: Record<string, string>, variables: Record<string, unknown> = {}) =>
      ({ key: '1', elementId: 'paye', processInstanceKey: instanceKey, headers, variables }) as never;
    const headers = { movement: 'allowance', facts: 'quota', effectDate: 'startDate', effectUntil: 'endDate' };
    for (let turn = 0; turn < 2; turn++)
      await doStep(context, payPiece, job(headers, { payFacts: { payFraction: '6/7' } }));
    expect(await database.prisma.payPiece.findMany({ where: { requestId, movement: 'allowance' } })).toMatchObject([
      {
        facts: [
          { key: 'quota', value: '80' },
          { key: 'payFraction', value: '6/7' },
        ],
      },
    ]);
    const audited = await database.prisma.auditEvent.count({ where: { chain: cast.agent, verb: 'pay.piece' } });
    await doStep(context, payPiece, job(headers));
    expect(await database.prisma.auditEvent.count({ where: { chain: cast.agent, verb: 'pay.piece' } })).toBe(audited);
    for (const wrong of [
      { movement: 'bonus', facts: 'quota' },
      { movement: 'other' },
      { movement: 'other', facts: 'nothing' },
      { movement: 'other', facts: 'quota', effectDate: 'reason' },
      { movement: 'other', facts: 'quota', cutoffDay: '40' },
    ]) {
      await expect(doStep(context, payPiece, job(wrong))).rejects.toMatchObject({ retries: 0 });
    }
    // G2: what follows an effect says what was applied, and nothing beside it.
    for (const [change, payFacts] of [
      [{}, { index: 999 }],
      [{}, { payFraction: '1/1' }],
      [{ facts: 'quota,reason' }, {}],
      [{ effectDate: 'endDate' }, {}],
    ] as const) {
      const differs = doStep(
        context,
        payPiece,
        job({ movement: 'work-time', facts: 'quota', ...change }, { payFacts }),
      );
      await expect(differs).rejects.toThrow(/pay-differs/);
    }
  });
});

describe('a request that its agent signed on paper', () => {
  test('is entered and completed by a manager, decided by others, granted; the agent is told from its filing', async () => {
    const { prisma } = bench.db.database;
    const requestId = await people.file(people.requestData(), { filedById: cast.manager });
    await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
    await people.at(requestId, 'visa', cast.checker, 'complement', { reason: 'Joignez le livret de famille.' });
    await people.at(requestId, 'complement', cast.manager, 'completed', { reason: 'Reçu au guichet.' });
    await people.at(requestId, 'visa', cast.checker, 'approved');
    expect(await toldTo(requestId, cast.agent)).toEqual(['acknowledgement', 'complement-asked']);
    expect(await toldTo(requestId, cast.manager)).toContain('complement-asked');
    await people.sign(requestId, 'signature-arrete');
    expect((await people.closed(requestId)).outcome).toBe('granted');
    expect(await prisma.situationEntry.count({ where: { requestId, personId: cast.agent } })).toBe(1);
  });

  test('is withdrawn by its agent', async () => {
    const requestId = await people.file(people.requestData(), { filedById: cast.manager });
    await people.taskAt(requestId, 'avis-superieur');
    await people.withdraw(requestId);
    expect((await people.closed(requestId)).outcome).toBe('withdrawn');
  });
});
