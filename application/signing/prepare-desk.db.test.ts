import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { foldText } from '#domain/signing/desk.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { createSecretValues } from '#prisma/secret-values.ts';
import { aPerson, aRequest, aShippedCircuit, aStructure, aTask, type StructureRow } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { createVersions } from '../versions.ts';
import { drawFold } from './draw-fold.ts';
import { nameAssistant } from './name-assistant.ts';
import {
  asideForSignatory,
  noteForSignatory,
  orderFold,
  readPreparation,
  readPreparedDesk,
  readPreparedFold,
} from './prepare-desk.ts';
import { readFold } from './read-fold.ts';
import { setAside } from './set-aside.ts';

const FORM = {
  type: 'default',
  components: [
    { type: 'number', key: 'quota', label: 'Quotité' },
    { type: 'textfield', key: 'account', label: 'Compte', properties: { sensitive: 'true' } },
  ],
};
const label = { fr: 'Certificat', en: 'Certificate' };
const piece = (pieceType: string, closed: boolean) => ({
  pieceType,
  label,
  mandatory: false,
  field: pieceType,
  closed,
});
const MANIFEST = {
  ...{ title: { fr: 'Congé', en: 'Leave' }, form: { path: 'essai.form' }, steps: [], taskForms: {}, effects: [] },
  ...{ pieces: [piece('livret', false), piece('certificat', true)], texts: { form: {}, elements: {} } },
};
const secrets = createSecretValues(randomBytes(32));
const at = new Date();

let db: TestDatabase;
let court: StructureRow;
let sophie: string;
let agnes: string;
/** Assists nobody, but holds several rights. */
let manager: string;
let id: string;
/** Acts of four agents, in the order in which they came, then the assistant's own act. */
const keys: string[] = [];
let own: string;

async function anAct(agentId: string): Promise<string> {
  const { prisma } = db.database;
  const requestId = await aRequest(prisma, agentId, court);
  const data = { quota: 80, account: { sealed: secrets.seal('FR76', agentId), shown: '…76' } };
  await db.asOwner('update request set data = $2 where id = $1', [requestId, JSON.stringify(data)]);
  return aTask(prisma, requestId, 'signataire', 'signature');
}

beforeAll(async () => {
  db = await aDatabase();
  const { prisma } = db.database;
  const files = { 'essai.form': JSON.stringify(FORM) };
  const versionId = await aShippedCircuit(db.database, { manifest: MANIFEST, files });
  id = foldText({ versionId, elementId: 'task-signataire' });
  court = await aStructure(prisma, 'Tribunal');
  const someone = (name: string) => aPerson(name).postedIn(court);
  sophie = await someone('Sophie').holding('signataire', court).make(db.database);
  agnes = await someone('Agnès').make(db.database);
  manager = await someone('Nadia').holding('gestionnaire', court).holding('valideur', court).make(db.database);
  for (let n = 0; n < 4; n++) keys.push(await anAct(await someone('Claire').make(db.database)));
  own = await anAct(agnes);
  const { workEmail } = await prisma.person.findUniqueOrThrow({ where: { id: agnes } });
  const named = { workEmail: workEmail ?? '', from: parisDay(at), until: dayAfter(parisDay(at), { days: 30 }) };
  const deps = { database: db.database, mailDomain: 'harmonie.example' };
  await nameAssistant(deps, { personId: sophie, at }, named);
});
afterAll(() => db?.drop());

const parts = () => ({ database: db.database, versions: createVersions(db.database), secrets });
const by = (personId = agnes) => ({ personId, signatoryId: sophie, at });
const desk = (personId = agnes, aside = false) => readPreparedDesk(parts(), by(personId), aside);
const filters = (aside = false) => ({ id, filters: { aside } });
const fold = (personId = agnes, aside = false) => readPreparedFold(parts(), by(personId), filters(aside));
const prepared = (personId = agnes, aside = false) => readPreparation(parts(), by(personId), filters(aside));
const order = (taskKeys: readonly string[], personId = agnes) => orderFold(parts(), by(personId), { id, taskKeys });
const aside = (put: boolean, { personId = agnes, taskKey = keys[3] ?? '' } = {}) =>
  asideForSignatory(parts(), by(personId), { taskKey, aside: put, reason: put ? 'À revoir avec le service.' : '' });
const note = (text: string, { personId = agnes, taskKey = keys[0] ?? '' } = {}) =>
  noteForSignatory(parts(), by(personId), { taskKey, text });
const ofSignatory = async () => {
  const { outliers, alike } = (await readFold(parts(), { personId: sophie, ...filters(), at })).fold;
  return [...outliers, ...alike].map(({ taskKey }) => taskKey);
};

describe('the desk of a signatory, prepared by their assistant', () => {
  test('is read without sensitive values, closed documents, nor what is about the assistant; what is read is no fold that one signs from', async () => {
    expect(await desk()).toMatchObject({
      shown: 4,
      folds: [{ fold: id, count: 4 }],
      signatory: { firstName: 'Sophie' },
    });
    const { fold: read } = await fold();
    expect(read.alike.map(({ taskKey }) => taskKey)).toEqual(keys);
    const said = JSON.stringify(read);
    expect(said).toContain('piece:livret');
    for (const hidden of ['…76', 'account', 'piece:certificat', own]) expect(said).not.toContain(hidden);
    expect(await db.database.prisma.foldShown.count({ where: { personId: agnes } })).toBe(0);
    expect(await ofSignatory()).toEqual([...keys, own]);
  });

  test('is put in order for the signatory, who puts it back by what is due', async () => {
    const [first = '', second = '', third = ''] = keys;
    await order([third, first]);
    await order([third, first]);
    expect((await ofSignatory()).slice(0, 3)).toEqual([third, first, second]);
    expect(await prepared(sophie)).toMatchObject({ placed: [third, first], placedBy: { id: agnes } });
    await order([], sophie);
    expect(await ofSignatory()).toEqual([...keys, own]);
    const events = await db.database.prisma.auditEvent.findMany({
      where: { verb: 'desk.order' },
      orderBy: { at: 'asc' },
    });
    expect(events.map(({ actorId }) => actorId)).toEqual([agnes, sophie]);
  });

  test('an order keeps the places of acts that its assistant does not see: their own, and those put aside', async () => {
    const [first = '', second = '', third = '', fourth = ''] = keys;
    await order([own, fourth, first], sophie);
    await aside(true);
    expect((await fold()).fold.alike.map(({ taskKey }) => taskKey)).toEqual([first, second, third]);
    await order([third, second]);
    expect(await ofSignatory()).toEqual([own, third, second, first]);
    await aside(false);
    expect(await ofSignatory()).toEqual([own, fourth, third, second, first]);
    // Set aside by somebody else since they read the list, it is placed with the others.
    await setAside(parts(), { actor: await actorFacts(db.database.prisma, sophie), taskKey: fourth, aside: true, at });
    await order([fourth, first]);
    await setAside(parts(), { actor: await actorFacts(db.database.prisma, sophie), taskKey: fourth, aside: false, at });
    expect((await ofSignatory()).slice(0, 3)).toEqual([own, fourth, first]);
    await order([], sophie);
    expect(await ofSignatory()).toEqual([...keys, own]);
  });

  test('an act is put aside with its reason; the signatory reads who did, and takes it up again', async () => {
    await aside(true);
    await aside(true);
    expect(await ofSignatory()).not.toContain(keys[3]);
    expect(await desk(agnes, true)).toMatchObject({ shown: 1, setAside: 1 });
    expect((await prepared(sophie, true)).asides).toMatchObject([
      { taskKey: keys[3], reason: 'À revoir avec le service.', by: { id: agnes } },
    ]);
    const actor = await actorFacts(db.database.prisma, sophie);
    await setAside(parts(), { actor, taskKey: keys[3] ?? '', aside: false, at });
    expect(await ofSignatory()).toContain(keys[3]);
    await aside(true);
    await aside(false);
    expect(await ofSignatory()).toContain(keys[3]);
  });

  test('what the signatory put aside, their assistant does not take up', async () => {
    const actor = await actorFacts(db.database.prisma, sophie);
    await setAside(parts(), { actor, taskKey: keys[2] ?? '', aside: true, at });
    await aside(false, { taskKey: keys[2] ?? '' });
    expect(await ofSignatory()).not.toContain(keys[2]);
    await setAside(parts(), { actor, taskKey: keys[2] ?? '', aside: false, at });
  });

  test('a note is read by the signatory and its writer alone, and kept sealed; an empty one takes it away', async () => {
    await note('Le préfet attend ce dossier.');
    await note('Le préfet attend ce dossier mardi.');
    const kept = await db.database.prisma.signingNote.findMany();
    expect(kept.map(({ personId, byId }) => [personId, byId])).toEqual([[sophie, agnes]]);
    expect(JSON.stringify(kept)).not.toContain('préfet');
    expect((await prepared(sophie)).notes).toMatchObject([
      { text: 'Le préfet attend ce dossier mardi.', by: { id: agnes } },
    ]);
    expect((await prepared()).notes).toHaveLength(1);
    const marc = await aPerson('Marc').postedIn(court).make(db.database);
    await db.asOwner(
      `insert into signing_assistant (id, signatory_id, assistant_id, "from", until, named_at)
       values (gen_random_uuid(), $1, $2, $3, $3, now())`,
      [sophie, marc, parisDay(at)],
    );
    expect((await prepared(marc)).notes).toEqual([]);
    await note('');
    expect(await db.database.prisma.signingNote.count()).toBe(0);
    const said = JSON.stringify(await db.database.prisma.auditPayload.findMany());
    expect(said).not.toContain('préfet');
  });
});

describe('G5: an assistant decides nothing, and nobody else prepares', () => {
  test('somebody who does not assist that signatory finds no such desk', async () => {
    for (const personId of [manager]) {
      await expect(desk(personId)).rejects.toMatchObject({ code: 'not-found' });
      await expect(fold(personId)).rejects.toMatchObject({ code: 'not-found' });
      await expect(prepared(personId)).rejects.toMatchObject({ code: 'not-found' });
      await expect(order([], personId)).rejects.toMatchObject({ code: 'not-found' });
      await expect(aside(true, { personId })).rejects.toMatchObject({ code: 'not-found' });
      await expect(note('x', { personId })).rejects.toMatchObject({ code: 'not-found' });
    }
  });

  test('an assistant prepares nothing about themselves, nor what does not wait on that desk', async () => {
    for (const taskKey of [own, '99999']) {
      await expect(order([taskKey])).rejects.toMatchObject({ code: 'not-found' });
      await expect(aside(true, { taskKey })).rejects.toMatchObject({ code: 'not-found' });
      await expect(note('x', { taskKey })).rejects.toMatchObject({ code: 'not-found' });
    }
    await expect(order([keys[0] ?? '', keys[0] ?? ''])).rejects.toMatchObject({ code: 'bad-request' });
  });

  test('no road of a signatory opens to their assistant: fold, pages, aside, decision', async () => {
    const actor = await actorFacts(db.database.prisma, agnes);
    const asked = { personId: agnes, ...filters(), at };
    await expect(readFold(parts(), asked)).rejects.toMatchObject({ code: 'not-found' });
    await expect(drawFold(parts(), asked)).rejects.toMatchObject({ code: 'not-found' });
    const put = setAside(parts(), { actor, taskKey: keys[0] ?? '', aside: true, at });
    await expect(put).rejects.toMatchObject({ code: 'not-found' });
    const held = await db.database.prisma.$queryRaw<unknown[]>`
      select from task_holders(${keys}::text[], paris_day(now())) h where h.person_id = ${agnes}::uuid`;
    expect(held).toEqual([]);
  });

  test('no statement of the application writes a decision of the assistant, nor a preparation of somebody else', async () => {
    const { prisma } = db.database;
    const [taskKey = ''] = keys;
    const { requestId } = await prisma.task.findUniqueOrThrow({ where: { key: taskKey } });
    for (const outcome of ['signed', 'refused']) {
      const given = { taskKey, requestId, authorId: agnes, outcome };
      const { id: intentId } = await prisma.decisionIntent.create({
        data: { ...given, authentication: {}, decidedAt: new Date() },
      });
      const decided = { id: intentId, ...given, elementId: 'task-signataire', kind: 'signature' };
      await expect(prisma.decision.create({ data: decided })).rejects.toThrow(/decision/);
    }
    const row = { taskKey, personId: sophie, at: new Date() };
    const place = (byId: string, key = taskKey) =>
      prisma.signingPlace.create({ data: { ...row, taskKey: key, place: 0, byId } });
    await expect(place(manager)).rejects.toThrow(/prepares nothing there/);
    await expect(place(agnes, own)).rejects.toThrow(/no signature of task/);
    const written = prisma.signingNote.create({ data: { ...row, byId: manager, sealed: 'x' } });
    await expect(written).rejects.toThrow(/prepares nothing there/);
    const putAside = prisma.signingAside.create({ data: { ...row, byId: manager, reason: 'x' } });
    await expect(putAside).rejects.toThrow(/prepares nothing there/);
  });

  test('one who is given the right to sign prepares no more, at once', async () => {
    await db.asOwner(
      `insert into habilitation (id, person_id, role, structure_id, "from", by_right, ground)
       values (gen_random_uuid(), $1, 'signataire', $2, $3, false, 'installation')`,
      [agnes, court.id, parisDay(at)],
    );
    await expect(desk()).rejects.toMatchObject({ code: 'not-found' });
    await expect(note('x')).rejects.toMatchObject({ code: 'not-found' });
  });
});
