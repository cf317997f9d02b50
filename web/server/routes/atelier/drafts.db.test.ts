import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aSensitiveRight } from '#prisma/testing/builders.ts';
import type { CircuitDraftView } from '#web/contract/circuits/atelier.ts';
import { aPortal, type Browser, PART_TIME, type TestPortal } from '../../testing/portal.ts';

let portal: TestPortal;
let alice: Browser;
let second: Browser;
beforeAll(async () => {
  portal = await aPortal();
  alice = await portal.as('alice.analyste');
  // Another analyst: the right is the office's, not one person's.
  const { prisma } = portal.dependencies.database;
  const personId = await portal.personId('nadia.gestionnaire');
  const held = await prisma.habilitation.findFirstOrThrow({ where: { role: 'analyste' } });
  await aSensitiveRight(prisma, { personId, role: 'analyste', structureId: held.structureId, from: held.from });
  second = await portal.as('nadia.gestionnaire');
});
afterAll(() => portal.close());

const DIAGRAM = `${PART_TIME}.bpmn`;
const begin = async (body: object = { kind: PART_TIME }): Promise<CircuitDraftView> =>
  (await alice.post('/api/atelier/drafts').send(body).expect(201)).body;
const read = async (id: string): Promise<CircuitDraftView> =>
  (await alice.get(`/api/atelier/drafts/${id}`).expect(200)).body;
const textOf = (draft: CircuitDraftView, file: string) => draft.files.find((one) => one.path === file)?.text;
const verbsOf = async (subject: string) =>
  (
    await portal.dependencies.database.prisma.auditEvent.findMany({ where: { subject }, orderBy: { sequence: 'asc' } })
  ).map(({ verb }) => verb);

describe('an analyst begins a draft', () => {
  test('from the version in force, with all its files', async () => {
    const draft = await begin();
    const shipped = path.resolve(import.meta.dirname, '../../../../processes', PART_TIME, DIAGRAM);
    expect(textOf(draft, DIAGRAM)).toBe(await readFile(shipped, 'utf8'));
    expect(draft).toMatchObject({
      kind: PART_TIME,
      origin: 'version',
      revision: 0,
      publishing: false,
      title: { fr: 'Temps partiel sur autorisation' },
      baseVersion: { number: 1, current: true },
    });
    expect(draft.files.map(({ path: file }) => file)).toContain('demande.form');
    const shared = draft.shared.map(({ path: file }) => file);
    expect(shared.filter((file) => !file.startsWith('_blocks/'))).toEqual([
      '_shared/letterhead.typ',
      '_situation/temps-de-travail.json',
    ]);
    // Its own copies of the blocks that it calls.
    expect(shared).toContain('_blocks/signature/signature.bpmn');
    expect(draft.createdBy?.lastName).toBeDefined();
    const list = (await second.get('/api/atelier/drafts').expect(200)).body;
    expect(list.items.map(({ id }: { id: string }) => id)).toContain(draft.id);
  });

  test('of a kind that is closed: from its last version, and its name stays taken', async () => {
    const kind = 'autorisation-absence';
    const [version] = (await alice.get(`/api/circuits/${kind}/versions`).expect(200)).body.items;
    const reason = 'Une étape manque';
    await alice
      .post(`/api/circuits/${version.versionId}/withdrawal`)
      .send({ reason })
      .expect(200, { kind, inForce: null });
    const draft = await begin({ kind });
    expect(draft).toMatchObject({ origin: 'version', baseVersion: { id: version.versionId, current: false } });
    const xml = textOf(draft, `${kind}.bpmn`);
    const imported = await begin({ import: { fileName: 'dessin.bpmn', xml } });
    expect(imported.files).toEqual(draft.files);
    const taken = await alice.post('/api/atelier/drafts').send({ new: { kind, title: 'Autre chose' } });
    expect([taken.status, taken.body.code]).toEqual([409, 'circuit-kind-taken']);
  });

  test('from nothing: the smallest circuit that can be drawn on', async () => {
    const draft = await begin({ new: { kind: 'pret-de-velo', title: 'Prêt de « vélo » & co' } });
    expect(draft).toMatchObject({ kind: 'pret-de-velo', origin: 'new', baseVersion: null });
    expect(draft.title).toEqual({ fr: 'Prêt de « vélo » & co', en: 'Prêt de « vélo » & co' });
    expect(draft.files.map(({ path: file }) => file)).toEqual([
      'demande.form',
      'pret-de-velo.bpmn',
      'texts.en.json',
      'texts.fr.json',
    ]);
    const taken = await alice.post('/api/atelier/drafts').send({ new: { kind: PART_TIME, title: 'Encore' } });
    expect([taken.status, taken.body.code]).toEqual([409, 'circuit-kind-taken']);
  });

  const begun = { title: 'Mobilité durable', english: 'Sustainable travel', category: { fr: 'Paie', en: 'Pay' } };

  test('from nothing, with its English title and its category', async () => {
    const draft = await begin({ new: { ...begun, title: 'Trajets durables' } });
    expect(draft.title).toEqual({ fr: 'Trajets durables', en: 'Sustainable travel' });
    const texts = ['fr', 'en'].map((language) => JSON.parse(textOf(draft, `texts.${language}.json`) ?? ''));
    expect(texts).toMatchObject([
      { title: 'Trajets durables', category: 'Paie' },
      { title: 'Sustainable travel', summary: 'Sustainable travel', category: 'Pay' },
    ]);
  });

  test('after a model: under a name made of the title, worded, its form asking for what it changes', async () => {
    const { items, categories } = (await alice.get('/api/atelier/models').expect(200)).body;
    expect(categories).toContainEqual({ fr: 'Temps de travail', en: 'Working time' });
    const model = items.find(({ name }: { name: string }) => name === 'avis-et-signature');
    expect(model.themes).toContainEqual(expect.objectContaining({ name: 'temps-de-travail' }));
    const after = { model: 'avis-et-signature', theme: 'temps-de-travail' };
    const draft = await begin({ new: { ...begun, after } });
    expect(draft).toMatchObject({ kind: 'mobilite-durable', origin: 'new', baseVersion: null });
    expect(draft.title).toEqual({ fr: 'Mobilité durable', en: 'Sustainable travel' });
    expect(draft.files.map(({ path: file }) => file)).toEqual([
      ...['act.act.json', 'demande.form', 'mobilite-durable.bpmn'],
      ...['refusal.act.json', 'texts.en.json', 'texts.fr.json'],
    ]);
    const diagram = textOf(draft, 'mobilite-durable.bpmn') ?? '';
    expect(diagram).toContain('processId="mobilite-durable--signature"');
    expect(diagram).toContain('formId="mobilite-durable-demande"');
    expect(diagram).toContain('key="what" value="temps-de-travail"');
    expect(diagram).not.toMatch(/"modele\b|%\w+%/);
    const form = JSON.parse(textOf(draft, 'demande.form') ?? '');
    expect(form.components.map(({ key, id }: { key?: string; id: string }) => key ?? id)).toContain('quota');
    expect(JSON.parse(textOf(draft, 'texts.en.json') ?? '')).toMatchObject({ category: 'Pay' });
  });

  test('after a model, changing nothing: without the step that applies a change', async () => {
    const draft = await begin({ new: { title: 'Prêt de matériel', after: { model: 'controle', theme: null } } });
    expect(textOf(draft, `${draft.kind}.bpmn`)).not.toContain('situation-apply');
  });

  test('after a kind in force: its files under the new names, what people read kept', async () => {
    const draft = await begin({ new: { ...begun, category: undefined, after: { kind: PART_TIME } } });
    expect(JSON.parse(textOf(draft, 'texts.fr.json') ?? '')).toMatchObject({
      ...{ title: 'Mobilité durable', category: 'Temps de travail' },
    });
    const before = await begin();
    const names = before.files.map(({ path: file }) => file.replace(PART_TIME, draft.kind));
    expect(draft.files.map(({ path: file }) => file).sort()).toEqual(names.sort());
    const diagram = textOf(draft, `${draft.kind}.bpmn`) ?? '';
    expect(diagram).not.toContain(`"${PART_TIME}`);
    expect(diagram).toContain('name="Mobilité durable"');
    const [table] = draft.files.filter(({ path: file }) => file.endsWith('.dmn'));
    const [, called] = /decisionId="([^"]+)"/.exec(diagram) ?? [];
    expect(table?.text).toContain(`<decision id="${called}"`);
    expect(JSON.parse(textOf(draft, 'texts.fr.json') ?? '').form).toEqual(
      JSON.parse(textOf(before, 'texts.fr.json') ?? '').form,
    );
  });

  test('after a kind whose check asks in words of its own: the new one asks the same', async () => {
    const draft = await begin({ new: { ...begun, after: { kind: 'consultation-dossier' } } });
    const { id } = JSON.parse(textOf(draft, 'remise.form') ?? '');
    expect(textOf(draft, `${draft.kind}.bpmn`)).toContain(`"${id}"`);
    expect(JSON.parse(textOf(draft, 'texts.fr.json') ?? '').form).toMatchObject({
      [`${id}.question`]: 'Le dossier a-t-il été communiqué ?',
      [`${id}.unconfirmed`]: 'Non communiqué',
    });
  });

  test('under one title twice, even at once: two names', async () => {
    const twice = { new: { title: 'Prêt de trottinette' } };
    const drafts = await Promise.all([begin(twice), begin(twice)]);
    expect(drafts.map(({ kind }) => kind).sort()).toEqual(['pret-de-trottinette', 'pret-de-trottinette-2']);
  });

  test.each([
    ['🚲', /^circuit(-\d+)?$/],
    ['Temps partiel sur autorisation', /^temps-partiel-sur-autorisation-\d+$/],
    ['Essai', /^essai-\d+$/],
    ['<script>alert("%title%")</script>', /^script-alert-title-script$/],
  ])('whose title is « %s »: under a name that a circuit can bear', async (title, name) => {
    const after = { model: 'controle' };
    const draft = await begin({ new: { title, after } });
    expect(draft.kind).toMatch(name);
    expect(draft.title.fr).toBe(title);
  });

  test.each([
    ['a title of 300 characters', { title: 'é'.repeat(300) }, 400, 'bad-request'],
    ['a model that is not there', { title: 'Prêt', after: { model: 'inconnu' } }, 404, 'not-found'],
    ['a kind that is not there', { title: 'Prêt', after: { kind: 'inconnu' } }, 404, 'kind-unknown'],
    [
      'nothing to change, of a model that only changes',
      { title: 'Prêt', after: { model: 'mise-a-jour', theme: null } },
      422,
      'circuit-theme-beyond-model',
    ],
    [
      'a theme that the steps of the model do not stand behind',
      { title: 'Prêt', after: { model: 'mise-a-jour', theme: 'temps-de-travail' } },
      422,
      'circuit-theme-beyond-model',
    ],
  ])('%s is refused, and nothing is begun', async (_what, asked, status, code) => {
    const before = (await alice.get('/api/atelier/drafts').expect(200)).body.items.length;
    const answer = await alice.post('/api/atelier/drafts').send({ new: asked });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect((await alice.get('/api/atelier/drafts').expect(200)).body.items).toHaveLength(before);
  });

  test('of no kind that exists: they are told', async () => {
    const answer = await alice.post('/api/atelier/drafts').send({ kind: 'inconnu' });
    expect([answer.status, answer.body.code]).toEqual([404, 'kind-unknown']);
  });
});

describe('a diagram drawn elsewhere', () => {
  const foreign = (id: string, inside = '') =>
    `<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="http://bpmn.io/schema/bpmn"><bpmn:process id="${id}" name="Prêt de matériel" isExecutable="true"><bpmn:startEvent id="debut" name="Demande faite"><bpmn:extensionElements><zeebe:formDefinition formId="pret" bindingType="deployment" /></bpmn:extensionElements></bpmn:startEvent>${inside}</bpmn:process></bpmn:definitions>`;
  const importing = (xml: string) => alice.post('/api/atelier/drafts').send({ import: { fileName: 'pret.bpmn', xml } });

  test('of a new kind gets its manifest and its form', async () => {
    const draft: CircuitDraftView = (await importing(foreign('pret-de-materiel')).expect(201)).body;
    expect(draft).toMatchObject({ kind: 'pret-de-materiel', origin: 'import', baseVersion: null });
    expect(draft.title.fr).toBe('Prêt de matériel');
    expect(JSON.parse(textOf(draft, 'demande.form') ?? '').id).toBe('pret');
    expect(JSON.parse(textOf(draft, 'texts.fr.json') ?? '').elements).toEqual({ debut: 'Demande faite' });
  });

  test('of a kind that exists takes the place of its diagram, and the rest stays', async () => {
    const draft: CircuitDraftView = (await importing(foreign(PART_TIME)).expect(201)).body;
    expect(textOf(draft, DIAGRAM)).toContain('Prêt de matériel');
    expect(textOf(draft, 'act.typ')).toContain('letterhead');
    expect(draft.baseVersion?.number).toBe(1);
  });

  test.each([
    ['that is not XML', 'pas du XML'],
    ['that is something else', '<html></html>'],
  ])('%s is refused, with the reason', async (_why, xml) => {
    const { status, body } = await importing(xml);
    expect([status, body.code]).toEqual([422, 'circuit-diagram-unreadable']);
    expect(body.params.reason).not.toBe('');
  });

  test('G11: that takes hours to read is given up, and holds nobody else', async () => {
    const endless = `<zeebe:formDefinition ${' '.repeat(400_000)}`;
    const answer = importing(
      foreign('pret-sans-fin').replace('<bpmn:process', `<!-- ${endless} --><bpmn:process`),
    ).then(({ status, body }) => [status, body.code]);
    let isOver = false;
    void answer.then(() => {
      isOver = true;
    });
    for (let turn = 0; turn < 5; turn++) await alice.get('/api/me').expect(200);
    expect(isOver).toBe(false);
    expect(await answer).toEqual([422, 'circuit-too-complex']);
  });

  test('that declares entities is refused before anything reads it', async () => {
    const { status, body } = await importing(`<!DOCTYPE lolz [<!ENTITY lol "lol">]>${foreign('pret')}`);
    expect([status, body.code]).toEqual([422, 'circuit-diagram-hostile']);
  });

  test.each([
    ['without an executable process', foreign('pret').replace('isExecutable="true"', ''), 'circuit-not-one-process'],
    ['whose process nobody named', foreign('Process_0abc12'), 'circuit-process-name'],
    ['whose process has accents in its name', foreign('prêt'), 'circuit-process-name'],
    [
      'whose process is named as another kind’s block',
      foreign('coordonnees-bancaires--cloture'),
      'circuit-process-name',
    ],
    ['whose process ends in a hyphen', foreign('pret-'), 'circuit-process-name'],
    ['whose process has dots in its name', foreign('pret.de.velo'), 'circuit-process-name'],
  ])('%s is refused, and told what to change', async (_why, xml, code) => {
    const { status, body } = await importing(xml);
    expect([status, body.code]).toEqual([422, code]);
  });

  test('that is huge is refused before it is read', async () => {
    const { status, body } = await importing(foreign('pret', ' '.repeat(1_100_000)));
    expect([status, body.code]).toEqual([400, 'bad-request']);
  });
});

describe('two analysts on one circuit', () => {
  const save = (browser: Browser, id: string, revision: number, text: string | null, file = 'act.typ') =>
    browser.put(`/api/atelier/drafts/${id}/files`).send({ revision, files: [{ path: file, text }] });

  test('the second to save is told who saved, and keeps theirs as a copy', async () => {
    const { id } = await begin();
    const first = await save(alice, id, 0, 'à Alice').expect(200);
    expect(first.body.revision).toBe(1);
    const late = await save(second, id, 0, 'à Nadia');
    expect([late.status, late.body.code, late.body.revision]).toEqual([409, 'circuit-draft-changed', 1]);
    expect(late.body.savedBy.firstName).toBe('Alice');
    expect(late.body.savedAt).toBe(first.body.updatedAt);
    expect(textOf(await read(id), 'act.typ')).toBe('à Alice');

    const files = [{ path: 'act.typ', text: 'à Nadia' }];
    const copy: CircuitDraftView = (await second.post(`/api/atelier/drafts/${id}/copy`).send({ files }).expect(201))
      .body;
    expect([copy.origin, copy.revision, textOf(copy, 'act.typ')]).toEqual(['copy', 1, 'à Nadia']);
    expect(copy.updatedBy?.firstName).toBe('Nadia');
    expect(textOf(copy, 'demande.form')).toBe(textOf(await read(id), 'demande.form'));
    expect(textOf(await read(id), 'act.typ')).toBe('à Alice');
  });

  test('at the very same moment, one is kept and the other told', async () => {
    const { id } = await begin();
    const both = await Promise.all([save(alice, id, 0, 'une'), save(second, id, 0, 'autre')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await read(id)).revision).toBe(1);
  });

  test('files come and go, each change traced', async () => {
    const { id } = await begin();
    await save(alice, id, 0, '{}', 'autre.form').expect(200);
    await save(alice, id, 1, null, 'refusal.typ').expect(200);
    const paths = (await read(id)).files.map((file) => file.path);
    expect(paths).toContain('autre.form');
    expect(paths).not.toContain('refusal.typ');
    await second.delete(`/api/atelier/drafts/${id}`).expect(204);
    await alice.get(`/api/atelier/drafts/${id}`).expect(404);
    expect(await verbsOf(`circuit-draft:${id}`)).toEqual([
      'circuit.draft-begin',
      'circuit.draft-save',
      'circuit.draft-save',
      'circuit.draft-drop',
    ]);
  });

  test.each(['../etc/passwd.typ', '_shared/letterhead.typ', 'a/b.typ', 'run.sh', '.cache.json', 'é.typ'])(
    'a file named %s is refused',
    async (name) => {
      const { id } = await begin();
      const { status, body } = await save(alice, id, 0, 'x', name);
      expect([status, body.code]).toEqual([400, 'bad-request']);
    },
  );

  test('a file that is too large, or one named twice, is refused whole', async () => {
    const { id } = await begin();
    const large = await save(alice, id, 0, 'é'.repeat(600_000));
    expect([large.status, large.body.code, large.body.params]).toEqual([
      422,
      'circuit-file-refused',
      { path: 'act.typ', reason: 'size' },
    ]);
    const twice = [1, 2].map((number) => ({ path: 'act.typ', text: String(number) }));
    await alice.put(`/api/atelier/drafts/${id}/files`).send({ revision: 0, files: twice }).expect(422);
    expect((await read(id)).revision).toBe(0);
  });
});
