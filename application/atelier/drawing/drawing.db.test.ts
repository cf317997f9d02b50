import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SYSTEM_CHAIN } from '../../../domain/evidence/audit.ts';
import { filesOfDraft } from '../../../prisma/repositories/atelier.ts';
import { actorFacts } from '../../../prisma/repositories/people/people.ts';
import { aPerson, aStructure } from '../../../prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '../../../prisma/testing/database.ts';
import { traceOf } from '../../../prisma/testing/trace.ts';
import { beginCircuitDraft } from '../begin/begin-circuit-draft.ts';
import { copyCircuitDraft } from '../begin/copy-circuit-draft.ts';
import { dropCircuitDraft } from '../drop-circuit-draft.ts';
import { orderActPreview, orderCheck } from '../order-trial.ts';
import { saveCircuitFiles } from '../save-circuit-files.ts';
import { openDrawingReader } from './drawing-reader.ts';

const AT = new Date('2026-03-02T09:00:00Z');

const drawings = openDrawingReader();
let db: TestDatabase;
let alice: string;
let claire: string;
beforeAll(async () => {
  db = await aDatabase();
  const ministry = await aStructure(db.database.prisma, 'Ministère');
  alice = await aPerson('Alice').postedIn(ministry).holding('analyste', ministry).make(db.database);
  claire = await aPerson('Claire').postedIn(ministry).make(db.database);
});
afterAll(async () => {
  await drawings.close();
  await db?.drop();
});

let draftId: string;
let before: number;
beforeEach(async () => {
  await db.database.prisma.outbox.deleteMany();
  draftId = (await begin()).id;
  before = (await trace()).length;
});

const deps = () => ({ database: db.database, baseUrl: 'https://harmonie.example' });
const by = async (personId = alice) => ({ actor: await actorFacts(db.database.prisma, personId), at: AT });
const begin = async (personId = alice) =>
  beginCircuitDraft(
    { ...db, drawings },
    { ...(await by(personId)), asked: { new: { kind: 'mobilite', title: 'Mobilité' } } },
  );
const save = async (text: string | null, { revision = 0, personId = alice } = {}) =>
  saveCircuitFiles(deps(), { ...(await by(personId)), draftId, revision, files: [{ path: 'note.json', text }] });
const drop = async (personId = alice) => dropCircuitDraft(deps(), { ...(await by(personId)), draftId });
const trace = () => traceOf(db.database.prisma, SYSTEM_CHAIN);
const newVerbs = async () => (await trace()).slice(before).map(({ verb }) => verb);
const commands = () => db.database.prisma.outbox.findMany({ select: { id: true, command: true } });
const paths = async (id: string) => (await filesOfDraft(db.database.prisma, id)).map(({ path }) => path);

describe('the draft of a circuit', () => {
  test('is begun with its trace, by analysts', async () => {
    const { id } = await begin();
    expect((await trace()).at(-1)).toMatchObject({
      ...{ verb: 'circuit.draft-begin', actorId: alice, subject: `circuit-draft:${id}`, payload: { origin: 'new' } },
    });
    await expect(begin(claire)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await newVerbs()).toEqual(['circuit.draft-begin']);
  });

  test('is saved on the revision that was read; saved since, nothing is written', async () => {
    expect(await save('{}')).toEqual({ revision: 1 });
    expect(await save('[]')).toMatchObject({ stale: { revision: 1 } });
    await expect(save('[]', { revision: 1, personId: claire })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await paths(draftId)).toContain('note.json');
    expect(await save(null, { revision: 1 })).toEqual({ revision: 2 });
    expect(await paths(draftId)).not.toContain('note.json');
    expect(await newVerbs()).toEqual(['circuit.draft-save', 'circuit.draft-save']);
  });

  test('takes no file that is too much, and says which', async () => {
    await expect(save('x'.repeat(20_000_000))).rejects.toMatchObject({
      code: 'circuit-file-refused',
      params: { path: 'note.json', reason: 'size' },
    });
    expect(await newVerbs()).toEqual([]);
  });

  test('is copied with what was changed meanwhile, and dropped', async () => {
    const files = [{ path: 'note.json', text: '{}' }];
    const copy = await copyCircuitDraft(db, { ...(await by()), draftId, files });
    expect(copy).toMatchObject({ kind: 'mobilite', origin: 'copy', revision: 1 });
    expect(await paths(copy.id)).toEqual([...(await paths(draftId)), 'note.json'].sort());
    await expect(drop(claire)).rejects.toMatchObject({ code: 'forbidden' });
    await drop();
    await expect(drop()).rejects.toMatchObject({ code: 'not-found' });
    expect(await newVerbs()).toEqual(['circuit.draft-begin', 'circuit.draft-drop']);
  });

  test('is tried by analysts, as long as it is there', async () => {
    const trial = async (personId = alice) => ({ ...(await by(personId)), draftId, until: AT });
    const ids: string[] = [await orderCheck(db, await trial())];
    ids.push(await orderActPreview(db, { ...(await trial()), template: 'act' }));
    expect((await commands()).map(({ id }) => id).sort()).toEqual(ids.sort());
    await expect(orderCheck(db, await trial(claire))).rejects.toMatchObject({ code: 'forbidden' });
    await drop();
    await expect(orderCheck(db, await trial())).rejects.toMatchObject({ code: 'not-found' });
    expect(await commands()).toHaveLength(2);
  });
});
