import { attachment } from '#bin/demonstration/attachment.ts';
import { PortalSession } from '#bin/portal/session.ts';
import { decide, file, sealedAct, taskOn } from '#bin/portal/story.ts';
import { CircuitDraftView, CircuitProposal, CircuitPublished } from '#web/contract/circuits/atelier.ts';
import { DraftView } from '#web/contract/requests/drafts.ts';
import type { RequestSummary } from '#web/contract/requests/requests.ts';
import { PreviewView, StepUpView } from '#web/contract/requests/tasks.ts';
import { halfYear } from '../periods.ts';
import { CAST } from './cast.ts';
import type { Authenticator } from './codes.ts';

export const KIND = 'temps-partiel-sur-autorisation';

type Member = keyof typeof CAST;

/** People at work on other machines, over the portal's own API, so that a scene finds what it needs. */
export class Colleagues {
  readonly #url: string;
  readonly #sessions = new Map<Member, Promise<PortalSession>>();

  /** How many periods the agent asked for, whatever came of them. */
  #turn = 0;

  constructor(url: string) {
    this.#url = url;
  }

  as(member: Member): Promise<PortalSession> {
    const session = this.#sessions.get(member) ?? PortalSession.signIn(this.#url, CAST[member]);
    this.#sessions.set(member, session);
    return session;
  }

  /** The agent files a request, for the half-year that follows those asked for before. */
  async filed(reason: string): Promise<RequestSummary> {
    const answers = { ...halfYear(this.#turn++), quota: '60', reasonKind: 'training', reason };
    return file(await this.as('agent'), KIND, answers, {
      ...(await attachment('Lorem ipsum')),
      name: 'lorem.pdf',
    });
  }

  /** An analyst begins a draft of a circuit, from the version in force. */
  async begun(kind = KIND): Promise<CircuitDraftView> {
    return (await this.as('analyst')).post('/api/atelier/drafts', { kind }, CircuitDraftView);
  }

  /** A draft of a circuit as the server has it now. */
  async kept({ id }: Pick<CircuitDraftView, 'id'>): Promise<CircuitDraftView> {
    return (await this.as('analyst')).get(`/api/atelier/drafts/${id}`, CircuitDraftView);
  }

  /** A draft of a circuit is published, by the two analysts that it takes. */
  async published(draftId: string, asked: { revision: number; reason: string }): Promise<void> {
    const proposing = await this.as('analyst');
    const { id } = await proposing.post(`/api/atelier/drafts/${draftId}/proposal`, asked, CircuitProposal);
    await (await this.as('approver')).post(`/api/atelier/proposals/${id}/approval`, {}, CircuitPublished);
  }

  /** The agent leaves a draft; gives its address on screen. */
  async draft(): Promise<string> {
    const { id } = await (await this.as('agent')).post('/api/drafts', { kind: KIND }, DraftView);
    return `/drafts/${id}`;
  }

  async decided(
    member: Member,
    requestId: string,
    kind: 'opinion' | 'visa',
    outcome: string,
    reason?: string,
  ): Promise<void> {
    const session = await this.as(member);
    await decide(session, await taskOn(session, requestId, kind), { outcome, ...(reason && { reason }) });
  }

  /** Gives the address on screen of the task that waits for someone on a request. */
  async task(member: Member, requestId: string, kind: string): Promise<string> {
    return `/tasks/${(await taskOn(await this.as(member), requestId, kind)).key}`;
  }

  /** The signatory signs; resolves once the act is in the file. */
  async signed(requestId: string, authenticator: Authenticator): Promise<void> {
    const session = await this.as('signatory');
    const { key } = await taskOn(session, requestId, 'signature');
    const { sha256 } = await session.post(`/api/tasks/${key}/preview`, {}, PreviewView);
    const code = await authenticator.right();
    const { proofId } = await session.post(`/api/tasks/${key}/step-up`, { code, sha256 }, StepUpView);
    await session.post(`/api/tasks/${key}/decision`, {
      outcome: 'signed',
      shownSha256: sha256,
      stepUpProofId: proofId,
    });
    await sealedAct(await this.as('agent'), requestId);
  }
}
