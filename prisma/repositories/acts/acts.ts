import type { ActData } from '../../../domain/act/act.ts';
import type { ActEffect } from '../../../domain/effect/act-effects.ts';
import type { Evidence } from '../../../domain/evidence/evidence.ts';
import type { Prisma, Tx } from '../../client.ts';

/** An act before it has an author: what the day and the person who signs bring comes with the preview. */
export type ActContent = Omit<ActData, 'author' | 'authority' | 'structure' | 'date' | 'place'>;

/** The act under way for a template of a request; a sealed one is never under way. */
export const unsealedAct = (tx: Tx, requestId: string, template: string) =>
  tx.act.findFirst({ where: { requestId, template, sealedAt: null }, orderBy: { draftedAt: 'desc' } });

/** Writes the draft, or writes it anew: one act under way for a template. The request must be locked. */
export async function draftAct(
  tx: Tx,
  draft: { requestId: string; template: string; title: string; content: ActContent; at: Date },
): Promise<{ id: string; isNew: boolean }> {
  const { requestId, template, title, at } = draft;
  const content = draft.content as unknown as Prisma.InputJsonObject;
  const existing = await unsealedAct(tx, requestId, template);
  if (existing !== null) {
    await tx.act.update({ where: { id: existing.id }, data: { title, content, draftedAt: at } });
    return { id: existing.id, isNew: false };
  }
  const { id } = await tx.act.create({
    data: { requestId, template, title, content, draftedAt: at },
    select: { id: true },
  });
  return { id, isNew: true };
}

/** Keeps what a signer is shown; the same bytes for the same signer are one row. */
export async function keepPreview(
  tx: Tx,
  preview: { actId: string; taskKey: string; signerId: string; content: ActData; sha256: string; size: number },
): Promise<string> {
  const { taskKey, signerId, sha256 } = preview;
  const content = preview.content as unknown as Prisma.InputJsonObject;
  await tx.actPreview.createMany({ data: [{ ...preview, content }], skipDuplicates: true });
  const where = { taskKey_signerId_sha256: { taskKey, signerId, sha256 } };
  return (await tx.actPreview.findUniqueOrThrow({ where, select: { id: true } })).id;
}

/** What this signer was shown, by its hash. */
export const findPreview = (tx: Tx, shown: { taskKey: string; signerId: string; sha256: string }) =>
  tx.actPreview.findUnique({ where: { taskKey_signerId_sha256: shown } });

/** What the page of a sealed act says that it changes; null for one drawn before pages said it. */
export async function effectsSaid(tx: Tx, actId: string): Promise<ActEffect[] | null> {
  const { effects } = await tx.act.findUniqueOrThrow({ where: { id: actId }, select: { effects: true } });
  return effects as ActEffect[] | null;
}

/** An act and what its seal needs, its row held until the transaction ends. */
export async function lockAct(tx: Tx, id: string) {
  await tx.$queryRaw`select 1 from act where id = ${id}::uuid for update`;
  return tx.act.findUniqueOrThrow({ where: { id } });
}

export interface Sealing {
  readonly actId: string;
  readonly decisionId: string;
  readonly previewSha256: string;
  readonly sealedSha256: string;
  readonly sealedSize: number;
  readonly signedAt: Date;
  readonly sealedAt: Date;
  readonly evidence: Evidence;
}

/** Writes the seal: all of it, once. The database refuses a second time. */
export async function sealAct(tx: Tx, { actId, evidence, ...sealed }: Sealing): Promise<void> {
  await tx.act.update({
    where: { id: actId },
    data: { ...sealed, evidence: evidence as unknown as Prisma.InputJsonObject },
  });
}

/** The act that was sealed last on a request: the one that messages announce. */
export const sealedAct = (tx: Tx, requestId: string) =>
  tx.act.findFirst({
    where: { requestId, sealedAt: { not: null } },
    orderBy: { sealedAt: 'desc' },
    select: { id: true, sealedSha256: true, template: true, title: true },
  });

/** Everything about a request that its acts and their evidence cite. */
export async function requestForAct(tx: Tx, requestId: string) {
  const version = { select: { number: true, bundleHash: true } };
  const request = await tx.request.findUniqueOrThrow({ where: { id: requestId }, include: { version } });
  const pieces = await tx.piece.findMany({ where: { requestId }, orderBy: [{ uploadedAt: 'asc' }, { id: 'asc' }] });
  const decisions = await tx.decision.findMany({
    where: { requestId, voidedAt: null },
    orderBy: { recordedAt: 'asc' },
    include: { intent: true, task: true },
  });
  return { ...request, pieces, decisions };
}
export type RequestForAct = Awaited<ReturnType<typeof requestForAct>>;

export const actEvidence = (tx: Tx, requestId: string, actId: string) =>
  tx.act.findFirst({
    where: { id: actId, requestId, sealedAt: { not: null } },
    select: { evidence: true, sealedSha256: true, sealedSize: true, title: true },
  });
