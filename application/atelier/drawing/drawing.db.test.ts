import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { filesOfDraft } from '#prisma/repositories/circuits/atelier.ts';
import { copyCircuitDraft } from '../begin/copy-circuit-draft.ts';
import { dropCircuitDraft } from '../drop-circuit-draft.ts';
import { orderActPreview, orderCheck } from '../order-trial.ts';
import { type Drafting, NOTE, openDrafting } from '../testing/drafting.ts';

let drafting: Drafting;
let alice: string;
let claire: string;
beforeAll(async () => {
  drafting = await openDrafting();
  alice = await drafting.analyst('Alice');
  claire = await drafting.person('Claire');
});
afterAll(() => drafting?.close());

let draftId: string;
let before: number;
beforeEach(async () => {
  await prisma().outbox.deleteMany();
  draftId = (await begin()).id;
  before = (await drafting.trace()).length;
});

const prisma = () => drafting.db.database.prisma;
const by = (personId = alice) => drafting.by(personId);
const begin = (personId = alice) => drafting.begin(personId);
const save = (text: string | null, { revision = 0, personId = alice } = {}) =>
  drafting.save(draftId, personId, text, revision);
const drop = async (personId = alice) => dropCircuitDraft(drafting.deps, { ...(await by(personId)), draftId });
const newVerbs = async () => (await drafting.trace()).slice(before).map(({ verb }) => verb);
const commands = () => prisma().outbox.findMany({ select: { id: true, command: true } });
const paths = async (id: string) => (await filesOfDraft(prisma(), id)).map(({ path }) => path);

describe('the draft of a circuit', () => {
  test('is begun with its trace, by analysts', async () => {
    const { id } = await begin();
    expect((await drafting.trace()).at(-1)).toMatchObject({
      ...{ verb: 'circuit.draft-begin', actorId: alice, subject: `circuit-draft:${id}`, payload: { origin: 'new' } },
    });
    await expect(begin(claire)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await newVerbs()).toEqual(['circuit.draft-begin']);
  });

  test('is saved on the revision that was read; saved since, nothing is written', async () => {
    expect(await save('{}')).toEqual({ revision: 1 });
    expect(await save('[]')).toMatchObject({ stale: { revision: 1 } });
    await expect(save('[]', { revision: 1, personId: claire })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await paths(draftId)).toContain(NOTE);
    expect(await save(null, { revision: 1 })).toEqual({ revision: 2 });
    expect(await paths(draftId)).not.toContain(NOTE);
    expect(await newVerbs()).toEqual(['circuit.draft-save', 'circuit.draft-save']);
  });

  test('takes no file that is too much, and says which', async () => {
    await expect(save('x'.repeat(20_000_000))).rejects.toMatchObject({
      code: 'circuit-file-refused',
      params: { path: NOTE, reason: 'size' },
    });
    expect(await newVerbs()).toEqual([]);
  });

  test('is copied with what was changed meanwhile, and dropped', async () => {
    const files = [{ path: NOTE, text: '{}' }];
    const copy = await copyCircuitDraft(drafting.deps, { ...(await by()), draftId, files });
    expect(copy).toMatchObject({ kind: 'mobilite', origin: 'copy', revision: 1 });
    expect(await paths(copy.id)).toEqual([...(await paths(draftId)), NOTE].sort());
    await expect(drop(claire)).rejects.toMatchObject({ code: 'forbidden' });
    await drop();
    await expect(drop()).rejects.toMatchObject({ code: 'not-found' });
    expect(await newVerbs()).toEqual(['circuit.draft-begin', 'circuit.draft-drop']);
  });

  test('is tried by analysts, as long as it is there', async () => {
    const trial = async (personId = alice) => {
      const asked = await by(personId);
      return { ...asked, draftId, until: asked.at };
    };
    const ids: string[] = [await orderCheck(drafting.deps, await trial())];
    ids.push(await orderActPreview(drafting.deps, { ...(await trial()), template: 'act' }));
    expect((await commands()).map(({ id }) => id).sort()).toEqual(ids.sort());
    await expect(orderCheck(drafting.deps, await trial(claire))).rejects.toMatchObject({ code: 'forbidden' });
    await drop();
    await expect(orderCheck(drafting.deps, await trial())).rejects.toMatchObject({ code: 'not-found' });
    expect(await commands()).toHaveLength(2);
  });
});
