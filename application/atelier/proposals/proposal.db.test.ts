import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { findCircuitDraft, markPublishing } from '#prisma/repositories/circuits/atelier.ts';
import { findProposal } from '#prisma/repositories/circuits/proposals.ts';
import { aPerson, aStructure } from '#prisma/testing/builders.ts';
import { copyCircuitDraft } from '../begin/copy-circuit-draft.ts';
import { dropCircuitDraft } from '../drop-circuit-draft.ts';
import { giveBack } from '../publish/publish-draft.ts';
import { type Drafting, openDrafting } from '../testing/drafting.ts';
import { approveProposal } from './approve-proposal.ts';
import { proposeDraft } from './propose-draft.ts';
import { returnProposal } from './return-proposal.ts';
import { takeProposalBack } from './take-proposal-back.ts';

let drafting: Drafting;
let alice: string;
let bruno: string;
let chloe: string;
let claire: string;
beforeAll(async () => {
  drafting = await openDrafting();
  alice = await drafting.analyst('Alice');
  bruno = await drafting.analyst('Bruno');
  chloe = await drafting.analyst('Chloé');
  claire = await drafting.person('Claire');
});
afterAll(() => drafting?.close());

let draftId: string;
let before: number;
beforeEach(async () => {
  draftId = (await drafting.begin(alice)).id;
  before = (await drafting.trace()).length;
});

const prisma = () => drafting.db.database.prisma;
const by = (personId: string) => drafting.by(personId);
const save = (personId: string, revision: number) => drafting.save(draftId, personId, `"${personId}"`, revision);
const ask = async ({ personId = alice, revision = 0, id = draftId } = {}) =>
  proposeDraft(drafting.deps, {
    ...(await by(personId)),
    draftId: id,
    revision,
    reason: 'Nouveau service',
    over: null,
  });
const propose = async (asked: Parameters<typeof ask>[0] = {}) => {
  const answer = await ask(asked);
  if (!('proposal' in answer)) throw new Error('it was not proposed');
  return answer.proposal;
};
const answering = async (personId: string, proposalId: string) => ({ ...(await by(personId)), proposalId });
const approve = async (personId: string, id: string) => approveProposal(drafting.deps, await answering(personId, id));
const sendBack = async (personId: string, id: string) =>
  returnProposal(drafting.deps, { ...(await answering(personId, id)), remark: 'Il manque une étape' });
const takeBack = async (personId: string, id: string) => takeProposalBack(drafting.deps, await answering(personId, id));
const stateOf = async (id: string) => (await findProposal(prisma(), id))?.state;
const newVerbs = async () => (await drafting.trace()).slice(before).map(({ verb }) => verb);
const notified = async (id: string) =>
  (
    await prisma().notification.findMany({
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
    expect(await prisma().outbox.findUnique({ where: { id: commandId } })).toMatchObject({
      command: 'publish-circuit',
      payload: { kind: 'mobilite', draftId, proposalId: id },
    });
    await expect(approve(bruno, id)).rejects.toMatchObject({ code: 'circuit-proposal-ended' });
    for (const change of [
      () => save(alice, 1),
      async () => dropCircuitDraft(drafting.deps, { ...(await by(alice)), draftId }),
      () => ask({ revision: 1 }),
    ])
      await expect(change()).rejects.toMatchObject({ code: 'circuit-publishing' });
    expect(await stateOf(id)).toBe('approved');
    expect((await newVerbs()).slice(-1)).toEqual(['circuit.proposal-approve']);
  });

  test('an analyst who did not draw may propose it; those who drew still do not approve', async () => {
    const { id } = await propose({ personId: bruno });
    await expect(approve(alice, id)).rejects.toMatchObject({ code: 'circuit-touched' });
    await approve(chloe, id);
  });

  test('is approved while its proposer is an analyst; once they are not, another one proposes it', async () => {
    const ministry = await aStructure(prisma(), 'Bureau d’un jour');
    const lucie = await aPerson('Lucie').postedIn(ministry).holding('analyste', ministry).make(drafting.db.database);
    const { id } = await propose({ personId: lucie });
    await drafting.db.asOwner(`update habilitation set until = '2026-03-01' where person_id = $1`, [lucie]);
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
    expect(await findProposal(prisma(), id)).toMatchObject({
      ...{ state: 'returned', remark: 'Il manque une étape', decidedBy: bruno },
    });
    expect(await notified(id)).toContainEqual(['circuit-returned', alice]);
    await expect(approve(bruno, id)).rejects.toMatchObject({ code: 'circuit-proposal-ended' });
    await approve(bruno, (await propose()).id);
  });

  test('taken back by the person who made it, and nobody else', async () => {
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
    // They saved the draft, so they touched it.
    await expect(approve(bruno, (await propose({ revision: 1 })).id)).rejects.toMatchObject({
      code: 'circuit-touched',
    });
  });

  test('with its draft', async () => {
    const { id } = await propose();
    await dropCircuitDraft(drafting.deps, { ...(await by(bruno)), draftId });
    expect(await stateOf(id)).toBe('dropped');
    expect(await newVerbs()).toEqual(['circuit.proposal-make', 'circuit.proposal-end', 'circuit.draft-drop']);
  });

  test('when the checks or the engine refuse what was approved: both are notified, the draft is free', async () => {
    const { id } = await propose();
    await approve(bruno, id);
    await giveBack(drafting.deps, { draftId, proposalId: id, failure: 'circuit-invalid' });
    expect(await findProposal(prisma(), id)).toMatchObject({ state: 'failed', failure: 'circuit-invalid' });
    expect((await notified(id)).filter(([message]) => message === 'circuit-publication-refused')).toHaveLength(2);
    expect(await findCircuitDraft(prisma(), draftId)).toMatchObject({ publicationId: null });
    await giveBack(drafting.deps, { draftId, proposalId: id, failure: 'circuit-invalid' });
    expect(await save(alice, 0)).toEqual({ revision: 1 });
  });
});

test('a copy was touched by the people who touched what it was copied from', async () => {
  const copy = await copyCircuitDraft(drafting.deps, { ...(await by(bruno)), draftId, files: [] });
  const { id } = await propose({ personId: bruno, id: copy.id });
  await expect(approve(alice, id)).rejects.toMatchObject({ code: 'circuit-touched' });
  await approve(chloe, id);
  await markPublishing(prisma(), copy.id, null);
});
