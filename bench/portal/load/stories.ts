import { attachment } from '#bin/demonstration/attachment.ts';
import { PortalSession } from '#bin/portal/session.ts';
import { decide, eventually, startAct, taskOn } from '#bin/portal/story.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DEMONSTRATION_PASSWORD, demonstrationAccount } from '#prisma/seed/accounts.ts';
import { DraftView, PieceView } from '#web/contract/requests/drafts.ts';
import { RequestSummary, RequestView } from '#web/contract/requests/requests.ts';
import { StepUpView } from '#web/contract/requests/tasks.ts';

/** What the demonstration's ten requests lack of the kinds that are multiplied, and of their stages: filed and decided through the API. */
export async function playMissingStages(url: string): Promise<void> {
  const as = (name: string) => PortalSession.signIn(url, demonstrationAccount(`${name}@harmonie.example`));
  const [claire, lea, hugo] = [await as('claire.agent'), await as('lea.fontaine'), await as('hugo.lemaire')];
  const [nadia, karim] = [await as('nadia.gestionnaire'), await as('karim.benali')];
  const [felix, victor] = [await as('felix.financier'), await as('victor.valideur')];

  // A telephone: applied without anyone, granted by a manager, waiting for one.
  await closed(claire, await fileContact(claire, '+33199000201'));
  const granted = await fileContact(hugo, '+33199000202');
  await decide(karim, await taskOn(karim, granted, 'visa'), { outcome: 'approved' });
  await closed(hugo, granted);
  await fileContact(hugo, '+33199000203');

  // Bank details: waiting for the call back; not confirmed then; waiting for finance; agreed to, before they are applied.
  await fileAccount(claire, 'Claire Agnelet');
  const unconfirmed = await fileAccount(lea, 'Léa Fontaine');
  const answers = called('D10023');
  await decide(nadia, await taskOn(nadia, unconfirmed, 'check'), { outcome: 'unconfirmed', reason: REASON, answers });
  await closed(lea, unconfirmed);
  const victors = await fileAccount(victor, 'Victor Valdès');
  await decide(nadia, await taskOn(nadia, victors, 'check'), { outcome: 'confirmed', answers: called('D10004') });
  const agreed = await fileAccount(lea, 'Léa Fontaine');
  await decide(nadia, await taskOn(nadia, agreed, 'check'), { outcome: 'confirmed', answers });
  await decide(felix, await taskOn(felix, agreed, 'visa'), { outcome: 'approved' });

  // An advancement that waits for its signature.
  const { id } = await startAct(nadia, 'avancement-echelon', 'D10024', {
    basis: 'seniority',
    effectDate: parisDay(new Date()).slice(0, 8).concat('01'),
    echelon: 3,
    index: 381,
  });
  await decide(victor, await taskOn(victor, id, 'visa'), { outcome: 'approved' });
  await taskOn(await as('sophie.signataire'), id, 'signature');
}

const REASON = 'L’agent n’a pas reconnu la demande.';

const called = (employeeNumber: string) => ({
  way: 'call',
  calledNumber: `+3319900${employeeNumber.slice(-4)}`,
  calledPerson: 'La personne elle-même',
  calledOn: parisDay(new Date()),
  calledTime: '00:01',
});

async function fileContact(agent: PortalSession, phone: string): Promise<string> {
  const draft = await agent.post('/api/drafts', { kind: 'telephone-courriel' }, DraftView);
  await save(agent, draft, { phone });
  return (await agent.post(`/api/drafts/${draft.id}/submission`, {}, RequestSummary)).id;
}

async function fileAccount(agent: PortalSession, holder: string): Promise<string> {
  const draft = await agent.post('/api/drafts', { kind: 'coordonnees-bancaires' }, DraftView);
  const { bytes } = await attachment('RIB');
  const upload = { bytes, name: 'rib.pdf', pieceType: 'rib' };
  const piece = await agent.upload(`/api/drafts/${draft.id}/pieces`, upload, PieceView);
  const rib = [{ id: piece.id, name: piece.fileName }];
  await save(agent, draft, { holder, iban: 'FR7630006000011234567890189', rib });
  const identity = { password: DEMONSTRATION_PASSWORD };
  const { proofId } = await agent.post(`/api/drafts/${draft.id}/step-up`, identity, StepUpView);
  return (await agent.post(`/api/drafts/${draft.id}/submission`, { stepUpProofId: proofId }, RequestSummary)).id;
}

const save = (agent: PortalSession, { id, revision }: DraftView, data: Record<string, unknown>) =>
  agent.post(`/api/drafts/${id}`, { data, revision }, undefined, 'PUT');

const closed = (agent: PortalSession, id: string) =>
  eventually(
    'the end of a request',
    async () => (await agent.get(`/api/requests/${id}`, RequestView)).closedAt ?? undefined,
  );
