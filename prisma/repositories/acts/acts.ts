import type { Authentication } from '#domain/account/sign-in.ts';
import type { ActData } from '#domain/act/act.ts';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { PlaceClock } from '#domain/calendar/place-clock.ts';
import type { SigningCapacity } from '#domain/decision/delegation.ts';
import type { ActEffect } from '#domain/effect/act-effects.ts';
import type { Evidence } from '#domain/evidence/evidence.ts';
import type { AgentDecision } from '#domain/request/contest.ts';
import { Prisma, type Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';
import { ANSWERS } from '../requests/answers.ts';
import { contestedBy } from '../requests/contests.ts';

/** An act before it has an author: its number, and what the day and the person who signs bring, come with the preview. */
export type ActContent = Omit<
  ActData,
  'author' | 'authority' | 'structure' | 'date' | 'place' | 'number' | 'verification'
>;

/** An act under way: what is drafted of it. */
export interface DraftedAct {
  readonly id: string;
  readonly title: string;
  readonly content: ActContent;
}

/** The act under way for a template of a request; a sealed one is never under way. */
export async function unsealedAct(tx: Tx, requestId: string, template: string): Promise<DraftedAct | null> {
  const rows = await tx.$queryRaw<DraftedAct[]>`
    select id::text, title, content from act
     where request_id = ${requestId}::uuid and template = ${template} and sealed_at is null
     order by drafted_at desc limit 1`;
  return rows[0] ?? null;
}

/** Writes the draft, or writes it anew: one act under way for a template. The request must be locked. */
export async function draftAct(
  tx: Tx,
  draft: { requestId: string; template: string; title: string; content: ActContent; warned: boolean; at: Date },
): Promise<{ id: string; isNew: boolean }> {
  const { requestId, template, title, warned, at } = draft;
  const content = JSON.stringify(draft.content);
  const [existing] = await tx.$queryRaw<{ id: string }[]>`
    update act set title = ${title}, content = ${content}::jsonb, warned = ${warned}, drafted_at = ${at}
     where id = (select id from act where request_id = ${requestId}::uuid and template = ${template} and sealed_at is null
                  order by drafted_at desc limit 1)
    returning id::text`;
  if (existing !== undefined) return { id: existing.id, isNew: false };
  const id = uuid7(new Date());
  await tx.$executeRaw`
    insert into act (id, request_id, template, title, content, warned, drafted_at)
    values (${id}::uuid, ${requestId}::uuid, ${template}, ${title}, ${content}::jsonb, ${warned}, ${at})`;
  return { id, isNew: true };
}

/** Keeps what a signer is shown; the same bytes for the same signer are one row. */
export async function keepPreview(
  tx: Tx,
  preview: { actId: string; taskKey: string; signerId: string; content: ActData; sha256: string; size: number },
): Promise<string> {
  const { actId, taskKey, signerId, content, sha256, size } = preview;
  const [kept] = await tx.$queryRaw<{ id: string }[]>`
    insert into act_preview (id, act_id, task_key, signer_id, content, sha256, size)
    values (${uuid7(new Date())}::uuid, ${actId}::uuid, ${taskKey}, ${signerId}::uuid, ${JSON.stringify(content)}::jsonb,
            ${sha256}, ${size})
    on conflict do nothing
    returning id::text`;
  if (kept !== undefined) return kept.id;
  const shown = await findPreview(tx, { taskKey, signerId, sha256 });
  if (shown === null) throw new Error(`the preview of task ${taskKey} was not kept`);
  return shown.id;
}

/** What a signer was shown of an act. */
export interface ActPreview {
  readonly id: string;
  readonly actId: string;
  readonly content: ActData;
  readonly size: number;
  readonly createdAt: Date;
}

/** What this signer was shown, by its hash. */
export async function findPreview(
  tx: Tx,
  { taskKey, signerId, sha256 }: { taskKey: string; signerId: string; sha256: string },
): Promise<ActPreview | null> {
  const rows = await tx.$queryRaw<ActPreview[]>`
    select id::text, act_id::text as "actId", content, size, created_at as "createdAt" from act_preview
     where task_key = ${taskKey} and signer_id = ${signerId}::uuid and sha256 = ${sha256}`;
  return rows[0] ?? null;
}

/**
 * Whether an act is as it was when a preview of it was drawn: neither sealed, nor drafted anew since, under its own number, and of
 * an agent whose name and number were not corrected since.
 */
export async function isStillDrawn(tx: Tx, { id }: ActPreview): Promise<boolean> {
  const rows = await tx.$queryRaw<{ drawn: boolean }[]>`
    select ${STILL_DRAWN} as drawn from act_preview p where p.id = ${id}::uuid`;
  return rows[0]?.drawn ?? false;
}

/** The same, of the preview in `p`. */
export const STILL_DRAWN = Prisma.sql`
  exists (select from act a join registered_act n on n.act_id = a.id and n.number = coalesce(p.content ->> 'number', '')
           where a.id = p.act_id and a.sealed_at is null and a.drafted_at <= p.created_at and n.sequence is not null
             and not exists (select from person_change c where c.person_id = n.agent_id and c.at > p.created_at
                                and c.after ?| array['firstName', 'lastName', 'employeeNumber']))`;

/** What the page of a sealed act says that it changes; null for one drawn before pages said it. */
export async function effectsSaid(tx: Tx, actId: string): Promise<ActEffect[] | null> {
  const rows = await tx.$queryRaw<[{ effects: ActEffect[] | null }]>`select effects from act where id = ${actId}::uuid`;
  return rows[0].effects;
}

/** An act, and whether it is sealed. */
export interface ActToSeal {
  readonly id: string;
  readonly template: string;
  readonly title: string;
  readonly isSealed: boolean;
  /** Whether it is the claim of whoever asks. */
  readonly isClaimed: boolean;
}

/**
 * Takes an act to seal for so long: nobody else does meanwhile, but who comes after it ended. A sealed act is not taken.
 * An end further away than any lease was written by a clock that jumped ahead and went back: it is over.
 */
export async function claimAct(tx: Tx, { id, claim, leaseMs }: { id: string; claim: string; leaseMs: number }) {
  const inMs = (ms: number) => Prisma.sql`now() + ${ms} * interval '1 millisecond'`;
  await tx.$executeRaw`
    update act set seal_claim = ${claim}::uuid, seal_claimed_until = ${inMs(leaseMs)}
     where id = ${id}::uuid and sealed_at is null
       and (seal_claim is null or seal_claimed_until < now() or seal_claimed_until > ${inMs(2 * leaseMs)})`;
  return lockAct(tx, { id, claim });
}

/** An act, its row held until the transaction ends. */
export async function lockAct(tx: Tx, { id, claim }: { id: string; claim: string }): Promise<ActToSeal> {
  const rows = await tx.$queryRaw<[ActToSeal]>`
    select id::text, template, title, sealed_at is not null as "isSealed",
           coalesce(seal_claim = ${claim}::uuid, false) as "isClaimed"
      from act where id = ${id}::uuid for update`;
  return rows[0];
}

/** Lets go of an act that could not be sealed. */
export const unclaimAct = (tx: Tx, { id, claim }: { id: string; claim: string }): Promise<number> =>
  tx.$executeRaw`
    update act set seal_claim = null, seal_claimed_until = null
     where id = ${id}::uuid and seal_claim = ${claim}::uuid and sealed_at is null`;

/** How many acts of requests under way were signed before that and are not sealed, and since when the first waits; null: none. */
export async function actsToSeal(tx: Tx, signedBefore: Date): Promise<{ acts: number; since: Date | null }> {
  const [found] = await tx.$queryRaw<[{ acts: number; since: Date | null }]>`
    select count(*)::int as acts, min(i.decided_at) as since
      from request r
      join decision d on d.request_id = r.id and d.kind = 'signature' and d.outcome = 'signed' and d.voided_at is null
      join decision_intent i on i.id = d.id
     where r.closed_at is null and i.decided_at < ${signedBefore}
       and not exists (select from act a where a.decision_id = d.id)`;
  return found;
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
export async function sealAct(tx: Tx, sealing: Sealing): Promise<void> {
  const { actId, decisionId, previewSha256, sealedSha256, sealedSize, signedAt, sealedAt, evidence } = sealing;
  await tx.$executeRaw`
    update act set decision_id = ${decisionId}::uuid, preview_sha256 = ${previewSha256}, sealed_sha256 = ${sealedSha256},
           sealed_size = ${sealedSize}, signed_at = ${signedAt}, sealed_at = ${sealedAt},
           seal_claim = null, seal_claimed_until = null,
           evidence = ${JSON.stringify(evidence)}::jsonb
     where id = ${actId}::uuid`;
}

/** An act that is sealed, by the document it is. */
export interface SealedAct {
  readonly id: string;
  readonly sealedSha256: string;
  readonly template: string;
}

/** The act that was sealed last on a request: the one that messages announce. */
export async function sealedAct(tx: Tx, requestId: string): Promise<SealedAct | null> {
  const rows = await tx.$queryRaw<SealedAct[]>`
    select id::text, sealed_sha256 as "sealedSha256", template from act
     where request_id = ${requestId}::uuid and sealed_at is not null
     order by sealed_at desc limit 1`;
  return rows[0] ?? null;
}

/** A request as its acts and their evidence cite it. */
export interface RequestForAct {
  readonly number: string;
  readonly kind: string;
  readonly versionId: string;
  readonly version: { readonly number: number; readonly bundleHash: string };
  readonly agentId: string;
  readonly structureId: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly filedAt: Date;
  readonly clock: PlaceClock;
  readonly engine: string | null;
  readonly instanceKey: string | null;
  /** In the order in which they were added; a closed one is told by its type, as its name may say what it holds. */
  readonly pieces: readonly { readonly id: string; readonly title: string; readonly sha256: string }[];
  readonly decisions: readonly DecisionForAct[];
  /** What it contests; null: nothing. */
  readonly contests: AgentDecision | null;
}

/** A decision that counts, and what its author wrote. */
export interface DecisionForAct {
  readonly id: string;
  readonly taskKey: string;
  /** As the version called it that the request followed then. */
  readonly elementId: string;
  /** What the version that it follows now calls it. */
  readonly place: string;
  /** Of the task. */
  readonly role: string;
  readonly kind: string;
  readonly outcome: string;
  readonly authorId: string;
  readonly capacity: SigningCapacity | null;
  readonly reason: string | null;
  readonly reasonLaw: string | null;
  readonly reasonFact: string | null;
  readonly interviewOn: CivilDate | null;
  readonly shownSha256: string | null;
  /** Empty for one written before it was kept. */
  readonly authentication: Partial<Authentication>;
  readonly decidedAt: Date;
}

/** Everything about a request that its acts and their evidence cite. */
export async function requestForAct(tx: Tx, requestId: string): Promise<RequestForAct> {
  const [request] = await tx.$queryRaw<[Omit<RequestForAct, 'decisions' | 'contests'>]>`
    select r.number, r.kind, r.version_id::text as "versionId",
           json_build_object('number', v.number, 'bundleHash', v.bundle_hash) as version,
           r.agent_id::text as "agentId", r.structure_id::text as "structureId", ${ANSWERS} as data, r.filed_at as "filedAt",
           (select s.time_zone from structure s where s.id = r.structure_id) as clock, r.engine, r.instance_key as "instanceKey",
           coalesce((select json_agg(json_build_object('id', p.id, 'sha256', p.sha256, 'title',
                       case when p.closed then p.piece_type else p.file_name end)
                       order by p.uploaded_at, p.id) from piece p where p.request_id = r.id), '[]') as pieces
      from request r join circuit_version v on v.id = r.version_id
     where r.id = ${requestId}::uuid`;
  const decisions = await tx.$queryRaw<DecisionForAct[]>`
    select d.id::text, d.task_key as "taskKey", d.element_id as "elementId",
           place_now(d.request_id, d.element_id) as place, t.role, d.kind, d.outcome,
           d.author_id::text as "authorId", d.capacity, i.reason, i.reason_law as "reasonLaw",
           i.reason_fact as "reasonFact", to_char(i.interview_on, 'YYYY-MM-DD') as "interviewOn",
           i.shown_sha256 as "shownSha256", i.authentication, i.decided_at as "decidedAt"
      from decision d join decision_intent i on i.id = d.id join task t on t.key = d.task_key
     where d.request_id = ${requestId}::uuid and d.voided_at is null
     order by d.recorded_at`;
  return { ...request, decisions, contests: await contestedBy(tx, requestId) };
}

/** A sealed act and its evidence; null: there is none, or it was eliminated. */
export const actEvidence = (tx: Tx, requestId: string, actId: string) =>
  tx.act.findFirst({
    where: { id: actId, requestId, sealedAt: { not: null }, eliminations: { none: { state: 'eliminated' } } },
    select: { evidence: true, sealedSha256: true, sealedSize: true, title: true },
  });
