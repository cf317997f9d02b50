import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { Grid, GridRow } from '#domain/situation/grids/grid.ts';
import { lastGridProposal } from '#prisma/repositories/people/grid-proposals.ts';
import { currentGrid, gridsOn, keepNewGrids } from '#prisma/repositories/people/grids.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { aPerson, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { approveGrid } from './approve-grid.ts';
import { proposeGrid } from './propose-grid.ts';
import { returnGrid } from './return-grid.ts';
import { takeGridBack } from './take-grid-back.ts';

const AT = new Date('2026-03-02T09:00:00Z');
const word = (text: string) => ({ fr: text, en: text });

let db: TestDatabase;
let alice: string;
let bruno: string;
let claire: string;
beforeAll(async () => {
  db = await aDatabase();
  const ministry = await aStructure(db.database.prisma, 'Ministère');
  const person = (name: string) => aPerson(name).postedIn(ministry);
  alice = await person('Alice').holding('analyste', ministry).make(db.database);
  bruno = await person('Bruno').holding('analyste', ministry).make(db.database);
  claire = await person('Claire').make(db.database);
});
afterAll(() => db?.drop());

const row = (quota: number, payFraction: string, from = '2022-03-01', until: string | null = null): GridRow => ({
  ...{ from, until, values: { quota, payFraction } },
  legal: null,
});
let name: string;
let count = 0;
const grid = (...rows: GridRow[]): Grid => ({
  name,
  title: word('Essai'),
  columns: [
    { key: 'quota', type: 'quota', label: word('Quotité'), by: true },
    { key: 'payFraction', type: 'fraction', label: word('Fraction') },
  ],
  rows,
});
beforeEach(async () => {
  name = `essai_${++count}`;
  await keepNewGrids(db.database.prisma, [grid(row(80, '6/7'))]);
});

const deps = () => ({ database: db.database, baseUrl: 'https://harmonie.example' });
const by = async (personId: string) => ({ actor: await actorFacts(db.database.prisma, personId), at: AT });
const current = async () => {
  const found = await currentGrid(db.database.prisma, name);
  if (found === null) throw new Error('no such grid');
  return found;
};
const ask = async (changed: Grid, { personId = alice, base }: { personId?: string; base?: string | null } = {}) =>
  proposeGrid(deps(), {
    ...(await by(personId)),
    ...{ grid: changed, base: base === undefined ? (await current()).id : base, reason: 'Décret de janvier' },
  });
const propose = async (changed: Grid, asked: Parameters<typeof ask>[1] = {}) => {
  const answer = await ask(changed, asked);
  if (!('proposalId' in answer)) throw new Error(`it was not proposed: ${JSON.stringify(answer.faults)}`);
  return answer.proposalId;
};
const approve = async (personId: string, proposalId: string) =>
  approveGrid(deps(), { ...(await by(personId)), proposalId });
const fractionOn = async (day: string) =>
  (await gridsOn(db.database.prisma, [name], day))[name]?.rows.map(({ values }) => values.payFraction);

/** From 2027 on, another fraction. */
const CHANGED = () => grid(row(80, '6/7', '2022-03-01', '2026-12-31'), row(80, '85/100', '2027-01-01'));

describe('a change of a grid', () => {
  test('leaves what the portal relies on it for', async () => {
    expect(await ask({ ...CHANGED(), use: 'court' })).toMatchObject({
      faults: [{ at: 'use', code: 'grid-use-stays' }],
    });
  });

  test('is read once another analyst approved it, on each day by what stands then', async () => {
    const id = await propose(CHANGED());
    expect(await fractionOn('2027-01-01')).toEqual(['6/7']);
    await expect(approve(alice, id)).rejects.toMatchObject({ code: 'grid-own-proposal' });
    await expect(approve(claire, id)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await approve(bruno, id)).toEqual({ number: 2 });
    expect([await fractionOn('2026-12-31'), await fractionOn('2027-01-01')]).toEqual([['6/7'], ['85/100']]);
    expect(await fractionOn('2022-02-28')).toEqual([]);
    await expect(approve(bruno, id)).rejects.toMatchObject({ code: 'grid-proposal-ended' });
    const verbs = (await traceOf(db.database.prisma, SYSTEM_CHAIN)).map(({ verb }) => verb);
    expect(verbs.slice(-2)).toEqual(['grid.propose', 'grid.publish']);
    const told = await db.database.prisma.notification.findMany({
      where: { subject: `grid:${name}` },
      orderBy: { message: 'asc' },
    });
    expect(told.map(({ message, recipientId }) => [message, recipientId])).toEqual([
      ['grid-proposed', bruno],
      ['grid-published', alice],
    ]);
  });

  test('with a hole, or two rows for one day, is refused where it is, and nothing is written', async () => {
    const answers = [
      await ask(grid(row(80, '6/7', '2022-03-01', '2026-12-30'), row(80, '85/100', '2027-01-01'))),
      await ask(grid(row(80, '6/7'), row(80, '85/100', '2027-01-01'))),
      await ask({ ...CHANGED(), columns: CHANGED().columns.slice(0, 1) }),
    ];
    expect(answers.map((one) => ('faults' in one ? one.faults.map(({ at, code }) => `${at} ${code}`) : one))).toEqual([
      ['rows.1.from grid-hole'],
      ['rows.1.from grid-two-rows'],
      [
        'rows.0.payFraction grid-column-unknown',
        'rows.1.payFraction grid-column-unknown',
        'columns.payFraction grid-shape-stays',
      ],
    ]);
    expect(await lastGridProposal(db.database.prisma, name)).toBeNull();
  });

  test('waits alone: a second one is refused, and so is one of a version that no longer stands', async () => {
    const { id: base } = await current();
    const id = await propose(CHANGED());
    await expect(ask(grid(row(80, '1/2')), { personId: bruno })).rejects.toMatchObject({ code: 'grid-proposed' });
    await approve(bruno, id);
    await expect(ask(grid(row(80, '1/2')), { personId: bruno, base })).rejects.toMatchObject({
      ...{ code: 'grid-changed', params: { number: 2 } },
    });
    await expect(ask(CHANGED(), { personId: bruno })).rejects.toMatchObject({ code: 'grid-unchanged' });
    const turned = { ...CHANGED(), rows: CHANGED().rows.toReversed() };
    await expect(ask(turned, { personId: bruno })).rejects.toMatchObject({ code: 'grid-unchanged' });
    await expect(ask(CHANGED(), { personId: claire })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('is sent back with a remark, or taken back, and can be proposed anew', async () => {
    const id = await propose(CHANGED());
    const sendBack = async (who: string) =>
      returnGrid(deps(), { ...(await by(who)), proposalId: id, remark: 'Quel décret ?' });
    await expect(sendBack(alice)).rejects.toMatchObject({ code: 'forbidden' });
    await sendBack(bruno);
    expect(await lastGridProposal(db.database.prisma, name)).toMatchObject({
      state: 'returned',
      remark: 'Quel décret ?',
    });
    const again = await propose(CHANGED());
    await expect(takeGridBack(deps(), { ...(await by(bruno)), proposalId: again })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await takeGridBack(deps(), { ...(await by(alice)), proposalId: again });
    await expect(approve(bruno, again)).rejects.toMatchObject({ code: 'grid-proposal-ended' });
    expect((await current()).number).toBe(1);
  });

  test('is approved while its proposer is an analyst', async () => {
    const office = await aStructure(db.database.prisma, 'Bureau d’un jour');
    const lucie = await aPerson('Lucie').postedIn(office).holding('analyste', office).make(db.database);
    const id = await propose(CHANGED(), { personId: lucie });
    await db.asOwner(`update habilitation set until = '2026-03-01' where person_id = $1`, [lucie]);
    await expect(approve(bruno, id)).rejects.toMatchObject({ code: 'grid-proposer-left' });
  });

  test('at the very same moment, one answer counts', async () => {
    const id = await propose(CHANGED());
    const answering = { proposalId: id };
    const answers = await Promise.allSettled([
      approve(bruno, id),
      returnGrid(deps(), { ...(await by(bruno)), ...answering, remark: 'Non' }),
      takeGridBack(deps(), { ...(await by(alice)), ...answering }),
    ]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

test('a new grid is proposed, and is there once it is approved', async () => {
  name = 'nouvelle';
  const id = await propose(grid(row(80, '6/7')), { base: null });
  expect(await currentGrid(db.database.prisma, name)).toBeNull();
  expect(await approve(bruno, id)).toEqual({ number: 1 });
  expect((await current()).grid).toEqual(grid(row(80, '6/7')));
});

describe('the database, whatever the server says', () => {
  const insert = (written: Grid, number: number, proposalId: string | null = null) =>
    db.database.prisma.$executeRaw`
      insert into situation_grid (id, name, number, grid, proposal_id)
      values (gen_random_uuid(), ${written.name}, ${number}, ${JSON.stringify(written)}::jsonb, ${proposalId}::uuid)`;

  test('has no version without two people, but the first', async () => {
    await expect(insert(CHANGED(), 2)).rejects.toThrow(/without two people/);
    const id = await propose(CHANGED());
    await expect(insert(CHANGED(), 2, id)).rejects.toThrow(/no two people/);
    const { prisma } = db.database;
    const approved = (decidedBy: string) =>
      prisma.situationGridProposal.update({ where: { id }, data: { state: 'approved', decidedBy, decidedAt: AT } });
    await expect(approved(alice)).rejects.toThrow(/two_people/);
    await expect(approved(claire)).rejects.toThrow(/an analyst decides/);
    await approved(bruno);
    await expect(insert(grid(row(80, '1/2')), 2, id)).rejects.toThrow(/no two people/);
    await expect(insert(CHANGED(), 3, id)).rejects.toThrow(/does not follow/);
    await insert(CHANGED(), 2, id);
    await expect(prisma.situationGrid.updateMany({ data: { number: 9 } })).rejects.toThrow(/permission denied/);
    await expect(prisma.situationGridProposal.update({ where: { id }, data: { reason: 'x' } })).rejects.toThrow(
      /permission denied/,
    );
  });

  test.each<[string, () => Grid, RegExp]>([
    ['a hole', () => grid(row(80, '6/7', '2022-03-01', '2026-12-30'), row(80, '1/2', '2027-01-01')), /a hole/],
    ['two rows for one day', () => grid(row(80, '6/7'), row(80, '1/2', '2027-01-01')), /two rows/],
    ['a value of another type', () => grid(row(80, 'six')), /not of the type/],
    ['no value', () => grid({ ...row(80, ''), values: { quota: 80 } }), /not of the type/],
    ['a column less', () => ({ ...grid(), columns: grid().columns.slice(0, 1) }), /relied on/],
    ['the name of another', () => ({ ...CHANGED(), name: 'autre' }), /not of this name|stands/],
  ])('keeps no grid with %s', async (_what, written, refused) => {
    const { id: base } = await current();
    const proposed = db.database.prisma.$executeRaw`
      insert into situation_grid_proposal (id, name, base_id, grid, reason, proposed_by, proposed_at)
      values (gen_random_uuid(), ${name}, ${base}::uuid, ${JSON.stringify(written())}::jsonb, 'Essai', ${alice}::uuid, ${AT})`;
    await expect(proposed).rejects.toThrow(refused);
  });

  test('keeps no theme that reads a grid which is not there', async () => {
    const theme = {
      ...{ name: 'essai-de-grille', title: word('Essai'), inTime: { is: 'current' }, guarantee: 'act', rules: [] },
      fields: [{ key: 'payFraction', type: 'fraction', label: word('F'), source: 'grid', grid: 'rien' }],
    };
    const source = JSON.stringify(theme);
    await expect(
      db.database.prisma.$executeRaw`
        insert into situation_theme (sha256, name, source, definition, floor)
        values (encode(sha256(convert_to(${source}, 'UTF8')), 'hex'), ${theme.name}, ${source}, '{}', '')`,
    ).rejects.toThrow(/« rien » is not there/);
  });
});
