import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { SYSTEM_CHAIN } from '../../../domain/evidence/audit.ts';
import { findCircuitDraft, markPublishing } from '../../../prisma/repositories/atelier.ts';
import { actorFacts } from '../../../prisma/repositories/people/people.ts';
import { findProposal } from '../../../prisma/repositories/proposals.ts';
import { aPerson, aStructure } from '../../../prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '../../../prisma/testing/database.ts';
import { traceOf } from '../../../prisma/testing/trace.ts';
import { beginCircuitDraft } from '../begin/begin-circuit-draft.ts';
import { copyCircuitDraft } from '../begin/copy-circuit-draft.ts';
import { openDrawingReader } from '../drawing/drawing-reader.ts';
import { dropCircuitDraft } from '../drop-circuit-draft.ts';
import { giveBack } from '../publish/publish-draft.ts';
import { saveCircuitFiles } from '../save-circuit-files.ts';
import { approveProposal } from './approve-proposal.ts';
import { proposeDraft } from './propose-draft.ts';
import { returnProposal } from './return-proposal.ts';
import { takeProposalBack } from './take-proposal-back.ts';

const AT = new Date('2026-03-02T09:00:00Z');

const drawings = openDrawingReader();
let db: TestDatabase;
let alice: string;
let bruno: string;
let chloe: string;
let claire: string;
beforeAll(async () => {
  db = await aDatabase();
  const ministry = await aStructure(db.database.prisma, 'Ministère');
  const person = (name: string) => aPerson(name).postedIn(ministry);
  alice = await person('Alice').holding('analyste', ministry).make(db.database);
  bruno = await person('Bruno').holding('analyste', ministry).make(db.database);
  chloe = await person('Chloé').holding('analyste', ministry).make(db.database);
  claire = await person('Claire').make(db.database);
});
afterAll(async () => {
  await drawings.close();
  await db?.drop();
});

let draftId: string;
let before: number;
beforeEach(async () => {
  draftId = (await begin()).id;
  before = (await trace()).length;
});

const deps = () => ({ database: db.database, baseUrl: 'https://harmonie.example' });
const by = async (personId: string) => ({ actor: await actorFacts(db.database.prisma, personId), at: AT });
const begin = async (personId = alice) =>
  beginCircuitDraft(
    { ...db, drawings },
    { ...(await by(personId)), asked: { new: { kind: 'mobilite', title: 'Mobilité' } } },
  );
const save = async (personId: string, revision: number) =>
  saveCircuitFiles(deps(), {
    ...(await by(personId)),
    ...{ draftId, revision, files: [{ path: 'note.json', text: `"${personId}"` }] },
  });
const ask = async ({ personId = alice, revision = 0, id = draftId } = {}) =>
  proposeDraft(deps(), { ...(await by(personId)), draftId: id, revision, reason: 'Nouveau service', over: null });
const propose = async (asked: Parameters<typeof ask>[0] = {}) => {
  const answer = await ask(asked);
  if (!('proposal' in answer)) throw new Error('it was not proposed');
  return answer.proposal;
};
const answering = async (personId: string, proposalId: string) => ({ ...(await by(personId)), proposalId });
const approve = async (personId: string, id: string) => approveProposal(db, await answering(personId, id));
const sendBack = async (personId: string, id: string) =>
  returnProposal(deps(), { ...(await answering(personId, id)), remark: 'Il manque une étape' });
const takeBack = async (personId: string, id: string) => takeProposalBack(db, await answering(personId, id));
const stateOf = async (id: string) => (await findProposal(db.database.prisma, id))?.state;
const trace = () => traceOf(db.database.prisma, SYSTEM_CHAIN);
const newVerbs = async () => (await trace()).slice(before).map(({ verb }) => verb);
const notified = async (id: string) =>
  (
    await db.database.prisma.notification.findMany({
      where: { subject: `circuit-proposal:${id}` },
      orderBy: [{ message: 'asc' }, { recipientId: 'asc' }],
    })
  ).map(({ message, recipientId }) => [message, recipientId]);

describe('a draft that an analyst proposes', () => {
  test('awaits another analyst: those who did not touch it are notified', async () => {
    await save(chloe, 0);
    const proposal = await propose({ revision: 1 });
    expect(proposal).toMatchObject({ state: 'open', proposedBy: alice, revision: 1 });
    expect([...proposal.touchedBy].sort()).toEqual([alice, chloe].sort());
    expect(await notified(proposal.id)).toEqual([['circuit-proposed', bruno]]);
    await expect(ask({ revision: 1 })).rejects.toMatchObject({ code: 'circuit-proposed' });
    expect(await newVerbs()).toEqual(['circuit.draft-save', 'circuit.proposal-make']);
  });

  test('is proposed as it was read, by analysts', async () => {
    expect(await ask({ revision: 7 })).toMatchObject({ stale: { revision: 0 } });
    await expect(ask({ personId: claire })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await newVerbs()).toEqual([]);
  });

  test('is approved by one who neither proposed nor touched it; then nothing of it changes', async () => {
    await save(chloe, 0);
    const { id } = await propose({ revision: 1 });
    await expect(approve(alice, id)).rejects.toMatchObject({ code: 'circuit-own-proposal' });
    await expect(approve(chloe, id)).rejects.toMatchObject({ code: 'circuit-touched' });
    await expect(approve(claire, id)).rejects.toMatchObject({ code: 'forbidden' });
    const { commandId } = await approve(bruno, id);
    expect(await db.database.prisma.outbox.findUnique({ where: { id: commandId } })).toMatchObject({
      command: 'publish-circuit',
      payload: { kind: 'mobilite', draftId, proposalId: id },
    });
    await expect(approve(bruno, id)).rejects.toMatchObject({ code: 'circuit-proposal-ended' });
    for (const change of [
      () => save(alice, 1),
      async () => dropCircuitDraft(deps(), { ...(await by(alice)), draftId }),
      () => ask({ revision: 1 }),
    ])
      await expect(change()).rejects.toMatchObject({ code: 'circuit-publishing' });
    expect(await stateOf(id)).toBe('approved');
    expect((await newVerbs()).slice(-1)).toEqual(['circuit.proposal-approve']);
  });

  test('whoever did not draw may propose it; those who drew still do not approve', async () => {
    const { id } = await propose({ personId: bruno });
    await expect(approve(alice, id)).rejects.toMatchObject({ code: 'circuit-touched' });
    await approve(chloe, id);
  });

  test('is approved while its proposer is an analyst; once they are not, another one proposes it', async () => {
    const ministry = await aStructure(db.database.prisma, 'Bureau d’un jour');
    const lucie = await aPerson('Lucie').postedIn(ministry).holding('analyste', ministry).make(db.database);
    const { id } = await propose({ personId: lucie });
    await db.asOwner(`update habilitation set until = '2026-03-01' where person_id = $1`, [lucie]);
    await expect(approve(bruno, id)).rejects.toMatchObject({ code: 'circuit-proposer-left' });
    expect(await stateOf(id)).toBe('open');
    await sendBack(bruno, id);
    await approve(bruno, (await propose()).id);
  });

  test('at the very same moment, one answer counts', async () => {
    const { id } = await propose();
    const answers = await Promise.allSettled([approve(bruno, id), sendBack(chloe, id), takeBack(alice, id)]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(answers.flatMap((one) => (one.status === 'rejected' ? one.reason.code : []))).toEqual([
      'circuit-proposal-ended',
      'circuit-proposal-ended',
    ]);
  });
});

describe('a proposal ends', () => {
  test('sent back with a remark that its proposer reads; the draft is proposed again', async () => {
    const { id } = await propose();
    await expect(sendBack(alice, id)).rejects.toMatchObject({ code: 'forbidden' });
    await sendBack(bruno, id);
    expect(await findProposal(db.database.prisma, id)).toMatchObject({
      ...{ state: 'returned', remark: 'Il manque une étape', decidedBy: bruno },
    });
    expect(await notified(id)).toContainEqual(['circuit-returned', alice]);
    await expect(approve(bruno, id)).rejects.toMatchObject({ code: 'circuit-proposal-ended' });
    await approve(bruno, (await propose()).id);
  });

  test('taken back by whoever made it, and nobody else', async () => {
    const { id } = await propose();
    await expect(takeBack(bruno, id)).rejects.toMatchObject({ code: 'forbidden' });
    await takeBack(alice, id);
    expect(await stateOf(id)).toBe('taken-back');
    await expect(approve(bruno, id)).rejects.toMatchObject({ code: 'circuit-proposal-ended' });
  });

  test('by any change of the draft, which its proposer is notified of', async () => {
    const { id } = await propose();
    expect(await save(bruno, 0)).toEqual({ revision: 1 });
    expect(await stateOf(id)).toBe('changed');
    expect(await notified(id)).toContainEqual(['circuit-proposal-changed', alice]);
    await expect(approve(chloe, id)).rejects.toMatchObject({ code: 'circuit-proposal-ended' });
    // Having saved, they touched it.
    await expect(approve(bruno, (await propose({ revision: 1 })).id)).rejects.toMatchObject({
      code: 'circuit-touched',
    });
  });

  test('with its draft', async () => {
    const { id } = await propose();
    await dropCircuitDraft(deps(), { ...(await by(bruno)), draftId });
    expect(await stateOf(id)).toBe('dropped');
    expect(await newVerbs()).toEqual(['circuit.proposal-make', 'circuit.proposal-end', 'circuit.draft-drop']);
  });

  test('when the checks or the engine refuse what was approved: both are notified, the draft is free', async () => {
    const { id } = await propose();
    await approve(bruno, id);
    await giveBack(deps(), { draftId, proposalId: id, failure: 'circuit-invalid' });
    expect(await findProposal(db.database.prisma, id)).toMatchObject({ state: 'failed', failure: 'circuit-invalid' });
    expect((await notified(id)).filter(([message]) => message === 'circuit-publication-refused')).toHaveLength(2);
    expect(await findCircuitDraft(db.database.prisma, draftId)).toMatchObject({ publicationId: null });
    await giveBack(deps(), { draftId, proposalId: id, failure: 'circuit-invalid' });
    expect(await save(alice, 0)).toEqual({ revision: 1 });
  });
});

test('a copy was touched by whoever touched what it was copied from', async () => {
  const copy = await copyCircuitDraft(db, { ...(await by(bruno)), draftId, files: [] });
  const { id } = await propose({ personId: bruno, id: copy.id });
  await expect(approve(alice, id)).rejects.toMatchObject({ code: 'circuit-touched' });
  await approve(chloe, id);
  await markPublishing(db.database.prisma, copy.id, null);
});
