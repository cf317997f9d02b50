import type { PersonRef } from '#domain/people/refs.ts';
import { Prisma, type Tx } from '../client.ts';
import { uuid7 } from '../uuid7.ts';
import { type PieceRow, piecesOfDraft } from './pieces.ts';

export interface DraftRow {
  readonly id: string;
  readonly versionId: string;
  readonly ownerId: string;
  /** Whom it is about; null: its owner. */
  readonly agentId: string | null;
  /** The same, by name. */
  readonly agent: PersonRef | null;
  readonly data: Record<string, unknown>;
  readonly revision: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  /** The request it became. */
  readonly requestId: string | null;
}

/** A draft as it is read, of `draft d`. */
const DRAFT = Prisma.sql`
  d.id::text, d.version_id::text as "versionId", d.owner_id::text as "ownerId", d.agent_id::text as "agentId",
  (select json_build_object('id', a.id, 'firstName', a.first_name, 'lastName', a.last_name)
     from person a where a.id = d.agent_id) as agent,
  d.data, d.revision, d.created_at as "createdAt", d.updated_at as "updatedAt",
  (select r.id::text from request r where r.draft_id = d.id) as "requestId"`;

/** Begins an empty draft. */
export async function createDraft(
  tx: Tx,
  draft: {
    ownerId: string;
    agentId: string | null;
    versionId: string;
    /** What it is filled in with. */
    data?: Readonly<Record<string, unknown>>;
    at: Date;
  },
): Promise<DraftRow> {
  const { ownerId, agentId, versionId, data = {}, at } = draft;
  const [row] = await tx.$queryRaw<[DraftRow]>`
    with d as (
      insert into draft (id, version_id, owner_id, agent_id, data, created_at, updated_at)
      values (${uuid7(new Date())}::uuid, ${versionId}::uuid, ${ownerId}::uuid, ${agentId}::uuid, ${JSON.stringify(data)}::jsonb,
              ${at}, ${at})
      returning *)
    select ${DRAFT} from d`;
  return row;
}

/** The drafts of a person that were not filed, the last touched first. */
export const draftsOf = (tx: Tx, ownerId: string, limit: number): Promise<DraftRow[]> =>
  tx.$queryRaw`
    select ${DRAFT} ${draftsHeldBy(ownerId)} order by d.updated_at desc, d.id desc limit ${limit}`;

/** The same, to be counted. */
export const draftsHeldBy = (ownerId: string): Prisma.Sql => Prisma.sql`
  from draft d where d.owner_id = ${ownerId}::uuid and not exists (select from request r where r.draft_id = d.id)`;

/** A draft of this owner; null for anyone else's. */
export async function findDraft(tx: Tx, id: string, ownerId: string): Promise<DraftRow | null> {
  const rows = await tx.$queryRaw<DraftRow[]>`
    select ${DRAFT} from draft d where d.id = ${id}::uuid and d.owner_id = ${ownerId}::uuid`;
  return rows[0] ?? null;
}

/** The same, held until the transaction ends: a second submission waits for the first. */
export async function lockDraft(tx: Tx, id: string, ownerId: string): Promise<DraftRow | null> {
  await hold(tx, id);
  return findDraft(tx, id, ownerId);
}

/** A draft with its documents. */
export interface DraftAndPieces {
  readonly draft: DraftRow | null;
  readonly pieces: readonly PieceRow[];
}

/** A draft of this owner with its documents; null and none for anyone else's. */
export async function findDraftAndPieces(tx: Tx, id: string, ownerId: string): Promise<DraftAndPieces> {
  const draft = await findDraft(tx, id, ownerId);
  return { draft, pieces: draft === null ? [] : await piecesOfDraft(tx, id) };
}

/** The same, held until the transaction ends. */
export async function lockDraftAndPieces(tx: Tx, id: string, ownerId: string): Promise<DraftAndPieces> {
  await hold(tx, id);
  return findDraftAndPieces(tx, id, ownerId);
}

const hold = (tx: Tx, id: string) => tx.$queryRaw`select 1 from draft where id = ${id}::uuid for update`;

/** Saves what was typed on this revision; null when another device saved in between. */
export async function saveDraft(
  tx: Tx,
  draft: { id: string; ownerId: string; revision: number; data: Record<string, unknown>; at: Date },
): Promise<number | null> {
  const { id, ownerId, revision, data, at } = draft;
  const count = await tx.$executeRaw`
    update draft d set data = ${JSON.stringify(data)}::jsonb, revision = ${revision + 1}, updated_at = ${at}
     where d.id = ${id}::uuid and d.owner_id = ${ownerId}::uuid and d.revision = ${revision}
       and not exists (select from request r where r.draft_id = d.id)`;
  return count === 1 ? revision + 1 : null;
}

/** Puts a draft that was not filed on another version of its kind; what was typed stays. */
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
