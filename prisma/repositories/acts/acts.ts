import { expressionBuilder, sql } from 'kysely';
import { jsonArrayFrom, jsonBuildObject } from 'kysely/helpers/postgres';
import type { Authentication } from '#domain/account/sign-in.ts';
import type { ActData } from '#domain/act/act.ts';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { PlaceClock } from '#domain/calendar/place-clock.ts';
import type { Template } from '#domain/decision/decision.ts';
import type { ActEffect } from '#domain/effect/act-effects.ts';
import type { Evidence } from '#domain/evidence/evidence.ts';
import type { SigningCapacity } from '#domain/power/delegation.ts';
import type { AgentDecision } from '#domain/request/contest.ts';
import type { Tx } from '../../client.ts';
import { call, countOfRows, db, exists, json, statement } from '../../connection/typed-sql.ts';
import type { Tables } from '../../generated/tables.ts';
import { uuid7 } from '../../uuid7.ts';
import { answersOf } from '../requests/answers.ts';
import { contestedBy } from '../requests/contests.ts';
import { inMs } from '../statements/periods.ts';

/** An act before it has an author: its number, day and signer come with the preview. */
export type ActContent = Omit<
  ActData,
  'author' | 'authority' | 'structure' | 'date' | 'place' | 'number' | 'verification'
>;

/** An unsealed act, as it is drafted. */
export interface DraftedAct {
  readonly id: string;
  readonly title: string;
  readonly content: ActContent;
}

/** Identifies an unsealed act: one a request and template. */
interface Underway {
  readonly requestId: string;
  readonly template: Template;
}

const underway = ({ requestId, template }: Underway) =>
  db
    .selectFrom('act as u')
    .where('u.request_id', '=', requestId)
    .where('u.template', '=', template)
    .where('u.sealed_at', 'is', null)
    .orderBy('u.drafted_at', 'desc')
    .limit(1);

const draftUnderway = statement((given: Underway) => underway(given).select(['u.id', 'u.title', 'u.content']));

/** Finds the unsealed act for a template of a request; null: none. */
export const unsealedAct = (tx: Tx, requestId: string, template: Template): Promise<DraftedAct | null> =>
  draftUnderway.first(tx, { requestId, template });

interface Draft extends Underway {
  readonly title: string;
  readonly content: ActContent;
  readonly warned: boolean;
  readonly at: Date;
}

const draftedAnew = statement((given: Draft) =>
  db
    .updateTable('act')
    .set({ title: given.title, content: json(given.content), warned: given.warned, drafted_at: given.at })
    .where('id', '=', underway(given).select('u.id'))
    .returning('id'),
);

const drafted = statement((given: Draft & { readonly id: string }) =>
  db.insertInto('act').values({
    id: given.id,
    request_id: given.requestId,
    template: given.template,
    title: given.title,
    content: json(given.content),
    warned: given.warned,
    drafted_at: given.at,
  }),
);

/**
 * Writes or replaces the draft of an act: one unsealed act a template. The request must be locked.
 */
export async function draftAct(tx: Tx, draft: Draft): Promise<{ id: string; isNew: boolean }> {
  const existing = await draftedAnew.first(tx, draft);
  if (existing !== null) return { id: existing.id, isNew: false };
  const id = uuid7(new Date());
  await drafted.run(tx, { ...draft, id });
  return { id, isNew: true };
}

/** What a signer is shown of an act, by its hash. */
interface ShownTo {
  readonly taskKey: string;
  readonly signerId: string;
  readonly sha256: string;
}

interface NewPreview extends ShownTo {
  readonly actId: string;
  readonly content: ActData;
  readonly size: number;
}

const previewKept = statement((given: NewPreview & { readonly id: string }) =>
  db
    .insertInto('act_preview')
    .values({
      id: given.id,
      act_id: given.actId,
      task_key: given.taskKey,
      signer_id: given.signerId,
      content: json(given.content),
      sha256: given.sha256,
      size: given.size,
    })
    .onConflict((same) => same.doNothing())
    .returning('id'),
);

/**
 * Keeps what a signer is shown and returns its id; the same bytes for the same signer are one row.
 */
export async function keepPreview(tx: Tx, preview: NewPreview): Promise<string> {
  const kept = await previewKept.first(tx, { ...preview, id: uuid7(new Date()) });
  if (kept !== null) return kept.id;
  const shown = await findPreview(tx, preview);
  if (shown === null) throw new Error(`the preview of task ${preview.taskKey} was not kept`);
  return shown.id;
}

/** A preview of an act, as a signer was shown it. */
export interface ActPreview {
  readonly id: string;
  readonly actId: string;
  readonly content: ActData;
  readonly size: number;
  readonly createdAt: Date;
}

const previewOf = statement((given: ShownTo) =>
  db
    .selectFrom('act_preview as p')
    .select(['p.id', 'p.act_id as actId', 'p.content', 'p.size', 'p.created_at as createdAt'])
    .where('p.task_key', '=', given.taskKey)
    .where('p.signer_id', '=', given.signerId)
    .where('p.sha256', '=', given.sha256),
);

/** Finds what this signer was shown, by its hash; null: they were not shown it. */
export const findPreview = (tx: Tx, shown: ShownTo): Promise<ActPreview | null> => previewOf.first(tx, shown);

const drawn = expressionBuilder<{ p: Tables['act_preview'] }, 'p'>();
/**
 * True if an act is as it was when its preview `p` was drawn: neither sealed nor drafted again
 * since, under its own number, and of an agent whose name and number were not corrected since.
 */
export const STILL_DRAWN = exists(
  db
    .selectFrom('act as a')
    .innerJoin('registered_act as n', (join) =>
      join
        .onRef('n.act_id', '=', 'a.id')
        .on('n.number', '=', sql<string>`coalesce(${drawn.ref('p.content')} ->> 'number', '')`),
    )
    .select('a.id')
    .where('a.id', '=', drawn.ref('p.act_id'))
    .where('a.sealed_at', 'is', null)
    .where('a.drafted_at', '<=', drawn.ref('p.created_at'))
    .where('n.sequence', 'is not', null)
    .where((eb) =>
      eb.not(
        exists(
          eb
            .selectFrom('person_change as c')
            .select('c.id')
            .whereRef('c.person_id', '=', 'n.agent_id')
            .where('c.at', '>', drawn.ref('p.created_at'))
            .where((of) => sql<boolean>`${of.ref('c.after')} ?| array['firstName', 'lastName', 'employeeNumber']`),
        ),
      ),
    ),
);

const previewStillDrawn = statement((given: { id: string }) =>
  db.selectFrom('act_preview as p').select(STILL_DRAWN.as('drawn')).where('p.id', '=', given.id),
);

/** True if the act of a preview is as it was when the preview was drawn. */
export const isStillDrawn = async (tx: Tx, { id }: ActPreview): Promise<boolean> =>
  (await previewStillDrawn.first(tx, { id }))?.drawn ?? false;

const effectsOf = statement((given: { actId: string }) =>
  db.selectFrom('act').select('effects').where('id', '=', given.actId),
);

/**
 * Returns the effects that the page of a sealed act states; null for one drawn before pages stated
 * them.
 */
export const effectsSaid = async (tx: Tx, actId: string): Promise<ActEffect[] | null> =>
  (await effectsOf.one(tx, { actId })).effects;

/** An act, and whether it is sealed. */
export interface ActToSeal {
  readonly id: string;
  readonly template: Template;
  readonly title: string;
  readonly isSealed: boolean;
  /** True if this claim holds the act. */
  readonly isClaimed: boolean;
}

/** An act, and the claim of a worker on it. */
interface Claim {
  readonly id: string;
  readonly claim: string;
}

const claimed = statement((given: Claim & { leaseMs: number; longestMs: number }) =>
  db
    .updateTable('act')
    .set({ seal_claim: given.claim, seal_claimed_until: inMs(given.leaseMs) })
    .where('id', '=', given.id)
    .where('sealed_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('seal_claim', 'is', null),
        eb('seal_claimed_until', '<', sql<Date>`now()`),
        eb('seal_claimed_until', '>', inMs(given.longestMs)),
      ]),
    ),
);

/**
 * Claims an act to seal for `leaseMs`: nobody else seals it meanwhile; once the lease has ended,
 * another may claim it. A sealed act is not claimed. An end further away than twice the lease was
 * written by a clock that jumped ahead and back: it counts as over.
 */
export async function claimAct(tx: Tx, { id, claim, leaseMs }: Claim & { leaseMs: number }): Promise<ActToSeal> {
  await claimed.run(tx, { id, claim, leaseMs, longestMs: 2 * leaseMs });
  return lockAct(tx, { id, claim });
}

const locked = statement((given: Claim) =>
  db
    .selectFrom('act')
    .select((eb) => [
      'id',
      'template',
      'title',
      eb('sealed_at', 'is not', null).$castTo<boolean>().as('isSealed'),
      eb.fn.coalesce(eb('seal_claim', '=', given.claim).$castTo<boolean>(), eb.lit(false)).as('isClaimed'),
    ])
    .where('id', '=', given.id)
    .forUpdate(),
);

/** Locks the row of an act until the transaction ends. */
export const lockAct = (tx: Tx, claim: Claim): Promise<ActToSeal> => locked.one(tx, claim);

const unclaimed = statement((given: Claim) =>
  db
    .updateTable('act')
    .set({ seal_claim: null, seal_claimed_until: null })
    .where('id', '=', given.id)
    .where('seal_claim', '=', given.claim)
    .where('sealed_at', 'is', null),
);

/** Releases the claim on an act that could not be sealed. */
export const unclaimAct = (tx: Tx, claim: Claim): Promise<number> => unclaimed.run(tx, claim);

const unsealedSince = statement((given: { signedBefore: Date }) =>
  db
    .selectFrom('request as r')
    .innerJoin('decision as d', (join) =>
      join
        .onRef('d.request_id', '=', 'r.id')
        .on('d.kind', '=', 'signature')
        .on('d.outcome', '=', 'signed')
        .on('d.voided_at', 'is', null),
    )
    .innerJoin('decision_intent as i', 'i.id', 'd.id')
    .select((eb) => [countOfRows.as('acts'), eb.fn.min('i.decided_at').$castTo<Date | null>().as('since')])
    .where('r.closed_at', 'is', null)
    .where('i.decided_at', '<', given.signedBefore)
    .where((eb) => eb.not(exists(eb.selectFrom('act as a').select('a.id').whereRef('a.decision_id', '=', 'd.id')))),
);

/**
 * Counts the acts of open requests that were signed before that and are not sealed, with the first
 * signature; null: none.
 */
export const actsToSeal = (tx: Tx, signedBefore: Date): Promise<{ acts: number; since: Date | null }> =>
  unsealedSince.one(tx, { signedBefore });

/** The seal of an act, and what it was made from. */
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

const sealed = statement((given: Sealing) =>
  db
    .updateTable('act')
    .set({
      decision_id: given.decisionId,
      preview_sha256: given.previewSha256,
      sealed_sha256: given.sealedSha256,
      sealed_size: given.sealedSize,
      signed_at: given.signedAt,
      sealed_at: given.sealedAt,
      seal_claim: null,
      seal_claimed_until: null,
      evidence: json(given.evidence),
    })
    .where('id', '=', given.actId),
);

/** Writes the seal: all of it, once. The database refuses a second time. */
export async function sealAct(tx: Tx, sealing: Sealing): Promise<void> {
  await sealed.run(tx, sealing);
}

/** A sealed act, by its document. */
export interface SealedAct {
  readonly id: string;
  readonly sealedSha256: string;
  readonly template: Template;
}

const lastSealed = statement((given: { requestId: string }) =>
  db
    .selectFrom('act')
    .select((eb) => ['id', eb.ref('sealed_sha256').$notNull().as('sealedSha256'), 'template'])
    .where('request_id', '=', given.requestId)
    .where('sealed_at', 'is not', null)
    .orderBy('sealed_at', 'desc')
    .limit(1),
);

/**
 * Returns the act that was sealed last on a request: the one that messages announce; null: none.
 */
export const sealedAct = (tx: Tx, requestId: string): Promise<SealedAct | null> => lastSealed.first(tx, { requestId });

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
  /**
   * In the order in which they were added; a closed one appears by its type, as its name may reveal
   * its content.
   */
  readonly pieces: readonly { readonly id: string; readonly title: string; readonly sha256: string }[];
  readonly decisions: readonly DecisionForAct[];
  /** The decision that it contests; null: none. */
  readonly contests: AgentDecision | null;
}

/** A decision that counts, and what its author wrote. */
export interface DecisionForAct {
  readonly id: string;
  readonly taskKey: string;
  /** Its step, in the version that the request followed then. */
  readonly elementId: string;
  /** The same step in the version that it follows now. */
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

const citedRequest = statement((given: { requestId: string }) =>
  db
    .selectFrom('request as r')
    .innerJoin('circuit_version as v', 'v.id', 'r.version_id')
    .select((eb) => [
      'r.number',
      'r.kind',
      'r.version_id as versionId',
      jsonBuildObject({ number: eb.ref('v.number'), bundleHash: eb.ref('v.bundle_hash') }).as('version'),
      'r.agent_id as agentId',
      'r.structure_id as structureId',
      answersOf({ id: eb.ref('r.id'), data: eb.ref('r.data') }).as('data'),
      'r.filed_at as filedAt',
      eb
        .selectFrom('structure as s')
        .select('s.time_zone')
        .whereRef('s.id', '=', 'r.structure_id')
        .$asScalar()
        .$notNull()
        .as('clock'),
      'r.engine',
      'r.instance_key as instanceKey',
      jsonArrayFrom(
        eb
          .selectFrom('piece as p')
          .select((of) => [
            'p.id',
            'p.sha256',
            of
              .case()
              .when('p.closed', '=', true)
              .then(of.ref('p.piece_type'))
              .else(of.ref('p.file_name'))
              .end()
              .as('title'),
          ])
          .whereRef('p.request_id', '=', 'r.id')
          .orderBy('p.uploaded_at')
          .orderBy('p.id'),
      ).as('pieces'),
    ])
    .where('r.id', '=', given.requestId),
);

const citedDecisions = statement((given: { requestId: string }) =>
  db
    .selectFrom('decision as d')
    .innerJoin('decision_intent as i', 'i.id', 'd.id')
    .innerJoin('task as t', 't.key', 'd.task_key')
    .select((eb) => [
      'd.id',
      'd.task_key as taskKey',
      'd.element_id as elementId',
      call('place_now', eb.ref('d.request_id'), eb.ref('d.element_id')).$notNull().as('place'),
      't.role',
      'd.kind',
      'd.outcome',
      'd.author_id as authorId',
      'd.capacity',
      'i.reason',
      'i.reason_law as reasonLaw',
      'i.reason_fact as reasonFact',
      'i.interview_on as interviewOn',
      'i.shown_sha256 as shownSha256',
      'i.authentication',
      'i.decided_at as decidedAt',
    ])
    .where('d.request_id', '=', given.requestId)
    .where('d.voided_at', 'is', null)
    .orderBy('d.recorded_at'),
);

/** Reads everything about a request that its acts and their evidence cite. */
export async function requestForAct(tx: Tx, requestId: string): Promise<RequestForAct> {
  const request = await citedRequest.one(tx, { requestId });
  const decisions = await citedDecisions.all(tx, { requestId });
  return { ...request, decisions, contests: await contestedBy(tx, requestId) };
}

/** Finds a sealed act and its evidence; null: there is none, or it was eliminated. */
export const actEvidence = (tx: Tx, requestId: string, actId: string) =>
  tx.act.findFirst({
    where: { id: actId, requestId, sealedAt: { not: null }, eliminations: { none: { state: 'eliminated' } } },
    select: { evidence: true, sealedSha256: true, sealedSize: true, title: true },
  });
