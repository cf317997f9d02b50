import type { Expression } from 'kysely';
import type { PersonRef } from '#domain/people/refs.ts';
import { Prisma, type Tx } from '../../client.ts';
import { db, exists, json, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';
import { type PieceRow, piecesOfDraft } from '../pieces/pieces.ts';
import { lockRow } from '../statements/lock-alone.ts';
import { personRef } from '../statements/person-ref.ts';

/** A draft of a request. */
export interface DraftRow {
  readonly id: string;
  readonly versionId: string;
  readonly ownerId: string;
  /** The agent; null: its owner. */
  readonly agentId: string | null;
  /** The same, by name. */
  readonly agent: PersonRef | null;
  readonly data: Record<string, unknown>;
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** The request that it became. */
  readonly requestId: string | null;
}

/** The columns of `draft d` itself. */
const DRAFT = [
  'd.id',
  'd.version_id as versionId',
  'd.owner_id as ownerId',
  'd.agent_id as agentId',
  'd.data',
  'd.revision',
  'd.created_at as createdAt',
  'd.updated_at as updatedAt',
] as const;

const agentNamed = (agentId: Expression<string | null>) =>
  db
    .selectFrom('person as a')
    .select((eb) =>
      personRef({ id: eb.ref('a.id'), firstName: eb.ref('a.first_name'), lastName: eb.ref('a.last_name') }).as('ref'),
    )
    .where((eb) => eb(agentId, '=', eb.ref('a.id')));

const requestOf = (draftId: Expression<string>) =>
  db.selectFrom('request as r').select('r.id').where('r.draft_id', '=', draftId);

/** True if a draft became a request. */
export const isFiled = (draftId: Expression<string>) => exists(requestOf(draftId));

/** What lists add to a draft: its agent by name, and the request that it became. */
const namedOf = (agentId: Expression<string | null>, draftId: Expression<string>) =>
  [agentNamed(agentId).as('agent'), requestOf(draftId).as('requestId')] as const;

const drafts = () =>
  db
    .selectFrom('draft as d')
    .select(DRAFT)
    .select((eb) => namedOf(eb.ref('d.agent_id'), eb.ref('d.id')));

/** Begins a draft. */
export async function createDraft(
  tx: Tx,
  draft: {
    ownerId: string;
    agentId: string | null;
    versionId: string;
    /** The first answers, empty by default. */
    data?: Readonly<Record<string, unknown>>;
    at: Date;
  },
): Promise<DraftRow> {
  const { ownerId, agentId, versionId, data = {}, at } = draft;
  return begun.one(tx, { ownerId, agentId, versionId, data, at, id: uuid7(new Date()) });
}

const begun = statement(
  (given: {
    id: string;
    ownerId: string;
    agentId: string | null;
    versionId: string;
    data: Readonly<Record<string, unknown>>;
    at: Date;
  }) =>
    db
      .with('d', (made) =>
        made
          .insertInto('draft')
          .values({
            id: given.id,
            version_id: given.versionId,
            owner_id: given.ownerId,
            agent_id: given.agentId,
            data: json(given.data),
            created_at: given.at,
            updated_at: given.at,
          })
          .returningAll(),
      )
      .selectFrom('d')
      .select(DRAFT)
      .select((eb) => namedOf(eb.ref('d.agent_id'), eb.ref('d.id'))),
);

/** Lists a person's drafts that were not filed, last touched first. */
export const draftsOf = (tx: Tx, ownerId: string, limit: number): Promise<DraftRow[]> =>
  unfiled.all(tx, { ownerId, limit });

const unfiled = statement((given: { ownerId: string; limit: number }) =>
  drafts()
    .where('d.owner_id', '=', given.ownerId)
    .where((eb) => eb.not(isFiled(eb.ref('d.id'))))
    .orderBy('d.updated_at', 'desc')
    .orderBy('d.id', 'desc')
    .limit(given.limit),
);

/** Selects the same, to be counted. */
export const draftsHeldBy = (ownerId: string): Prisma.Sql => Prisma.sql`
  from draft d where d.owner_id = ${ownerId}::uuid and not exists (select from request r where r.draft_id = d.id)`;

/** Finds a draft of this owner; null if it is somebody else's. */
export const findDraft = (tx: Tx, id: string, ownerId: string): Promise<DraftRow | null> =>
  draftOf.first(tx, { id, ownerId });

const draftOf = statement((given: { id: string; ownerId: string }) =>
  drafts().where('d.id', '=', given.id).where('d.owner_id', '=', given.ownerId),
);

/** Finds it and locks it until the transaction ends: a second submission waits for the first. */
export async function lockDraft(tx: Tx, id: string, ownerId: string): Promise<DraftRow | null> {
  await hold(tx, id);
  return findDraft(tx, id, ownerId);
}

/** A draft with its documents. */
export interface DraftAndPieces {
  readonly draft: DraftRow | null;
  readonly pieces: readonly PieceRow[];
}

/** Finds a draft of this owner with its documents; null and none if it is somebody else's. */
export async function findDraftAndPieces(tx: Tx, id: string, ownerId: string): Promise<DraftAndPieces> {
  const draft = await findDraft(tx, id, ownerId);
  return { draft, pieces: draft === null ? [] : await piecesOfDraft(tx, id) };
}

/** The same, locked until the transaction ends. */
export async function lockDraftAndPieces(tx: Tx, id: string, ownerId: string): Promise<DraftAndPieces> {
  await hold(tx, id);
  return findDraftAndPieces(tx, id, ownerId);
}

const hold = lockRow('draft');

/**
 * Saves the answers typed on this revision and returns the next one; null if another device saved
 * in between.
 */
export async function saveDraft(
  tx: Tx,
  draft: { id: string; ownerId: string; revision: number; data: Record<string, unknown>; at: Date },
): Promise<number | null> {
  const next = draft.revision + 1;
  return (await saved.run(tx, { ...draft, next })) === 1 ? next : null;
}

const saved = statement(
  (given: {
    id: string;
    ownerId: string;
    revision: number;
    next: number;
    data: Readonly<Record<string, unknown>>;
    at: Date;
  }) =>
    db
      .updateTable('draft as d')
      .set({ data: json(given.data), revision: given.next, updated_at: given.at })
      .where('d.id', '=', given.id)
      .where('d.owner_id', '=', given.ownerId)
      .where('d.revision', '=', given.revision)
      .where((eb) => eb.not(isFiled(eb.ref('d.id')))),
);

/** Moves a draft that was not filed to another version of its kind; its answers stay. */
export async function moveDraft(tx: Tx, draft: DraftRow, versionId: string): Promise<DraftRow> {
  await tx.draft.updateMany({
    where: { id: draft.id, request: null },
    data: { versionId, updatedAt: draft.updatedAt },
  });
  return { ...draft, versionId };
}

/** Removes a draft that was not filed, with its pieces. */
export async function deleteDraft(tx: Tx, id: string): Promise<void> {
  await tx.piece.deleteMany({ where: { draftId: id, requestId: null } });
  await tx.draft.deleteMany({ where: { id, request: null } });
}
