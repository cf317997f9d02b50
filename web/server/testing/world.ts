import { foldText } from '#domain/signing/desk.ts';
import { keepPreview, sealAct } from '#prisma/repositories/acts/acts.ts';
import { fileInDossier } from '#prisma/repositories/pieces/dossiers.ts';
import { closeRequest } from '#prisma/repositories/requests/requests.ts';
import { aDrawnAct } from '#prisma/testing/drawn-acts.ts';
import {
  aRequest,
  atTask,
  type CircuitTask,
  COMPLEMENT,
  CORRECTION,
  DEONTOLOGY,
  decided,
  HOST,
  OPINION,
  SIGNATURE,
  VISA,
} from './circuit.ts';
import { aPayPiece, sendPay } from './pay.ts';
import { aFilledDraft, aPdf, type Browser, PART_TIME, type TestPortal } from './portal.ts';

/** What one agent has, at every stage: what the others must not find. */
export interface World {
  readonly ownerId: string;
  /** Where they were when they filed. */
  readonly structureId: string;
  /** Whose desk their act waits on. */
  readonly signerId: string;
  /** A session of the owner, on another device. */
  readonly sessionId: string;
  readonly draft: { readonly id: string; readonly pieceId: string };
  readonly emptyDraftId: string;
  readonly at: Readonly<Record<Stage, Place>>;
}

export const STAGES = [
  'opinion',
  'visa',
  'deontology',
  'host',
  'signature',
  'complement',
  'correction',
  'done',
  'receipted',
] as const;
export type Stage = (typeof STAGES)[number];

export interface Place {
  readonly requestId: string;
  readonly pieceId: string;
  readonly taskKey: string;
  /** Signature: the act under way, as its signer was shown it; done: the sealed act. */
  readonly actId?: string;
  readonly sha256?: string;
  /** Signature: a pay piece that did not leave; done: one that was sent to the comptable. */
  readonly payId?: string;
  /** Signature: the fold in which the act waits. */
  readonly foldId?: string;
  /** Complement: a document that waits to be sent. */
  readonly addedId?: string;
}

/** Files one request a stage for this agent, and puts each where the circuit would. */
export async function aWorld(
  portal: TestPortal,
  cast: { owner: string; superior: string; signer: string },
): Promise<World> {
  const owner = await portal.as(cast.owner);
  const ownerId = await portal.personId(cast.owner);
  const { prisma } = portal.dependencies.database;
  const other = await portal.stranger
    .post('/api/auth/sign-in/email')
    .send({ email: `${cast.owner}@harmonie.example`, password: 'Harmonie-2026!' })
    .expect(200);
  const token = /session_token=([^.;]+)/.exec(String(other.headers['set-cookie']))?.[1] ?? '';
  const session = await prisma.session.findUniqueOrThrow({ where: { token: decodeURIComponent(token) } });
  const empty = await owner.post('/api/drafts').send({ kind: PART_TIME }).expect(201);
  const signature = await toSign(portal, owner, cast.signer);
  const { structureId } = await prisma.request.findUniqueOrThrow({ where: { id: signature.requestId } });
  return {
    ownerId,
    structureId,
    signerId: await portal.personId(cast.signer),
    sessionId: session.id,
    draft: await aFilledDraft(owner),
    emptyDraftId: empty.body.id,
    at: {
      opinion: await aPlace(portal, owner, OPINION),
      visa: await aPlace(portal, owner, VISA),
      deontology: await aPlace(portal, owner, DEONTOLOGY),
      host: await aPlace(portal, owner, HOST),
      signature,
      complement: await toComplete(portal, owner),
      correction: await aPlace(portal, owner, CORRECTION),
      done: await sealed(portal, owner, ownerId, cast),
      receipted: await receipted(portal, owner, ownerId, cast.signer),
    },
  };
}

async function aPlace(portal: TestPortal, owner: Browser, task: CircuitTask): Promise<Place> {
  const requestId = await aRequest(owner);
  const piece = await portal.dependencies.database.prisma.piece.findFirst({ where: { requestId } });
  return { requestId, pieceId: piece?.id ?? '', taskKey: await atTask(portal, requestId, task) };
}

/** What the worker leaves when it typeset the act for its signer. */
async function toSign(portal: TestPortal, owner: Browser, signer: string): Promise<Place> {
  const place = await aPlace(portal, owner, SIGNATURE);
  const { database, documents } = portal.dependencies;
  const { requestId, taskKey } = place;
  const kept = await documents.put(await aPdf(taskKey));
  const signerId = await portal.personId(signer);
  const { actId } = await aDrawnAct(database.prisma, { requestId, taskKey, signerId, ...kept });
  const payId = await aPayPiece(portal, requestId);
  const { versionId } = await database.prisma.request.findUniqueOrThrow({ where: { id: requestId } });
  const foldId = foldText({ versionId, elementId: SIGNATURE.elementId });
  return { ...place, actId, sha256: kept.sha256, payId, foldId };
}

async function toComplete(portal: TestPortal, owner: Browser): Promise<Place> {
  const place = await aPlace(portal, owner, COMPLEMENT);
  const added = await owner
    .post(`/api/tasks/${place.taskKey}/pieces`)
    .set('Content-Type', 'application/pdf')
    .set('X-Piece-Type', 'justification')
    .set('X-File-Name', 'complement.pdf')
    .send(await aPdf('Complément'))
    .expect(201);
  return { ...place, addedId: added.body.id };
}

/** Opinion given, act signed, sealed and filed. */
async function sealed(
  portal: TestPortal,
  owner: Browser,
  ownerId: string,
  cast: { superior: string; signer: string },
): Promise<Place> {
  const opinion = await aPlace(portal, owner, OPINION);
  const { requestId } = opinion;
  await decided(portal, opinion.taskKey, cast.superior, 'favorable');
  const taskKey = await atTask(portal, requestId, SIGNATURE);
  await decided(portal, taskKey, cast.signer, 'signed');
  const { database, documents } = portal.dependencies;
  const { sha256, size } = await documents.put(await aPdf(`Arrêté ${taskKey}`));
  const at = new Date();
  const actId = await database.transaction(async (tx) => {
    const decision = await tx.decision.findFirstOrThrow({ where: { taskKey } });
    const act = await tx.act.create({ data: { requestId, template: 'act', title: 'Arrêté', content: {} } });
    const shown = { taskKey, signerId: decision.authorId, sha256, size };
    await keepPreview(tx, { actId: act.id, content: { effects: [] } as never, ...shown });
    const seal = { previewSha256: sha256, sealedSha256: sha256, sealedSize: size, signedAt: at, sealedAt: at };
    const { number } = await tx.request.findUniqueOrThrow({ where: { id: requestId } });
    const evidence = {
      ...{
        requestId,
        pieces: [],
        author: { firstName: 'Sylvie', lastName: 'Sceau', quality: 'Cheffe', service: 'RH' },
      },
      // Of no series: as an act that was signed before they had numbers.
      act: { number, title: 'Arrêté', sha256 },
      circuit: { processId: PART_TIME, version: 1 },
    };
    await sealAct(tx, { actId: act.id, decisionId: decision.id, ...seal, evidence: evidence as never });
    const filed = { personId: ownerId, title: 'Arrêté', category: 'temps-partiel', sha256, size };
    await fileInDossier(tx, { ...filed, actId: act.id, requestId, filedAt: at });
    return act.id;
  });
  const payId = await aPayPiece(portal, requestId, { actId, actSha256: sha256 });
  await sendPay(portal, payId);
  return { ...opinion, taskKey, actId, sha256, payId };
}

/** Refused by who signs and closed without an act; its receipt is filed. */
async function receipted(portal: TestPortal, owner: Browser, ownerId: string, signer: string): Promise<Place> {
  const place = await aPlace(portal, owner, SIGNATURE);
  const { requestId } = place;
  const { database, documents } = portal.dependencies;
  await decided(portal, place.taskKey, signer, 'refused', 'Nécessités du service.');
  const kept = await documents.put(await aPdf(`Récépissé ${requestId}`));
  const at = new Date();
  await database.transaction(async (tx) => {
    await closeRequest(tx, { requestId, outcome: 'refused', at });
    const filed = { personId: ownerId, title: 'Récépissé', category: 'temps-partiel', ...kept };
    await fileInDossier(tx, { ...filed, actId: null, requestId, filedAt: at });
  });
  return place;
}
