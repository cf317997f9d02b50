import { addDraftPiece } from '#application/drafts/add-draft-piece.ts';
import { beginDraft } from '#application/drafts/begin-draft.ts';
import { isDraftOnPaper } from '#application/drafts/open-draft.ts';
import { proveFiling } from '#application/drafts/prove-filing.ts';
import { saveDraft } from '#application/drafts/save-draft.ts';
import type { FormSchema } from '#application/forms/schema.ts';
import type { IdentityCheck } from '#application/identity-check.ts';
import { fileRequest } from '#application/requests/file-request.ts';
import { withdraw as withdrawRequest } from '#application/requests/withdraw.ts';
import { type Decision, decide as decideTask } from '#application/tasks/decide.ts';
import { orderPreview } from '#application/tasks/order-preview.ts';
import { proveSigner } from '#application/tasks/prove-signer.ts';
import { createVersions } from '#application/versions.ts';
import type { SignIn } from '#domain/account/sign-in.ts';
import { dateColumn } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { accepted, type OutboxAnswer, type OutboxCommandName, type OutboxId } from '#domain/outbox/outbox-command.ts';
import { SIGNED_PAPER } from '#domain/request/on-paper.ts';
import type { Prisma } from '#prisma/client.ts';
import { enqueue, readAnswer } from '#prisma/repositories/messages/outbox.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { halfYear } from '#testing/periods.ts';
import { refusalOf } from '../outbox/command.ts';
import { eventually, openWorkerBench, type WorkerBench } from './bench.ts';
import { aCast, type Cast } from './people.ts';

/** How everybody of a bench signed in: at the identity provider, which said so. */
export const SIGN_IN: SignIn = {
  method: 'oidc',
  strength: 'two-factor',
  issuer: 'https://agents.example',
  acr: 'eidas2',
  amr: 'pwd otp',
};

export const KIND = 'temps-partiel-sur-autorisation';

/** A request that lacks nothing; its period is far enough for the notice of two months, and no other turn's meets it. */
function aRequestData(turn: number, changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ...halfYear(turn),
    quota: '80',
    reasonKind: 'other',
    reason: 'Une organisation sur quatre jours.',
    ...changes,
  };
}

/** A bench with people at their posts, who can play their part; its workers do nothing until they are started. */
export async function openPlay(): Promise<{ bench: WorkerBench; cast: Cast; people: Actors }> {
  const bench = await openWorkerBench();
  const cast = await aCast(bench.db.database);
  return { bench, cast, people: actors(bench, cast) };
}

export type Actors = ReturnType<typeof actors>;

/** People's part of the work, by the use cases that the portal's routes call. */
export function actors({ db, documents, context, forms }: WorkerBench, cast: Cast) {
  const { database } = db;
  const { prisma } = database;
  const deps = { database, versions: createVersions(database), secrets: context.secrets, forms };

  const answerTo = <Name extends OutboxCommandName>(id: OutboxId<Name>) => eventually(() => readAnswer(prisma, id));
  /** At a step of the circuit, or of whatever block it calls. */
  const taskAt = (requestId: string, elementId: string) => {
    const OR = [{ elementId }, { elementId: { endsWith: `/${elementId}` } }];
    return eventually(() => prisma.task.findFirst({ where: { requestId, OR, state: 'created' } }));
  };
  const closed = (requestId: string) =>
    eventually(() => prisma.request.findFirst({ where: { id: requestId, closedAt: { not: null } } }));

  /** Who acts, and when: what each use case asks first. */
  const by = async (personId: string) => ({ actor: await actorFacts(prisma, personId), at: new Date() });
  const present: IdentityCheck<'totp'> = { method: 'totp', verify: async () => 'right' };

  /** What a person is answered: the portal's own no, or what the workers say. */
  async function answered<Name extends OutboxCommandName>(asked: Promise<OutboxId<Name>>): Promise<OutboxAnswer<Name>> {
    try {
      return await answerTo(await asked);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return refusalOf(error);
    }
  }

  let turn = 0;
  /** What the agent asks for next: a period that follows those asked for before. */
  const requestData = (changes: Record<string, unknown> = {}) => aRequestData(turn++, changes);

  /** Files a request of the agent; or, by somebody for them, what they signed on paper or an act of another kind. */
  async function file(
    data = requestData(),
    { kind = KIND, filedById = null }: { kind?: string; filedById?: string | null } = {},
  ): Promise<string> {
    const ownerId = filedById ?? cast.agent;
    const draft = await beginDraft(deps, { ...(await by(ownerId)), kind, agentId: cast.agent });
    const { form, manifest } = await deps.versions.get(draft.versionId);
    const own = { ownerId, draftId: draft.id, at: new Date() };
    const filled = { ...data, ...(await documentsOf(form, data, own)) };
    await saveDraft(deps, { ...own, revision: draft.revision, data: filled });
    if (isDraftOnPaper(draft, manifest)) await addDocument(own, SIGNED_PAPER);
    const proof = manifest.stepUp ? await proveFiling(deps, { ...own, personId: ownerId, identity: present }) : null;
    const filing = { ...(await by(ownerId)), draftId: draft.id, proofId: proof?.proofId };
    return (await fileRequest(deps, filing)).requestId;
  }

  /** Adds the documents that a form requires, and those that the data names beside. */
  async function documentsOf(
    { components }: FormSchema,
    data: Record<string, unknown>,
    own: { ownerId: string; draftId: string; at: Date },
  ) {
    const added: Record<string, { id: string; name: string }> = {};
    for (const { type, key, validate, properties } of components) {
      if (type !== 'filepicker' || key === undefined) continue;
      if (!validate?.required && data[key] === undefined) continue;
      added[key] = await addDocument(own, String(properties?.pieceType));
    }
    return added;
  }

  async function addDocument(own: { ownerId: string; draftId: string; at: Date }, pieceType: string) {
    const stored = await documents.put(Buffer.from('%PDF-1.7 justificatif'));
    const name = 'justificatif.pdf';
    const { id } = await addDraftPiece(deps, {
      ...own,
      piece: { ...stored, fileName: name, pieceType, closed: false },
    });
    return { id, name };
  }

  type Words = Omit<Decision, 'outcome'>;

  const decide = async (taskKey: string, authorId: string, outcome: string, words: Words = {}) => {
    const asked = { ...(await by(authorId)), signIn: SIGN_IN, taskKey, decision: { outcome, ...words } };
    return answered(decideTask(deps, asked).then(({ commandId }) => commandId));
  };

  /** Waits for a step, then decides there. */
  const at = async (requestId: string, elementId: string, authorId: string, outcome: string, words: Words = {}) =>
    decide((await taskAt(requestId, elementId)).key, authorId, outcome, words);

  const preview = async (taskKey: string, signerId: string) =>
    answered(orderPreview(deps, { ...(await by(signerId)), taskKey }));

  /** Reads the act, proves who they are. */
  async function prove(requestId: string, elementId: string, signerId = cast.signer) {
    const { key: taskKey } = await taskAt(requestId, elementId);
    const { sha256 } = accepted(await preview(taskKey, signerId));
    const { proofId } = await proveSigner(deps, { ...(await by(signerId)), taskKey, sha256, identity: present });
    return { taskKey, signerId, sha256, proofId };
  }

  /** Signs what they read and proved. */
  const signProved = ({ taskKey, signerId, sha256, proofId }: Awaited<ReturnType<typeof prove>>) =>
    decide(taskKey, signerId, 'signed', { shownSha256: sha256, stepUpProofId: proofId });

  /** Reads the act, proves who they are, signs. */
  async function sign(requestId: string, elementId: string, signerId = cast.signer) {
    const proved = await prove(requestId, elementId, signerId);
    const { sha256, taskKey, proofId } = proved;
    return { sha256, result: await signProved(proved), taskKey, proofId };
  }

  const withdraw = async (requestId: string, byId = cast.agent) =>
    answered(withdrawRequest(deps, { ...(await by(byId)), requestId, reason: null }));

  /** Commands written behind the portal's back, past every check of its own: the workers must refuse by themselves. */
  const behindThePortal = {
    async decide(taskKey: string, authorId: string, outcome: string, words: Words = {}) {
      const { requestId } = await prisma.task.findUniqueOrThrow({ where: { key: taskKey } });
      const { answers, interviewOn, stepUpProofId, ...rest } = words;
      const { id: intentId } = await prisma.decisionIntent.create({
        data: {
          taskKey,
          requestId,
          authorId,
          outcome,
          authentication: { method: 'password', strength: 'single-factor' },
          decidedAt: new Date(),
          ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
          ...(answers && { answers: answers as Prisma.InputJsonObject }),
          ...(interviewOn && { interviewOn: dateColumn(interviewOn) }),
          ...(stepUpProofId && { stepUpId: stepUpProofId }),
        },
      });
      const payload = { requestId, intentId };
      return answerTo(await database.transaction((tx) => enqueue(tx, { command: 'complete-task', payload })));
    },
    async preview(taskKey: string, signerId: string) {
      const payload = { taskKey, signerId };
      return answerTo(await database.transaction((tx) => enqueue(tx, { command: 'render-preview', payload })));
    },
    async withdraw(requestId: string, byId = cast.agent) {
      const { id: withdrawalId } = await prisma.withdrawal.create({ data: { requestId, byId } });
      const payload = { requestId, withdrawalId };
      return answerTo(await database.transaction((tx) => enqueue(tx, { command: 'withdraw', payload })));
    },
  };

  return { requestData, file, taskAt, closed, decide, at, preview, prove, signProved, sign, withdraw, behindThePortal };
}
