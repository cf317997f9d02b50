import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { type CivilDate, dayAfter, isDay, parisDay } from '#domain/calendar/civil-date.ts';
import { PeoplePage } from '#web/contract/requests/dossier.ts';
import { DraftView, PieceView } from '#web/contract/requests/drafts.ts';
import { RequestSummary, RequestView } from '#web/contract/requests/requests.ts';
import {
  DecisionReceipt,
  PreviewView,
  StepUpView,
  TaskPage,
  type TaskSummary,
  TaskView,
} from '#web/contract/requests/tasks.ts';
import { PortalRefusal } from './refusal.ts';
import type { PortalSession } from './session.ts';
import { type OneTimeCodes, withCode } from './totp.ts';

/** A last resort: long for a machine under load, and nothing waits for it when all is well. */
const TIMEOUT_MS = 240_000;
const DRAFT_PIECE_KEY = 'filepicker';

/** Something that should have come within minutes and did not. */
export class Overdue extends Error {
  constructor(what: string) {
    super(`${what} did not happen within ${TIMEOUT_MS / 1000} s`);
    this.name = 'Overdue';
  }
}

/** Asks again until there is an answer. @throws {Overdue} */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const until = Date.now() + TIMEOUT_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > until) throw new Overdue(what);
    await pause(150);
  }
}

/** Files a request as its agent: a draft, its pieces in the form's first file field, a submission. */
export async function file(
  agent: PortalSession,
  kind: string,
  answers: Record<string, unknown>,
  attachment: { bytes: Uint8Array; name: string },
): Promise<RequestSummary> {
  const draft = await agent.post('/api/drafts', { kind }, DraftView);
  const picker = filePicker(draft.kindDetail.form);
  const piece = await agent.upload(
    `/api/drafts/${draft.id}/pieces`,
    { ...attachment, pieceType: picker.pieceType },
    PieceView,
  );
  const data = { ...answers, [picker.key]: [{ id: piece.id, name: piece.fileName }] };
  await agent.post(`/api/drafts/${draft.id}`, { data, revision: draft.revision }, undefined, 'PUT');
  return agent.post(`/api/drafts/${draft.id}/submission`, {}, RequestSummary).catch(async (error: unknown) => {
    // Nobody comes back to it.
    await agent.post(`/api/drafts/${draft.id}`, undefined, undefined, 'DELETE').catch(() => undefined);
    throw error;
  });
}

/** Half a year from a day, both included. */
const halfYearFrom = (startDate: CivilDate) => ({
  startDate,
  endDate: dayAfter(startDate, { months: 6, days: -1 }),
});

/**
 * Files a request for half a year of part time that leaves time to decide, after whatever the agent has or asked for: the
 * portal says which period is met, and until when.
 */
export async function fileAfterOthers(
  agent: PortalSession,
  kind: string,
  answers: Record<string, unknown>,
  attachment: { bytes: Uint8Array; name: string },
): Promise<RequestSummary> {
  let period = halfYearFrom(`${dayAfter(parisDay(new Date()), { months: 4 }).slice(0, 8)}01`);
  for (;;) {
    try {
      return await file(agent, kind, { ...answers, ...period }, attachment);
    } catch (error) {
      const met = error instanceof PortalRefusal ? error.faults.find(({ params }) => isDay(params.until)) : undefined;
      if (met === undefined) throw error;
      period = halfYearFrom(dayAfter(String(met.params.until), { days: 1 }));
    }
  }
}

/** Starts an act for an agent, found by name or number among those its manager keeps the files of. */
export async function startAct(
  manager: PortalSession,
  kind: string,
  agent: string,
  answers: Record<string, unknown>,
): Promise<RequestSummary> {
  const { items } = await manager.get(`/api/people?q=${encodeURIComponent(agent)}`, PeoplePage);
  const [found, ...others] = items;
  if (found === undefined || others.length > 0) throw new Error(`« ${agent} » is not one agent of this manager`);
  const draft = await manager.post('/api/drafts', { kind, agentId: found.id }, DraftView);
  await manager.post(`/api/drafts/${draft.id}`, { data: answers, revision: draft.revision }, undefined, 'PUT');
  return manager.post(`/api/drafts/${draft.id}/submission`, {}, RequestSummary);
}

interface FormComponent {
  type?: string;
  key?: string;
  properties?: Record<string, string>;
  components?: FormComponent[];
}

/** The form's first file field and the type of piece it takes. */
function filePicker(form: FormComponent): { key: string; pieceType: string } {
  const queue = [...(form.components ?? [])];
  for (let next = queue.shift(); next; next = queue.shift()) {
    if (next.type === DRAFT_PIECE_KEY && next.key)
      return { key: next.key, pieceType: next.properties?.pieceType ?? next.key };
    queue.push(...(next.components ?? []));
  }
  throw new Error('The form of this kind takes no piece');
}

/** Waits until a person holds a task on a request. */
export function taskOn(holder: PortalSession, requestId: string, decision: string): Promise<TaskSummary> {
  return eventually(`a task « ${decision} » on the request`, async () => {
    const page = await holder.get(`/api/tasks?decision=${decision}&pageSize=100&sort=-createdAt`, TaskPage);
    return page.items.find(({ request }) => request.id === requestId);
  });
}

/** Decides a task that needs no signature. */
export async function decide(
  holder: PortalSession,
  task: TaskSummary,
  decision: Record<string, unknown>,
): Promise<DecisionReceipt> {
  await holder.get(`/api/tasks/${task.key}`, TaskView);
  return holder.post(`/api/tasks/${task.key}/decision`, decision, DecisionReceipt);
}

/** What the signer was shown, and what they said of it. */
export interface Signed {
  readonly preview: Uint8Array;
  readonly sha256: string;
  readonly receipt: DecisionReceipt;
}

/** Previews an act, steps up on these very bytes, signs them. */
export async function sign(signer: PortalSession, task: TaskSummary, codes: OneTimeCodes): Promise<Signed> {
  const { sha256 } = await signer.post(`/api/tasks/${task.key}/preview`, {}, PreviewView);
  const preview = await signer.bytes(`/api/tasks/${task.key}/preview/${sha256}`);
  const { proofId } = await withCode(codes, (code) =>
    signer.post(`/api/tasks/${task.key}/step-up`, { code, sha256 }, StepUpView),
  );
  const receipt = await signer.post(
    `/api/tasks/${task.key}/decision`,
    { outcome: 'signed', shownSha256: sha256, stepUpProofId: proofId },
    DecisionReceipt,
  );
  return { preview, sha256, receipt };
}

/** The act once sealed: its view in the request. */
export function sealedAct(reader: PortalSession, requestId: string) {
  return eventually('the sealing of the act', async () => {
    const view = await reader.get(`/api/requests/${requestId}`, RequestView);
    const act = view.acts.find(({ sealed, dossierNumber }) => sealed && dossierNumber !== null);
    return act && view.closedAt ? { view, act } : undefined;
  });
}

export const Json = z.record(z.string(), z.unknown());
