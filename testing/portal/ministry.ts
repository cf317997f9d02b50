import { setTimeout as pause } from 'node:timers/promises';
import { attachment } from '#bin/demonstration/attachment.ts';
import { PortalRefusal } from '#bin/portal/refusal.ts';
import { PortalSession } from '#bin/portal/session.ts';
import { decide, eventually, taskOn } from '#bin/portal/story.ts';
import { codesOf } from '#bin/portal/totp.ts';
import { Catcher } from '#bin/smoke/mails.ts';
import { DEMONSTRATION_ACCOUNTS, DEMONSTRATION_PASSWORD, demonstrationAccount } from '#prisma/seed/accounts.ts';
import { DraftView, PieceView } from '#web/contract/requests/drafts.ts';
import { RequestPage, RequestSummary, RequestView } from '#web/contract/requests/requests.ts';
import { DecisionReceipt, PreviewView, StepUpView, type TaskSummary } from '#web/contract/requests/tasks.ts';
import { halfYear } from '../periods.ts';
import { ask } from './inside.ts';
import type { Portal } from './portal.ts';

const KIND = 'temps-partiel-sur-autorisation';
const REASON = 'Cours du soir à Valbrume';
const PIECE = 'attestation-zibeline.pdf';
const ANSWERS = { quota: '80', reasonKind: 'other', reason: REASON };
const SOPHIES_SECRET = demonstrationAccount('sophie.signataire@harmonie.example').totpSecret ?? '';

/** What is typed by the people of this ministry and must never be found in a log. */
export const TYPED = ['Valbrume', 'zibeline', DEMONSTRATION_PASSWORD];

/** The people of a portal's demonstration ministry, who act through its HTTP API as a browser would. */
export class Ministry {
  readonly portal: Portal;
  readonly #sessions = new Map<string, Promise<PortalSession>>();
  /** First days of the periods that drafts hold. */
  readonly #drafted = new Set<string>();

  constructor(portal: Portal) {
    this.portal = portal;
  }

  /** Someone's session: they sign in once and stay. */
  as(firstName: string): Promise<PortalSession> {
    const session = this.#sessions.get(firstName) ?? this.signIn(firstName);
    this.#sessions.set(firstName, session);
    return session;
  }

  /** A session of its own. */
  signIn(firstName: string): Promise<PortalSession> {
    const account = DEMONSTRATION_ACCOUNTS.find(({ email }) => email.startsWith(`${firstName}.`));
    if (account === undefined) throw new Error(`nobody is called ${firstName}`);
    return PortalSession.signIn(this.portal.url, account);
  }

  /** A draft of Claire's that only has to be submitted. */
  async draft(): Promise<string> {
    const claire = await this.as('claire');
    const { id, revision } = await claire.post('/api/drafts', { kind: KIND }, DraftView);
    const { bytes } = await attachment('Justificatif');
    const upload = { bytes, name: PIECE, pieceType: 'justification' };
    const piece = await claire.upload(`/api/drafts/${id}/pieces`, upload, PieceView);
    const data = { ...ANSWERS, ...(await this.#period()), justification: [{ id: piece.id, name: PIECE }] };
    await claire.post(`/api/drafts/${id}`, { data, revision }, undefined, 'PUT');
    return id;
  }

  /** A half-year that meets none that Claire was granted, asked for, or has in a draft. */
  async #period() {
    const asked = await ask<{ day: string }>(
      this.portal,
      `select r.data ->> 'startDate' as day from request r join person p on p.id = r.agent_id
        where p.first_name = 'Claire' and (r.closed_at is null or r.outcome = 'granted')`,
    );
    const taken = new Set([...this.#drafted, ...asked.map(({ day }) => day)]);
    for (let turn = 0; ; turn++) {
      const period = halfYear(turn);
      if (taken.has(period.startDate)) continue;
      this.#drafted.add(period.startDate);
      return period;
    }
  }

  /** Claire withdraws whatever waits and gives her drafts up: its periods can be asked for again. */
  async withdrawAll(): Promise<void> {
    const claire = await this.as('claire');
    const { items } = await claire.get('/api/requests?pageSize=100', RequestPage);
    for (const { id } of items.filter(({ closedAt }) => closedAt === null)) {
      await claire.post(`/api/requests/${id}/withdrawal`, {});
      await eventually('the end of a withdrawn request', async () => {
        const { closedAt } = await claire.get(`/api/requests/${id}`, RequestView);
        return closedAt ? true : undefined;
      });
    }
    this.#drafted.clear();
  }

  async submit(draftId: string): Promise<RequestSummary> {
    return (await this.as('claire')).post(`/api/drafts/${draftId}/submission`, {}, RequestSummary);
  }

  /** A request of Claire's that waits for Paul's opinion. */
  async waitingForOpinion(): Promise<{ id: string; task: TaskSummary }> {
    const { id } = await this.submit(await this.draft());
    return { id, task: await taskOn(await this.as('paul'), id, 'opinion') };
  }

  /** A request of Claire's that waits for Sophie's signature. */
  async waitingForSignature(): Promise<{ id: string; task: TaskSummary }> {
    const { id, task } = await this.waitingForOpinion();
    await decide(await this.as('paul'), task, { outcome: 'favorable' });
    const victor = await this.as('victor');
    await decide(victor, await taskOn(victor, id, 'visa'), { outcome: 'approved' });
    return { id, task: await taskOn(await this.as('sophie'), id, 'signature') };
  }

  async decide(firstName: string, task: TaskSummary, decision: Record<string, unknown>): Promise<DecisionReceipt> {
    return (await this.as(firstName)).post(`/api/tasks/${task.key}/decision`, decision, DecisionReceipt);
  }

  async preview(task: TaskSummary): Promise<string> {
    return (await (await this.as('sophie')).post(`/api/tasks/${task.key}/preview`, {}, PreviewView)).sha256;
  }

  async stepUp(task: TaskSummary, sha256: string, code: string): Promise<string> {
    const { proofId } = await (await this.as('sophie')).post(
      `/api/tasks/${task.key}/step-up`,
      { sha256, code },
      StepUpView,
    );
    return proofId;
  }

  /** A code of Sophie's authenticator that the portal did not see. */
  code(): Promise<string> {
    return codesOf(this.portal.url, SOPHIES_SECRET).next();
  }

  /** The mails received, by the portal's own catcher. */
  async mails() {
    return new Catcher(this.portal.runtime.mail?.catcherUrl ?? '').all();
  }

  /** Waits until each part answers again. */
  async isWell(): Promise<void> {
    await eventually('the portal’s good health', async () => {
      const answer = await fetch(`${this.portal.url}/api/health`).catch(() => undefined);
      return answer?.status === 200 ? true : undefined;
    });
  }
}

/** Sends again what had no answer, as a person would with the button still under their eyes. */
export function insist<T>(send: () => Promise<T>): Promise<T | PortalRefusal> {
  return eventually('an answer', async () => {
    try {
      return await send();
    } catch (error) {
      if (error instanceof PortalRefusal && error.status !== 503) return error;
      await pause(200);
      return undefined;
    }
  });
}

/** How the portal said no, or « 200 » when it did not. */
export function answerTo(sent: Promise<unknown>): Promise<string> {
  return sent.then(
    () => '200',
    (error: PortalRefusal) => `${error.status} ${error.code}`,
  );
}
