import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CircuitDraftView, CircuitProposal } from '#web/contract/circuits/atelier.ts';
import { aPortal, type Browser, PART_TIME, type TestPortal } from '../../testing/portal.ts';

// No worker runs here: what is asked of them is kept, or said to be late.
let portal: TestPortal;
let alice: Browser;
let bruno: Browser;
beforeAll(async () => {
  portal = await aPortal();
  alice = await portal.as('alice.analyste');
  bruno = await portal.as('bruno.analyste');
});
afterAll(() => portal.close());

const begin = async (): Promise<CircuitDraftView> =>
  (await alice.post('/api/atelier/drafts').send({ kind: PART_TIME }).expect(201)).body;
const at = (draft: CircuitDraftView, rest = '') => `/api/atelier/drafts/${draft.id}${rest}`;

/** A draft with a change, proposed by Alice. */
async function proposed(): Promise<{ draft: CircuitDraftView; proposal: CircuitProposal }> {
  const draft = await begin();
  const text = `// changé\n${draft.files.find(({ path }) => path === 'act.typ')?.text}`;
  await alice
    .put(at(draft, '/files'))
    .send({ revision: 0, files: [{ path: 'act.typ', text }] })
    .expect(200);
  const asked = { revision: 1, reason: 'Nouvelle règle' };
  return { draft, proposal: (await alice.post(at(draft, '/proposal')).send(asked).expect(201)).body };
}

describe('with the workers away', () => {
  test('a check and a preview say that the answer is late, and change nothing', async () => {
    const draft = await begin();
    for (const answer of [
      await alice.post(at(draft, '/check')),
      await alice.post(at(draft, '/act-preview')).send({ template: 'act' }),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([503, 'workers-late']);
    }
    expect((await alice.get(at(draft)).expect(200)).body.publishing).toBe(false);
  });

  test('an approved publication is kept; until it has gone, the draft can be read and copied, not changed', async () => {
    const { draft, proposal } = await proposed();
    const asked = await bruno.post(`/api/atelier/proposals/${proposal.id}/approval`);
    expect([asked.status, asked.body]).toEqual([202, { pending: true }]);
    expect((await alice.get(at(draft)).expect(200)).body).toMatchObject({
      publishing: true,
      proposal: { id: proposal.id, state: 'approved', decidedBy: { firstName: 'Bruno' } },
    });
    for (const refused of [
      await alice.put(at(draft, '/files')).send({ revision: 1, files: [{ path: 'act.typ', text: '' }] }),
      await alice.post(at(draft, '/proposal')).send({ revision: 1, reason: 'Encore' }),
      await alice.delete(at(draft)),
    ]) {
      expect([refused.status, refused.body.code]).toEqual([409, 'circuit-publishing']);
    }
    await alice.post(at(draft, '/copy')).send({}).expect(201);
    const { prisma } = portal.dependencies.database;
    expect(await prisma.outbox.count({ where: { command: 'publish-circuit', doneAt: null } })).toBe(1);
    const events = await prisma.auditEvent.findMany({ where: { subject: `circuit-proposal:${proposal.id}` } });
    expect(events.map(({ verb }) => verb)).toEqual(['circuit.proposal-make', 'circuit.proposal-approve']);
  });
});

describe('a proposal', () => {
  test('shows the other analysts what it is, and what each may answer', async () => {
    const { draft, proposal } = await proposed();
    const read = async (browser: Browser) =>
      (await browser.get(`/api/atelier/proposals/${proposal.id}`).expect(200)).body;
    expect(await read(bruno)).toMatchObject({
      draftId: draft.id,
      reason: 'Nouvelle règle',
      proposedBy: { firstName: 'Alice' },
      touchedBy: [{ firstName: 'Alice' }],
      replaces: { number: 1 },
      title: { fr: 'Temps partiel sur autorisation' },
      mine: { approvalBar: null, canReturn: true, canTakeBack: false },
    });
    expect((await read(alice)).mine).toEqual({
      approvalBar: 'circuit-own-proposal',
      canReturn: false,
      canTakeBack: true,
    });
    const { items } = (await bruno.get('/api/notifications').expect(200)).body;
    expect(items[0]).toMatchObject({
      message: 'circuit-proposed',
      requestId: null,
      subject: `circuit-proposal:${proposal.id}`,
      params: { circuitFr: 'Temps partiel sur autorisation' },
    });
    expect((await alice.get('/api/atelier/drafts').expect(200)).body.items).toContainEqual(
      expect.objectContaining({ id: draft.id, proposal: expect.objectContaining({ state: 'open' }) }),
    );
  });

  test('is answered by another one: nobody approves their own', async () => {
    const { proposal } = await proposed();
    const own = await alice.post(`/api/atelier/proposals/${proposal.id}/approval`);
    expect([own.status, own.body.code]).toEqual([403, 'circuit-own-proposal']);
    await bruno.post(`/api/atelier/proposals/${proposal.id}/return`).send({ remark: ' ' }).expect(400);
    await bruno.post(`/api/atelier/proposals/${proposal.id}/return`).send({ remark: 'Trop tôt' }).expect(204);
    const late = await bruno.post(`/api/atelier/proposals/${proposal.id}/approval`);
    expect([late.status, late.body.code, late.body.params]).toEqual([
      409,
      'circuit-proposal-ended',
      { state: 'returned' },
    ]);
    expect((await alice.get(`/api/atelier/proposals/${proposal.id}`).expect(200)).body.remark).toBe('Trop tôt');
  });

  test('is taken back by its author', async () => {
    const { draft, proposal } = await proposed();
    await bruno.delete(`/api/atelier/proposals/${proposal.id}`).expect(403);
    await alice.delete(`/api/atelier/proposals/${proposal.id}`).expect(204);
    expect((await alice.get(at(draft)).expect(200)).body.proposal.state).toBe('taken-back');
  });
});

describe('a draft is not proposed', () => {
  test.each([
    ['without a reason', { revision: 0, reason: '  ' }, 400, 'bad-request'],
    ['that changes nothing', { revision: 0, reason: 'Nouvelle règle' }, 409, 'circuit-unchanged'],
    ['of another revision', { revision: 3, reason: 'Nouvelle règle' }, 409, 'circuit-draft-changed'],
  ])('%s', async (_why, ask, status, code) => {
    const answer = await alice.post(at(await begin(), '/proposal')).send(ask);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  test('when the server could not check what people will type', async () => {
    const draft = await begin();
    const form = draft.files.find(({ path }) => path === 'demande.form')?.text ?? '';
    const pattern = form.replace(
      '"validate": { "required": true }',
      '"validate": { "required": true, "pattern": "(" }',
    );
    const files = [{ path: 'demande.form', text: pattern }];
    await alice.put(at(draft, '/files')).send({ revision: 0, files }).expect(200);
    const answer = await alice.post(at(draft, '/proposal')).send({ revision: 1, reason: 'Nouvelle règle' });
    expect([answer.status, answer.body.code]).toEqual([422, 'circuit-invalid']);
    expect(answer.body.circuitFaults).toEqual([
      expect.objectContaining({ file: 'demande.form', code: 'component-refused', severity: 'error' }),
    ]);
  });
});

test('nobody but an analyst draws; an administrator reads what is published', async () => {
  const draft = await begin();
  const adam = await portal.as('adam.administrateur');
  const nadia = await portal.as('nadia.gestionnaire');
  for (const browser of [adam, nadia]) {
    await browser.get(at(draft)).expect(403);
    await browser.post(at(draft, '/check')).expect(403);
    await browser.post(at(draft, '/proposal')).send({ revision: 0, reason: 'Non' }).expect(403);
  }
  const versions = (await adam.get(`/api/circuits/${PART_TIME}/versions`).expect(200)).body;
  const { versionId } = versions.items[0];
  await adam.get(`/api/circuits/${versionId}/sources`).expect(200);
  await nadia.get(`/api/circuits/${versionId}/sources`).expect(403);
  await adam.get('/api/circuits/inconnu/versions').expect(404);
});

test('a draft is compared with the version it began from, or with another', async () => {
  const draft = await begin();
  const texts = draft.files.find(({ path }) => path === 'texts.fr.json')?.text ?? '';
  const files = [
    {
      path: 'texts.fr.json',
      text: texts.replace('"instruction": "Instruction"', '"instruction": "Instruction du bureau"'),
    },
  ];
  await alice.put(at(draft, '/files')).send({ revision: 0, files }).expect(200);
  for (const address of [at(draft, '/comparison'), at(draft, `/comparison?with=${draft.baseVersion?.id}`)]) {
    const { body } = await alice.get(address).expect(200);
    expect(body.from).toEqual({ versionId: draft.baseVersion?.id, number: 1 });
    expect(body.texts).toEqual([
      {
        ...{ language: 'fr', key: 'elements.instruction', change: 'changed' },
        ...{ before: 'Instruction', after: 'Instruction du bureau' },
      },
    ]);
    expect(body.files.map(({ path }: { path: string }) => path)).toEqual(['texts.fr.json']);
  }
});
