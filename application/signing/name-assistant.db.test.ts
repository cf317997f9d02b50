import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { aPerson, aStructure, type StructureRow } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { endAssistancesOf, nameAssistant, notifyLapsed, notifyOver, revokeAssistant } from './name-assistant.ts';

let db: TestDatabase;
let court: StructureRow;
let sophie: string;
let agnes: string;
const at = new Date();
const today = parisDay(at);
const later = (days: number) => dayAfter(today, { days });

beforeAll(async () => {
  db = await aDatabase();
  court = await aStructure(db.database.prisma, 'Tribunal');
  sophie = await aPerson('Sophie').postedIn(court).holding('signataire', court).make(db.database);
});
afterAll(() => db?.drop());
beforeEach(async () => {
  agnes = await aPerson('Agnès').postedIn(court).make(db.database);
});

const deps = () => ({ database: db.database, mailDomain: 'harmonie.example' });
const emailOf = async (id: string) =>
  (await db.database.prisma.person.findUniqueOrThrow({ where: { id } })).workEmail?.toUpperCase() ?? '';
const name = async (of: { by?: string; who?: string; from?: string; until?: string } = {}) => {
  const { by = sophie, who = agnes, from = today, until = later(30) } = of;
  return nameAssistant(deps(), { personId: by, at }, { workEmail: await emailOf(who), from, until });
};
const assists = async (day = today) => {
  const [row] = await db.database.prisma.$queryRaw<{ yes: boolean }[]>`
    select assists(${agnes}::uuid, ${sophie}::uuid, ${day}::date) as yes`;
  return row?.yes;
};
const maySign = (personId: string) =>
  db.asOwner(
    `insert into habilitation (id, person_id, role, structure_id, "from", by_right, ground)
     values (gen_random_uuid(), $1, 'signataire', $2, $3, false, 'installation')`,
    [personId, court.id, today],
  );
const told = async (recipientId: string) => {
  const rows = await db.database.prisma.notification.findMany({ where: { recipientId }, orderBy: { id: 'asc' } });
  return rows.map(({ message }) => message);
};

describe('an assistant of a signatory', () => {
  test('is named with dates and told; named twice, once; the database knows on which days they prepare', async () => {
    const id = await name();
    expect(await name()).toBe(id);
    expect(await traceOf(db.database.prisma, agnes)).toMatchObject([
      {
        verb: 'assistant.name',
        actorId: sophie,
        subject: `assistant:${id}`,
        payload: { after: { signatoryId: sophie } },
      },
    ]);
    expect(await told(agnes)).toEqual(['assistant-named']);
    expect([await assists(), await assists(later(30)), await assists(later(31))]).toEqual([true, true, false]);
  });

  test.each([
    ['for days gone by', () => ({ from: later(-1) }), 'period-in-past'],
    ['upside down', () => ({ from: later(2), until: later(1) }), 'period-upside-down'],
    ['by a person who signs nothing', () => ({ by: agnes, who: sophie }), 'forbidden'],
    ['of oneself', () => ({ who: sophie }), 'assistant-oneself'],
  ])('is not named %s', async (_how, asked, code) => {
    await expect(name(asked())).rejects.toMatchObject({ code });
    expect(await told(agnes)).toEqual([]);
  });

  test('is not somebody unknown, nor who signs, draws or administers, nor named twice for the same days', async () => {
    for (const role of ['signataire', 'analyste', 'administrateur'] as const) {
      const marc = await aPerson('Marc').postedIn(court).holding(role, court).make(db.database);
      await expect(name({ who: marc })).rejects.toMatchObject({ code: 'assistant-barred' });
    }
    const asked = { workEmail: 'nobody@harmonie.example', from: today, until: today };
    await expect(nameAssistant(deps(), { personId: sophie, at }, asked)).rejects.toMatchObject({
      code: 'assistant-unknown',
    });
    await name();
    await expect(name({ until: later(40) })).rejects.toMatchObject({ code: 'period-overlaps' });
  });

  test('prepares no more once it is ended, by either of the two and nobody else; the other is told, once', async () => {
    const id = await name();
    const other = await aPerson('Adam').postedIn(court).holding('administrateur', court).make(db.database);
    await expect(revokeAssistant(deps(), { personId: other, at }, id)).rejects.toMatchObject({ code: 'not-found' });
    await revokeAssistant(deps(), { personId: sophie, at }, id);
    await revokeAssistant(deps(), { personId: sophie, at }, id);
    expect(await told(agnes)).toEqual(['assistant-named', 'assistant-ended']);
    expect(await assists()).toBe(false);
    const before = (await told(sophie)).length;
    await revokeAssistant(deps(), { personId: agnes, at }, await name());
    expect((await told(sophie)).slice(before)).toEqual(['assistant-ended']);
  });

  test('is told with their signatory once the last day is past, once', async () => {
    await name({ until: later(2) });
    const before = (await told(sophie)).length;
    await notifyOver(deps(), new Date(at.getTime() + 2 * 86_400_000));
    expect(await told(agnes)).toEqual(['assistant-named']);
    for (const days of [3, 4]) await notifyOver(deps(), new Date(at.getTime() + days * 86_400_000));
    expect(await told(agnes)).toEqual(['assistant-named', 'assistant-ended']);
    expect((await told(sophie)).slice(before)).toEqual(['assistant-ended']);
  });

  test('prepares no more once either leaves, or once the assistant may sign', async () => {
    await name();
    expect(await endAssistancesOf(db.database.prisma, deps(), { personId: sophie, at }, agnes)).toBe(1);
    expect(await assists()).toBe(false);
    await name();
    await db.asOwner(`update posting set until = $2 where person_id = $1`, [agnes, later(-1)]);
    expect(await assists()).toBe(false);
    await db.asOwner(`update posting set until = null where person_id = $1`, [agnes]);
    expect(await assists()).toBe(true);
    await maySign(agnes);
    expect(await assists()).toBe(false);
  });

  const left = (whose: string) => db.asOwner(`update posting set until = "from" where person_id = $1`, [whose]);
  test.each([
    [
      'the signatory may sign no more',
      'assistance-signatory-left',
      (signer: string) => db.asOwner('delete from habilitation where person_id = $1', [signer]),
    ],
    ['the signatory left', 'assistance-signatory-left', left],
    ['the assistant left', 'assistance-assistant-left', (_signer: string, helper: string) => left(helper)],
    ['the assistant may sign', 'assistance-assistant-barred', (_signer: string, helper: string) => maySign(helper)],
  ])('is told with their signatory once %s, once, and of no other assistance', async (_what, message, change) => {
    const day = (days: number) => new Date(at.getTime() + days * 86_400_000);
    const signer = await aPerson('Paul').postedIn(court).holding('signataire', court).make(db.database);
    const helper = await aPerson('Alix').postedIn(court).holding('valideur', court).make(db.database);
    await name();
    await name({ by: signer, who: helper });
    await notifyLapsed(deps(), at);
    expect([await told(signer), await told(helper)]).toEqual([[], ['assistant-named']]);
    await change(signer, helper);
    for (const days of [1, 1, 2]) await notifyLapsed(deps(), day(days));
    expect([await told(signer), await told(helper)]).toEqual([[message], ['assistant-named', message]]);
    expect(await told(agnes)).toEqual(['assistant-named']);
  });

  test('no statement of the application makes one of somebody who signs, nor of oneself, nor brings back one that ended', async () => {
    const { prisma } = db.database;
    const row = { signatoryId: sophie, assistantId: agnes, from: at, until: at, namedAt: at };
    const marc = await aPerson('Marc').postedIn(court).holding('signataire', court).make(db.database);
    const adam = await aPerson('Adam').postedIn(court).holding('administrateur', court).make(db.database);
    const made = (change: object) => prisma.signingAssistant.create({ data: { ...row, ...change } });
    await expect(made({ assistantId: marc })).rejects.toThrow(/named by whoever signs/);
    await expect(made({ assistantId: adam })).rejects.toThrow(/named by whoever signs/);
    await expect(made({ signatoryId: agnes, assistantId: sophie })).rejects.toThrow(/named by whoever signs/);
    await expect(made({ signatoryId: marc, assistantId: marc })).rejects.toThrow();
    const id = await name();
    await expect(prisma.signingAssistant.update({ where: { id }, data: { until: at } })).rejects.toThrow(/denied/);
    await revokeAssistant(deps(), { personId: agnes, at }, id);
    const back = prisma.signingAssistant.update({ where: { id }, data: { revokedAt: null, revokedById: null } });
    await expect(back).rejects.toThrow(/revoked already/);
  });
});
