import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { extractText } from 'unpdf';
import { enqueue, readAnswer } from '#prisma/repositories/messages/outbox.ts';
import type { CircuitDraftView, CircuitFault } from '#web/contract/circuits/atelier.ts';
import { aFilledDraft, aPortal, type Browser, PART_TIME, type TestPortal } from '#web/server/testing/portal.ts';
import { eventually, openWorkerBench, type WorkerBench } from '#workers/testing/bench.ts';
import { amount } from '../long-form.ts';
import { type AnalystBrowsers, publishAsTwo } from '../two-analysts.ts';

// The server and the workers on one database, with a real gateway: what an analyst does, as far as the lists of others.
let portal: TestPortal;
let bench: WorkerBench;
let alice: Browser;
let analysts: AnalystBrowsers;

beforeAll(async () => {
  portal = await aPortal({ settings: { engineTimeoutMs: 60_000 } });
  bench = await openWorkerBench({ db: portal.db, documents: portal.dependencies.documents });
  await bench.start();
  alice = await portal.as('alice.analyste');
  analysts = { proposer: alice, approver: await portal.as('bruno.analyste') };
});
afterAll(async () => {
  await bench?.close();
  await portal?.close();
});

const DIAGRAM = `${PART_TIME}.bpmn`;
/** A kind as Camunda's desktop modeler 5 saves one: diagram, form and table, each by itself. */
const CAMUNDA_KIND = path.resolve(import.meta.dirname, '../camunda-kind');
const prisma = () => portal.db.database.prisma;
const begin = async (body: object = { kind: PART_TIME }): Promise<CircuitDraftView> =>
  (await alice.post('/api/atelier/drafts').send(body).expect(201)).body;
const textIn = (draft: Pick<CircuitDraftView, 'files'>, path: string) =>
  draft.files.find((file) => file.path === path)?.text ?? '';

/** Changes files of a draft by a function of their text; answers the new revision. */
async function change(draft: CircuitDraftView, changes: Record<string, (text: string) => string | null>) {
  const files = Object.entries(changes).map(([path, how]) => ({ path, text: how(textIn(draft, path)) }));
  const { body } = await alice
    .put(`/api/atelier/drafts/${draft.id}/files`)
    .send({ revision: draft.revision, files })
    .expect(200);
  return body.revision as number;
}

/** English names for what a diagram names. */
const inEnglish = (text: string): string => {
  const texts = JSON.parse(text);
  const named = Object.keys(texts.elements).map((id, index) => [id, `Step ${index + 1}`]);
  return JSON.stringify({ ...texts, elements: Object.fromEntries(named) });
};

const check = async ({ id }: { id: string }): Promise<CircuitFault[]> =>
  (await alice.post(`/api/atelier/drafts/${id}/check`).expect(200)).body.faults;
const publish = (draft: { id: string }, revision: number, more: { over?: string } = {}) =>
  publishAsTwo(analysts, draft.id, { revision, reason: 'Évolution du circuit', ...more });
const publishedAs = async (...asked: Parameters<typeof publish>) => {
  const { status, body } = await publish(...asked);
  expect([status, body.code]).toEqual([201, undefined]);
  return { body };
};

/** A request filed by Claire, as soon as its first task is in the list of the person who holds it. */
async function filed(holder: string, elementId: string): Promise<{ requestId: string; taskKey: string }> {
  const claire = await portal.as('claire.agent');
  const { id } = await aFilledDraft(claire);
  const requestId = (await claire.post(`/api/drafts/${id}/submission`).expect(201)).body.id;
  return { requestId, taskKey: await inTheList(holder, requestId, elementId) };
}

async function inTheList(name: string, requestId: string, elementId: string): Promise<string> {
  const browser = await portal.as(name);
  return eventually(async () => {
    const { items } = (await browser.get('/api/tasks?pageSize=100').expect(200)).body;
    const task = items.find((item: { request: { id: string }; elementId?: string }) => item.request.id === requestId);
    if (!task) return null;
    const row = await prisma().task.findUnique({ where: { key: task.key } });
    return row?.elementId.endsWith(elementId) ? (task.key as string) : null;
  });
}

/** Plays a request to its signature, and reads the act that its signatory is shown. */
async function actOf({ requestId, taskKey }: { requestId: string; taskKey: string }): Promise<string> {
  const decide = async (name: string, key: string, outcome: string) =>
    (await portal.as(name)).post(`/api/tasks/${key}/decision`).send({ outcome }).expect(200);
  await decide('paul.superieur', taskKey, 'favorable');
  await decide('victor.valideur', await inTheList('victor.valideur', requestId, 'visa'), 'approved');
  const sophie = await portal.as('sophie.signataire');
  const key = await inTheList('sophie.signataire', requestId, 'signature-arrete');
  const { sha256 } = (await sophie.post(`/api/tasks/${key}/preview`).expect(200)).body;
  const pdf = await sophie.get(`/api/tasks/${key}/preview/${sha256}`).buffer(true).parse(asBytes).expect(200);
  const { text } = await extractText(new Uint8Array(pdf.body as Buffer), { mergePages: true });
  return text.replace(/\s+/g, ' ');
}

/** Reads an answer as bytes. */
function asBytes(response: unknown, done: (error: Error | null, body: Buffer) => void): void {
  const stream = response as NodeJS.ReadableStream;
  const parts: Buffer[] = [];
  stream.on('data', (part: Buffer) => parts.push(part));
  stream.on('end', () => done(null, Buffer.concat(parts)));
}

describe('what the checks say', () => {
  test('nothing of the circuit in force', async () => {
    expect(await check(await begin())).toEqual([]);
  });

  test('which of the kinds that are proposed next nobody can file, in words, without refusing it', async () => {
    const draft = await begin();
    await change(draft, {
      [DIAGRAM]: (xml) =>
        xml.replace(
          '<zeebe:property name="payImpact"',
          '<zeebe:property name="proposes" value="teletravail, conge-a-venir" />$&',
        ),
    });
    expect(await check(draft)).toMatchObject([
      {
        ...{ code: 'proposed-kind-unknown', severity: 'warning', elementId: PART_TIME },
        message: { fr: expect.stringContaining('« conge-a-venir »') },
      },
    ]);
  });

  test('what is wrong, where, in both languages', async () => {
    const draft = await begin();
    await change(draft, {
      [DIAGRAM]: (xml) =>
        xml
          .replace('type="situation-apply"', 'type="situation-aply"')
          .replace('input source="=dueAt"', 'input source="=dueAtt"'),
      'act.typ': (text) => `${text}\n#quatre-vingts\n`,
      'demande.form': (text) => text.replace('"type": "textarea"', '"type": "richtext"'),
    });
    const faults = await check(draft);
    expect(faults).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ file: DIAGRAM, elementId: 'appliquer-quotite', code: 'job-type-unknown' }),
        expect.objectContaining({ file: DIAGRAM, code: 'variable-unknown', params: { name: 'dueAtt' } }),
        expect.objectContaining({
          ...{ file: DIAGRAM, elementId: 'cloture-accord', code: 'pay-without-grounds' },
          message: expect.objectContaining({
            en: expect.stringMatching(/^In the block, at “Établir la pièce de paye”/),
          }),
        }),
        expect.objectContaining({ file: 'act.typ', code: 'template-unreadable', line: expect.any(Number) }),
        expect.objectContaining({ file: 'demande.form', elementId: 'reason', code: 'component-unknown' }),
      ]),
    );
    for (const { message } of faults) {
      expect(message.fr).not.toBe('');
      expect(message.en).not.toBe(message.fr);
    }
    const refused = await publish(draft, 1);
    expect([refused.status, refused.body.code]).toEqual([422, 'circuit-invalid']);
    expect(refused.body.circuitFaults).toContainEqual(
      expect.objectContaining({ elementId: 'reason', code: 'component-unknown' }),
    );
  });
});

test('G7: an effect without its sealed act is said at the effect, with what to do, and is not published', async () => {
  const draft = await begin();
  const revision = await change(draft, {
    [DIAGRAM]: (xml) =>
      xml.replace('sourceRef="instruite" targetRef="signature"', 'sourceRef="instruite" targetRef="appliquer-quotite"'),
  });
  const at = { file: DIAGRAM, elementId: 'appliquer-quotite', code: 'effect-sealed-act', severity: 'error' };
  const fault = (await check(draft)).find(({ code }) => code === at.code);
  expect(fault).toMatchObject(at);
  expect(fault?.message.fr).toContain('Placez avant lui la signature d’un signataire');
  const refused = await publish(draft, revision);
  expect([refused.status, refused.body.code]).toEqual([422, 'circuit-invalid']);
  expect(refused.body.circuitFaults).toContainEqual(expect.objectContaining(at));
});

describe('a template of an act', () => {
  test('is seen as the act it will make', async () => {
    const { id } = await begin();
    const answer = await alice
      .post(`/api/atelier/drafts/${id}/act-preview`)
      .send({ template: 'act' })
      .buffer(true)
      .parse(asBytes);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain('application/pdf');
    expect((answer.body as Buffer).subarray(0, 5).toString()).toBe('%PDF-');
    expect(await prisma().outbox.count({ where: { command: 'preview-circuit-act' } })).toBe(0);
  });

  // Each fault by itself is Typst's in its process: workers/typst/render.test.ts. Here, what is told of it.
  const HOSTILE = [
    ['loops', '#for i in range(100000) { for j in range(100000) { let x = i * j } }', 'template-late'],
    ['reads a file', '#read("/etc/passwd")', 'template-file'],
    ['swells', '#let x = ("abcdefgh" * 1000,)\n#for i in range(30) { x = x + x }\n#x.len()', 'template-memory'],
    ['calls the network', '#import "@preview/cetz:0.2.2"', 'template-package'],
  ] as const;
  test.each(HOSTILE.slice(0, amount({ daily: 2, full: 4 })))(
    'that %s ends with its fault, and decisions go on meanwhile',
    async (_what, text, code) => {
      const draft = await begin();
      await change(draft, { 'act.typ': () => text });
      const trial = alice.post(`/api/atelier/drafts/${draft.id}/act-preview`).send({ template: 'act' });
      const [answer, other] = await Promise.all([trial, filed('paul.superieur', 'avis-superieur')]);
      expect([answer.status, answer.body.code]).toEqual([422, 'circuit-invalid']);
      expect(answer.body.circuitFaults[0]).toMatchObject({ file: 'act.typ', code });
      expect(other.taskKey).toMatch(/^\d+$/);
    },
  );
});

describe('a published draft', () => {
  test('is what new requests follow; those under way keep everything of theirs', async () => {
    const before = await filed('paul.superieur', 'avis-superieur');
    const draft = await begin();
    const revision = await change(draft, {
      [DIAGRAM]: (xml) => xml.replace('name="Instruction"', 'name="Examen du dossier"'),
      'texts.fr.json': (text) => text.replace('"instruction": "Instruction"', '"instruction": "Examen du dossier"'),
      'demande.form': (text) => text.replace('"label": "Motif"', '"label": "Raison"'),
      'temps-partiel-regles.dmn': (xml) => xml.replace('6/7', '5/7'),
      'act.typ': (text) => text.replace('#enacts("ARRÊTE")', '#enacts("DÉCIDE")'),
    });
    expect(await check(draft)).toEqual([]);
    const claire = await portal.as('claire.agent');
    const begun = (await claire.post('/api/drafts').send({ kind: PART_TIME }).expect(201)).body;
    const published = await publishedAs(draft, revision);
    expect(published.body).toMatchObject({ kind: PART_TIME, number: 2 });
    await alice.get(`/api/atelier/drafts/${draft.id}`).expect(404);

    const after = await filed('paul.superieur', 'avis-superieur');
    const stepsOf = async ({ requestId }: { requestId: string }) => {
      const { body } = await claire.get(`/api/requests/${requestId}/progress`).expect(200);
      return body.steps.map(({ name }: { name: { fr: string } }) => name.fr);
    };
    expect(await stepsOf(before)).toContain('Instruction');
    expect(await stepsOf(after)).toContain('Examen du dossier');

    const [former, newer] = await Promise.all(
      [before, after].map(({ requestId }) => prisma().request.findUniqueOrThrow({ where: { id: requestId } })),
    );
    expect(newer?.versionId).toBe(published.body.versionId);
    expect(former?.versionId).not.toBe(newer?.versionId);
    // The form: of a draft begun before, and of one begun after.
    const formOf = async ({ id }: { id: string }) =>
      JSON.stringify((await claire.get(`/api/drafts/${id}`).expect(200)).body.kindDetail);
    expect(await formOf(begun)).toContain('"Motif"');
    expect(await formOf((await claire.post('/api/drafts').send({ kind: PART_TIME }).expect(201)).body)).toContain(
      '"Raison"',
    );
    // The act: drafted for both after the publication. The fraction is what is applied, whatever a table computes.
    const formerAct = await actOf(before);
    expect(formerAct).toContain('ARRÊTE');
    expect(formerAct).toContain('six septièmes (6/7)');
    const newerAct = await actOf(after);
    expect(newerAct).toContain('DÉCIDE');
    expect(newerAct).toContain('six septièmes (6/7)');
    const diagramOf = async (requestId: string) =>
      (await (await portal.as('claire.agent')).get(`/api/requests/${requestId}/diagram`).expect(200)).text;
    expect(await diagramOf(before.requestId)).toContain('name="Instruction"');
    expect(await diagramOf(after.requestId)).toContain('name="Examen du dossier"');
    const { items } = (await alice.get(`/api/circuits/${PART_TIME}/versions`).expect(200)).body;
    expect(items).toMatchObject([
      {
        number: 2,
        current: true,
        reason: 'Évolution du circuit',
        proposedBy: { firstName: 'Alice' },
        publishedBy: { firstName: 'Bruno' },
      },
      { number: 1, current: false, reason: null, publishedBy: null },
    ]);
    const between = `/api/circuits/${former?.versionId}/comparison/${newer?.versionId}`;
    const { body: changes } = await alice.get(between).expect(200);
    expect(changes.elements.map(({ elementId }: { elementId: string }) => elementId)).toContain('instruction');
    expect(changes.tables[0].rules[0]).toMatchObject({ before: ['"80"', '"6/7"'], after: ['"80"', '"5/7"'] });
    const sources = (await alice.get(`/api/circuits/${former?.versionId}/sources`).expect(200)).body;
    expect(textIn(sources, 'temps-partiel-regles.dmn')).toContain('6/7');
    const audit = await prisma().auditEvent.findFirstOrThrow({
      where: { subject: `circuit:${published.body.versionId}`, verb: 'circuit.publish' },
    });
    const { content } = await prisma().auditPayload.findFirstOrThrow({
      where: { chain: audit.chain, sequence: audit.sequence },
    });
    expect(audit.actorId).toBe(await portal.personId('bruno.analyste'));
    expect(content).toMatchObject({ reason: 'Évolution du circuit', number: 2 });
  });

  test('is published once, though its command comes twice', async () => {
    const draft = await begin();
    const revision = await change(draft, { 'refusal.typ': (text) => `// deux fois\n${text}` });
    const { body } = await publishedAs(draft, revision);
    const asked = await prisma().outbox.findFirstOrThrow({
      where: { command: 'publish-circuit', payload: { path: ['draftId'], equals: draft.id } },
    });
    const again = await portal.db.database.transaction((tx) =>
      enqueue(tx, { command: 'publish-circuit', payload: asked.payload as never }),
    );
    expect(await eventually(() => readAnswer(prisma(), again))).toEqual(body);
    expect(await prisma().circuitVersion.count({ where: { kind: PART_TIME, number: body.number } })).toBe(1);
  });

  test('that goes back to former files puts the former version in force again', async () => {
    const former = await prisma().circuitVersion.findFirstOrThrow({ where: { kind: PART_TIME, number: 1 } });
    const draft = await begin({ kind: PART_TIME, versionId: former.id });
    const outdated = await publish(draft, 0);
    expect([outdated.status, outdated.body.code]).toEqual([409, 'circuit-outdated']);
    const current = await prisma().circuitVersion.findFirstOrThrow({ where: { kind: PART_TIME, current: true } });
    const { body } = await publishedAs(draft, 0, { over: current.id });
    expect(body).toEqual({ versionId: former.id, kind: PART_TIME, number: 1 });
    const { requestId } = await filed('paul.superieur', 'avis-superieur');
    const request = await prisma().request.findUniqueOrThrow({ where: { id: requestId } });
    expect(request.versionId).toBe(former.id);
  });

  test('that changes nothing is not published', async () => {
    const draft = await begin();
    const answer = await publish(draft, 0);
    expect([answer.status, answer.body.code]).toEqual([409, 'circuit-unchanged']);
    const { body } = await alice.get(`/api/atelier/drafts/${draft.id}`).expect(200);
    expect(body.publishing).toBe(false);
  });

  test('two at once: one wins, the other is told and may go over it knowingly', async () => {
    const drafts = [await begin(), await begin()];
    const revisions = await Promise.all(
      drafts.map((draft, index) => change(draft, { 'act.typ': (text) => `// analyste ${index}\n${text}` })),
    );
    const answers = await Promise.all(drafts.map((draft, index) => publish(draft, revisions[index] ?? 0)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const loser = answers.findIndex(({ status }) => status === 409);
    const winner = answers[1 - loser];
    expect(answers[loser]?.body).toMatchObject({ code: 'circuit-outdated', params: { number: winner?.body.number } });
    const draft = drafts[loser];
    if (draft === undefined) throw new Error('one of two loses');
    const again = await publish(draft, revisions[loser] ?? 0, { over: winner?.body.versionId });
    expect([again.status, again.body.number]).toEqual([201, winner?.body.number + 1]);
  });

  test('of a revision that a colleague changed since is refused, with their name', async () => {
    const draft = await begin();
    await change(draft, { 'act.typ': (text) => `// encore\n${text}` });
    const answer = await publish(draft, 0);
    expect([answer.status, answer.body.code, answer.body.savedBy.firstName]).toEqual([
      409,
      'circuit-draft-changed',
      'Alice',
    ]);
  });
});

/** As Camunda's desktop modeler writes it: its own ids, no trace of this portal but what its documentation asks for. */
const FOREIGN = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0" id="Definitions_1" targetNamespace="http://bpmn.io/schema/bpmn" exporter="Camunda Modeler" exporterVersion="5.40.0" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.9.0">
  <bpmn:process id="pret-de-materiel" name="Prêt de matériel" isExecutable="true">
    <bpmn:startEvent id="StartEvent_1" name="Prêt demandé">
      <bpmn:extensionElements><zeebe:formDefinition formId="pret" bindingType="deployment" /></bpmn:extensionElements>
      <bpmn:outgoing>Flow_1</bpmn:outgoing>
    </bpmn:startEvent>
    <bpmn:sequenceFlow id="Flow_1" sourceRef="StartEvent_1" targetRef="Activity_1" />
    <bpmn:serviceTask id="Activity_1" name="Enregistrer">
      <bpmn:extensionElements><zeebe:taskDefinition type="request-register" /></bpmn:extensionElements>
      <bpmn:incoming>Flow_1</bpmn:incoming><bpmn:outgoing>Flow_2</bpmn:outgoing>
    </bpmn:serviceTask>
    <bpmn:sequenceFlow id="Flow_2" sourceRef="Activity_1" targetRef="Activity_2" />
    <bpmn:userTask id="Activity_2" name="Accord du chef de service">
      <bpmn:extensionElements>
        <zeebe:userTask />
        <zeebe:assignmentDefinition candidateGroups="superieur" />
        <zeebe:taskHeaders><zeebe:header key="decision" value="opinion" /></zeebe:taskHeaders>
      </bpmn:extensionElements>
      <bpmn:incoming>Flow_2</bpmn:incoming><bpmn:outgoing>Flow_3</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="Flow_3" sourceRef="Activity_2" targetRef="Activity_3" />
    <bpmn:serviceTask id="Activity_3" name="Clore">
      <bpmn:extensionElements>
        <zeebe:taskDefinition type="request-close" />
        <zeebe:taskHeaders><zeebe:header key="outcome" value="closed" /></zeebe:taskHeaders>
      </bpmn:extensionElements>
      <bpmn:incoming>Flow_3</bpmn:incoming><bpmn:outgoing>Flow_4</bpmn:outgoing>
    </bpmn:serviceTask>
    <bpmn:sequenceFlow id="Flow_4" sourceRef="Activity_3" targetRef="Event_1" />
    <bpmn:endEvent id="Event_1" name="Prêt examiné"><bpmn:incoming>Flow_4</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>`;

describe('a diagram from Camunda’s modeler, of a kind that does not exist', () => {
  test('is imported, published without a restart, and its tasks come to the right list', async () => {
    const draft = await begin({ import: { fileName: 'pret.bpmn', xml: FOREIGN } });
    // All it lacks is its English; nobody is told of anything, which it may mean.
    const faults = await check(draft);
    expect(new Set(faults.map(({ code }) => code))).toEqual(
      new Set(['words-copied', 'step-unannounced', 'closing-untold']),
    );
    expect(faults).toContainEqual(expect.objectContaining({ file: 'texts.en.json', elementId: 'Event_1' }));
    const revision = await change(draft, {
      'texts.en.json': (text) => inEnglish(text.replaceAll('Prêt de matériel', 'Equipment loan')),
    });
    expect((await check(draft)).filter(({ severity }) => severity === 'error')).toEqual([]);
    await publishedAs(draft, revision);

    const claire = await portal.as('claire.agent');
    const { items } = (await claire.get('/api/catalogue').expect(200)).body;
    expect(items).toContainEqual(
      expect.objectContaining({ kind: 'pret-de-materiel', title: { fr: 'Prêt de matériel', en: 'Equipment loan' } }),
    );
    const { id } = (await claire.post('/api/drafts').send({ kind: 'pret-de-materiel' }).expect(201)).body;
    const requestId = (await claire.post(`/api/drafts/${id}/submission`).expect(201)).body.id;
    const taskKey = await inTheList('paul.superieur', requestId, 'Activity_2');
    const others = (await (await portal.as('victor.valideur')).get('/api/tasks').expect(200)).body.items;
    expect(others.map(({ key }: { key: string }) => key)).not.toContain(taskKey);

    const paul = await portal.as('paul.superieur');
    await paul.post(`/api/tasks/${taskKey}/decision`).send({ outcome: 'favorable' });
    const closed = await eventually(() =>
      prisma().request.findFirst({ where: { id: requestId, closedAt: { not: null } } }),
    );
    expect(closed.outcome).toBe('closed');
  });

  test('comes with its form and its table, as the modeler saved them, and is played by both', async () => {
    const read = (name: string) => readFile(path.join(CAMUNDA_KIND, name), 'utf8');
    const draft = await begin({
      import: {
        fileName: 'pret-de-vehicule.bpmn',
        xml: await read('pret-de-vehicule.bpmn'),
        files: [
          { fileName: 'Formulaire de prêt.form', text: await read('formulaire.form') },
          { fileName: 'duree-du-pret.dmn', text: await read('duree-du-pret.dmn') },
        ],
      },
    });
    expect(draft.files.map((file) => file.path)).toEqual([
      'Formulaire-de-pret.form',
      'duree-du-pret.dmn',
      'pret-de-vehicule.bpmn',
      'texts.en.json',
      'texts.fr.json',
    ]);
    const errors = async () => (await check(draft)).filter(({ severity }) => severity === 'error');
    // All it lacks is its English.
    expect(new Set((await errors()).map(({ code }) => code))).toEqual(new Set(['words-copied']));
    const translated = (_key: string, words: unknown) => (typeof words === 'string' ? `${words} (en)` : words);
    const revision = await change(draft, {
      'texts.en.json': (text) => JSON.stringify(JSON.parse(text, translated)),
    });
    expect(await errors()).toEqual([]);
    await publishedAs(draft, revision);

    const claire = await portal.as('claire.agent');
    const file = async (jours: number) => {
      const { id, revision } = (await claire.post('/api/drafts').send({ kind: 'pret-de-vehicule' }).expect(201)).body;
      await claire
        .put(`/api/drafts/${id}`)
        .send({ revision, data: { jours, usage: 'tournee' } })
        .expect(200);
      return (await claire.post(`/api/drafts/${id}/submission`).expect(201)).body.id as string;
    };
    const closed = (requestId: string) =>
      eventually(() => prisma().request.findFirst({ where: { id: requestId, closedAt: { not: null } } }));
    // Short: nobody is asked. Long, says the table: the superior is.
    expect((await closed(await file(2))).outcome).toBe('closed');
    const long = await file(30);
    const taskKey = await inTheList('paul.superieur', long, 'Activity_1c2x8pg');
    await (await portal.as('paul.superieur')).post(`/api/tasks/${taskKey}/decision`).send({ outcome: 'favorable' });
    expect((await closed(long)).outcome).toBe('closed');
  });

  test('is told what it lacks, step by step', async () => {
    const draft = await begin({
      import: {
        fileName: 'pret.bpmn',
        xml: FOREIGN.replaceAll('pret-de-materiel', 'pret-de-salle')
          .replace('type="request-register"', 'type="reserver-salle"')
          .replace('<zeebe:userTask />', '')
          .replace('candidateGroups="superieur"', 'candidateGroups="chefs"')
          .replace('<zeebe:header key="decision" value="opinion" />', '')
          .replace('</bpmn:process>', '<bpmn:complexGateway id="Gateway_1" name="Selon la salle" /></bpmn:process>'),
      },
    });
    const found = (await check(draft)).map(({ elementId, code }) => `${elementId} ${code}`);
    expect(found).toEqual(
      expect.arrayContaining([
        'Activity_1 job-type-unknown',
        'StartEvent_1 register-missing',
        'Activity_2 user-task-not-native',
        'Activity_2 role-unknown',
        'Activity_2 decision-unknown',
        'Gateway_1 element-unsupported',
      ]),
    );
  });
});
