import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { foldText, type Urgency } from '#domain/signing/desk.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { aPerson, aRequest, aShippedCircuit, aStructure, aTask, type StructureRow } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { aDrawnAct } from '#prisma/testing/drawn-acts.ts';
import { aSealedAct, laterActKinds } from '#prisma/testing/sealed-acts.ts';
import { createVersions } from '../versions.ts';
import { drawFold, readDrawings } from './draw-fold.ts';
import { readDesk } from './read-desk.ts';
import { readFold } from './read-fold.ts';
import { setAside } from './set-aside.ts';

const FORM = {
  type: 'default',
  components: [
    { type: 'number', key: 'quota', label: 'Quotité' },
    { type: 'datetime', subtype: 'date', key: 'from', dateLabel: 'À partir du' },
    { type: 'textfield', key: 'account', label: 'Compte', properties: { sensitive: 'true' } },
  ],
};
const TITLE = { fr: 'Temps partiel', en: 'Part-time' };
const PIECE = { pieceType: 'livret', label: { fr: 'Livret', en: 'Booklet' }, mandatory: false, field: 'livret' };
const ELEMENT = 'task-signataire';
const MANIFEST = {
  ...{ title: TITLE, form: { path: 'essai.form' }, steps: [], taskForms: {}, effects: [], pieces: [PIECE] },
  texts: { form: {}, elements: {} },
};

let db: TestDatabase;
let court: StructureRow;
let prison: StructureRow;
let sophie: string;
let superior: string;
let fold: string;
/** Acts that wait, in the order in which they came. */
const keys: string[] = [];

interface Asked {
  readonly data?: object;
  readonly opinion?: string;
  readonly piece?: boolean;
  readonly at?: StructureRow;
  readonly dueAt?: Date;
  readonly refusedBefore?: boolean;
}

/** An act of a different agent that waits for its signature. */
async function anAct(n: number, { data = {}, opinion, piece = true, at = court, dueAt, refusedBefore }: Asked = {}) {
  const { prisma } = db.database;
  const agentId = await aPerson('Claire').postedIn(at).make(db.database);
  if (refusedBefore) {
    const before = await aRequest(prisma, agentId, at);
    await db.asOwner(`update request set outcome = 'refused', closed_at = now() where id = $1`, [before]);
  }
  const requestId = await aRequest(prisma, agentId, at);
  const said = { quota: 80, from: `2027-01-${String(n + 1).padStart(2, '0')}`, account: `secret ${n}`, ...data };
  await db.asOwner('update request set data = $2 where id = $1', [requestId, JSON.stringify(said)]);
  if (piece) {
    const bytes = { sha256: 'a'.repeat(64), size: 1, mediaType: 'application/pdf', fileName: 'livret.pdf' };
    await prisma.piece.create({ data: { ...bytes, pieceType: 'livret', ownerId: agentId, requestId } });
  }
  if (opinion) {
    const taskKey = await aTask(prisma, requestId, 'superieur');
    const given = { taskKey, requestId, authorId: superior, outcome: opinion };
    const { id } = await prisma.decisionIntent.create({
      data: { ...given, reason: 'Effectif.', authentication: {}, decidedAt: new Date() },
    });
    await prisma.decision.create({ data: { id, ...given, elementId: 'task-superieur', kind: 'opinion' } });
  }
  const key = await aTask(prisma, requestId, 'signataire', 'signature');
  if (dueAt) await prisma.task.update({ where: { key }, data: { dueAt } });
  return key;
}

beforeAll(async () => {
  db = await aDatabase();
  const { prisma } = db.database;
  const files = { 'essai.form': JSON.stringify(FORM) };
  const versionId = await aShippedCircuit(db.database, { manifest: MANIFEST, files });
  fold = foldText({ versionId, elementId: ELEMENT });
  const ministry = await aStructure(prisma, 'Ministère');
  court = await aStructure(prisma, 'Tribunal', ministry);
  prison = await aStructure(prisma, 'Prison', ministry);
  sophie = await aPerson('Sophie').postedIn(court).holding('signataire', ministry).make(db.database);
  superior = await aPerson('Paul').postedIn(court).holding('superieur', court).make(db.database);
  for (let n = 0; n < 27; n++) keys.push(await anAct(n));
  keys.push(await anAct(27, { data: { quota: 50 } }), await anAct(28, { opinion: 'reserved' }));
  keys.push(await anAct(29, { piece: false }));
});
afterAll(() => db?.drop());

interface Choice {
  kind?: string;
  structureId?: string;
  due?: Urgency;
  aside?: boolean;
}
const asked = (filters: Choice, personId: string) => ({
  ...{ personId, id: fold, at: new Date() },
  filters: { aside: false, ...filters },
});
const parts = () => ({ database: db.database, versions: createVersions(db.database) });
const desk = (filters: Choice = {}, personId = sophie) =>
  readDesk(parts(), { ...asked(filters, personId), kind: 'signature' });
const opened = (filters: Choice = {}, personId = sophie) => readFold(parts(), asked(filters, personId));
const keysOf = (acts: readonly { taskKey: string }[]) => acts.map(({ taskKey }) => taskKey);

describe('the desk', () => {
  test('lists what waits for me to sign, folded, with counts by kind, structure and urgency', async () => {
    const { folds, kinds, structures, urgencies, ...rest } = await desk();
    expect(folds).toMatchObject([{ fold, count: 30, marked: 1, overdue: 0, template: 'act', elementId: ELEMENT }]);
    expect(rest).toEqual({
      ...{ shown: 30, setAside: 0, more: false },
      waiting: [{ kind: 'signature', count: 30 }],
    });
    expect(kinds).toEqual([{ id: 'essai', name: TITLE, count: 30 }]);
    expect(structures).toEqual([{ id: court.id, name: 'Tribunal', count: 30 }]);
    expect([...urgencies]).toEqual([['later', 30]]);
  });

  test('is empty for a person who signs nothing, and who opens none of its folds', async () => {
    expect(await desk({}, superior)).toMatchObject({ folds: [], shown: 0 });
    await expect(opened({}, superior)).rejects.toMatchObject({ code: 'not-found' });
    await expect(drawFold(parts(), asked({}, superior))).rejects.toMatchObject({ code: 'not-found' });
  });

  test('keeps what filters leave, and says what each other choice would show', async () => {
    const urgent = await anAct(30, { at: prison, dueAt: new Date(Date.now() - 86_400_000) });
    expect(await desk({ structureId: prison.id })).toMatchObject({ shown: 1, folds: [{ count: 1, overdue: 1 }] });
    const { structures } = await desk({ structureId: prison.id, due: 'overdue' });
    expect(structures).toEqual([{ id: prison.id, name: 'Prison', count: 1 }]);
    expect(keysOf((await opened({ due: 'overdue' })).fold.alike)).toEqual([urgent]);
    await expect(opened({ due: 'week' })).rejects.toMatchObject({ code: 'not-found' });
    await db.database.prisma.task.update({ where: { key: urgent }, data: { state: 'canceled' } });
  });

  test('finds what filters ask for among more than it looks at, however little urgent it is', async () => {
    const later = await anAct(31, { at: prison, dueAt: new Date(Date.now() + 90 * 86_400_000) });
    const looked = (filters: Choice) => readDesk(parts(), { ...asked(filters, sophie), kind: 'signature', max: 10 });
    await db.database.prisma.task.updateMany({ where: { key: { in: keys } }, data: { dueAt: new Date() } });
    expect(await looked({})).toMatchObject({ shown: 10, more: true, folds: [{ count: 10 }] });
    const found = await looked({ structureId: prison.id, due: 'later' });
    expect(found).toMatchObject({ shown: 1, more: false, folds: [{ count: 1, overdue: 0 }] });
    expect(found.structures).toContainEqual({ id: prison.id, name: 'Prison', count: 1 });
    await db.database.prisma.task.updateMany({ where: { key: { in: keys } }, data: { dueAt: null } });
    await db.database.prisma.task.update({ where: { key: later }, data: { state: 'canceled' } });
  });

  test('leaves out an act that a colleague who signs too has taken', async () => {
    const colleague = await aPerson('Marc').postedIn(court).holding('signataire', court).make(db.database);
    const taken = (assigneeId: string | null) =>
      db.database.prisma.task.update({ where: { key: keys[0] ?? '' }, data: { assigneeId } });
    await taken(colleague);
    expect((await desk()).shown).toBe(29);
    expect((await desk({}, colleague)).shown).toBe(30);
    await taken(null);
  });
});

describe('a fold', () => {
  test('says once what all have in common; another quota, a reserved opinion, a missing piece come first', async () => {
    const { outliers, alike, common, fields } = (await opened()).fold;
    expect(outliers.map(({ taskKey, marks, unusual }) => [taskKey, marks, unusual])).toEqual([
      [keys[27], [], ['quota']],
      [keys[28], ['opinion-reserved'], []],
      [keys[29], [], ['piece:livret']],
    ]);
    expect(keysOf(alike)).toEqual(keys.slice(0, 27));
    expect(common.map(({ key, value }) => [key, value.fr])).toEqual([
      ['quota', '80'],
      ['piece:livret', 'pièce fournie'],
    ]);
    expect(fields.map(({ key }) => key)).toEqual(['quota', 'from', 'piece:livret']);
    expect(alike[0]).toMatchObject({
      ...{ agent: { firstName: 'Claire' }, structureName: 'Tribunal', urgency: 'later', dueOn: null },
      differs: [{ key: 'from', value: { fr: '1er janvier 2027' } }],
    });
  });

  test('says nothing of an answer that only its mask is shown of', async () => {
    expect(JSON.stringify((await opened()).fold)).not.toContain('secret');
  });

  test('an earlier refusal of the same agent is a mark on their act', async () => {
    const key = await anAct(5, { refusedBefore: true });
    const { outliers } = (await opened()).fold;
    expect(outliers.find(({ taskKey }) => taskKey === key)?.marks).toEqual(['refused-before']);
    await db.database.prisma.task.update({ where: { key }, data: { state: 'canceled' } });
  });

  test('a rule that warned as the act was drafted is a mark on it', async () => {
    const { prisma } = db.database;
    const [key = ''] = keys;
    const { requestId } = await prisma.task.findUniqueOrThrow({ where: { key } });
    const act = { requestId, template: 'act', title: 'Arrêté', content: {}, warned: true };
    const { id } = await prisma.act.create({ data: act });
    expect((await opened()).fold.outliers[0]).toMatchObject({ taskKey: key, marks: ['rule-warned'] });
    await prisma.act.update({ where: { id }, data: { warned: false } });
  });

  test('what touched the act that it is about since it was asked for is a mark on it', async () => {
    const { prisma } = db.database;
    const [key = ''] = keys;
    const { request } = await prisma.task.findUniqueOrThrow({ where: { key }, include: { request: true } });
    const elsewhere = await aStructure(prisma, 'Ailleurs');
    const signerId = await aPerson('Ève').postedIn(elsewhere).holding('signataire', elsewhere).make(db.database);
    const sealing = { agentId: request.agentId, signerId, structure: elsewhere };
    await laterActKinds(db);
    const { requestId: first } = await aSealedAct(db, sealing, '2026-03-01');
    await db.asOwner(`update request set contests_id = $2, filed_at = '2026-03-15' where id = $1`, [request.id, first]);
    expect(keysOf((await opened()).fold.outliers)).not.toContain(key);
    await aSealedAct(db, sealing, '2026-04-01', { nature: 'withdraws', of: first });
    expect((await opened()).fold.outliers[0]).toMatchObject({ taskKey: key, marks: ['touched-since'] });
    await db.asOwner('update request set contests_id = null where id = $1', [request.id]);
  });

  test('is kept as it was served: its hash, for whom, when, and whose acts; once for the same, anew once it says more', async () => {
    const { prisma } = db.database;
    const [{ sha256 }, again] = [await opened(), await opened()];
    expect(again.sha256).toBe(sha256);
    const kept = await prisma.foldShown.findMany({ where: { personId: sophie, sha256 } });
    expect(kept.map(({ taskKeys }) => taskKeys)).toEqual([keys]);
    await expect(prisma.foldShown.deleteMany()).rejects.toThrow(/permission denied/);
    const key = await anAct(6);
    expect((await opened()).sha256).not.toBe(sha256);
    await prisma.task.update({ where: { key }, data: { state: 'canceled' } });
  });

  test('is refused to a person who was shown a thousand others within an hour, and not when it is the same again', async () => {
    const { sha256 } = await opened();
    await db.asOwner(
      `insert into fold_shown (person_id, fold_id, sha256, task_keys, shown_at)
       select $1, 'other', lpad(n::text, 64, '0'), '{1}', now() from generate_series(1, 1000) n`,
      [sophie],
    );
    expect((await opened()).sha256).toBe(sha256);
    const key = await anAct(7);
    await expect(opened()).rejects.toMatchObject({ code: 'too-many-requests' });
    await db.asOwner(`update fold_shown set shown_at = shown_at - interval '1 hour' where fold_id = 'other'`);
    expect((await opened()).sha256).not.toBe(sha256);
    await db.database.prisma.task.update({ where: { key }, data: { state: 'canceled' } });
  });
});

interface Page {
  /** How long ago, in milliseconds. */
  readonly drafted?: number;
  readonly made?: number;
  readonly number?: string;
}

describe('the pages of a fold', () => {
  const ordered = async () => {
    const rows = await db.database.prisma.outbox.findMany({ where: { command: 'draw-acts' }, orderBy: { id: 'asc' } });
    return rows.map(({ payload }) => (payload as { taskKeys: string[] }).taskKeys);
  };

  test('are ordered some at a time, each once however often it is asked', async () => {
    await drawFold(parts(), asked({}, sophie));
    await drawFold(parts(), asked({}, sophie));
    expect(await ordered()).toEqual([keys.slice(0, 20), keys.slice(20)]);
    const { acts, waiting } = await readDrawings(parts(), asked({}, sophie));
    expect([acts.length, waiting.size]).toEqual([30, 30]);
  });

  test('are drawn once a page of today stands; one of yesterday, of what was drafted anew since, or of another number does not', async () => {
    const { prisma } = db.database;
    const day = 86_400_000;
    const drawn = async (taskKey: string, n: number, { drafted = 2 * day, made = 0, number }: Page = {}) => {
      const { requestId } = await prisma.task.findUniqueOrThrow({ where: { key: taskKey } });
      const ago = (ms: number) => new Date(Date.now() - ms);
      const page = { requestId, taskKey, signerId: sophie, sha256: String(n).repeat(64), ...(number && { number }) };
      const { actId } = await aDrawnAct(prisma, page);
      await prisma.act.update({ where: { id: actId }, data: { draftedAt: ago(drafted) } });
      await db.asOwner('update act_preview set created_at = $2 where act_id = $1', [actId, ago(made)]);
    };
    const [first = '', second = '', third = '', fourth = ''] = keys;
    await drawn(first, 1);
    await drawn(second, 2, { made: 1.2 * day });
    await drawn(third, 3, { drafted: -60_000 });
    await drawn(fourth, 4, { number: '1999-0001' });
    const { acts } = await readDrawings(parts(), asked({}, sophie));
    expect(acts.filter(({ sha256 }) => sha256 !== null)).toEqual([{ taskKey: first, sha256: '1'.repeat(64) }]);
  });
});

describe('an act put aside', () => {
  const put = async (aside: boolean, personId = sophie, taskKey = keys[3] ?? '') => {
    const actor = await actorFacts(db.database.prisma, personId);
    return setAside(parts(), { actor, taskKey, aside, at: new Date() });
  };
  const audited = () =>
    db.database.prisma.auditEvent.count({ where: { verb: { in: ['act.set-aside', 'act.take-up'] } } });

  test('leaves its fold for a list of its own, until it is taken up again; each is audited once', async () => {
    await put(true);
    await put(true);
    expect(await desk()).toMatchObject({ shown: 29, setAside: 1 });
    expect(keysOf((await opened()).fold.alike)).not.toContain(keys[3]);
    expect(await desk({ aside: true })).toMatchObject({ shown: 1, folds: [{ count: 1 }] });
    expect(keysOf((await opened({ aside: true })).fold.alike)).toEqual([keys[3]]);
    expect(await audited()).toBe(1);
    await put(false);
    await put(false);
    expect(await desk()).toMatchObject({ shown: 30, setAside: 0 });
    expect(await audited()).toBe(2);
  });

  test('waits for the others who sign as before, and nobody else puts one aside', async () => {
    const colleague = await aPerson('Hélène').postedIn(court).holding('signataire', court).make(db.database);
    await put(true);
    expect((await desk({}, colleague)).shown).toBe(30);
    await expect(put(true, superior)).rejects.toMatchObject({ code: 'not-found' });
    await put(false);
  });
});
