import { Prisma, type Tx } from '../client.ts';
import { uuid7 } from '../uuid7.ts';
import { inForceOn, TODAY } from './in-force.ts';

export interface DossierPieceRow {
  readonly number: number;
  readonly title: string;
  readonly category: string;
  readonly filedAt: Date;
  readonly size: number;
  readonly sha256: string;
  readonly requestId: string | null;
  readonly actId: string | null;
  readonly withdrawnAt: Date | null;
}

const PIECE = {
  number: true,
  title: true,
  category: true,
  filedAt: true,
  size: true,
  sha256: true,
  requestId: true,
  actId: true,
  withdrawnAt: true,
} as const;

/** The numbered pieces of a person's file. */
export const dossierPieces = (tx: Tx, personId: string): Promise<DossierPieceRow[]> =>
  tx.dossierPiece.findMany({ where: { dossier: { personId } }, orderBy: { number: 'asc' }, select: PIECE });

export const findDossierPiece = (tx: Tx, personId: string, number: number): Promise<DossierPieceRow | null> =>
  tx.dossierPiece.findFirst({ where: { dossier: { personId }, number }, select: PIECE });

export interface DossierOwner {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly employeeNumber: string;
  readonly structureName: string | null;
  readonly structurePath: string | null;
}

/** Whose file, and where they are posted today. */
export async function dossierOwner(tx: Tx, personId: string): Promise<DossierOwner | null> {
  const rows = await tx.$queryRaw<DossierOwner[]>`
    select p.id::text, p.first_name as "firstName", p.last_name as "lastName", p.employee_number as "employeeNumber",
           s.name as "structureName", s.path as "structurePath"
      from person p left join lateral (${CURRENT_STRUCTURE}) s on true where p.id = ${personId}::uuid`;
  return rows[0] ?? null;
}

const CURRENT_STRUCTURE = Prisma.sql`
  select s.id, s.name, s.path, o.quality from posting o join structure s on s.id = o.structure_id
   where o.person_id = p.id and ${inForceOn(Prisma.sql`o`, TODAY)}
   order by o."from" desc, o.id desc limit 1`;

/** Writes that someone looked at another's file. */
export async function traceConsultation(
  tx: Tx,
  trace: { personId: string; byId: string; what: string; subject?: string; at: Date },
): Promise<void> {
  await tx.consultation.create({ data: trace });
}

export interface ConsultationRow {
  readonly at: Date;
  readonly what: string;
  readonly byId: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** Who consulted a person's file, newest first. */
export const consultationsOf = (tx: Tx, personId: string, limit: number): Promise<ConsultationRow[]> =>
  tx.$queryRaw`
    select c.at, c.what, c.by_id::text as "byId", p.first_name as "firstName", p.last_name as "lastName"
      from consultation c join person p on p.id = c.by_id
     where c.person_id = ${personId}::uuid and c.by_id <> c.person_id order by c.at desc, c.id desc limit ${limit}`;

export interface NewDossierPiece {
  readonly personId: string;
  readonly title: string;
  readonly category: string;
  readonly sha256: string;
  readonly size: number;
  /** Null: it is the receipt of the request. */
  readonly actId: string | null;
  readonly requestId: string;
  readonly filedAt: Date;
}

/**
 * Files an act, or a receipt, in its agent's dossier under the next number. The counter's row is held until the transaction ends, so
 * numbers follow each other without gap: a number is lost only if the whole filing is.
 */
export async function fileInDossier(tx: Tx, piece: NewDossierPiece): Promise<number> {
  const { personId, title, category, sha256, size, actId, requestId, filedAt } = piece;
  const [{ number }] = await tx.$queryRaw<[{ number: number }]>`
    with numbered as (
      insert into dossier (id, person_id, counter) values (${uuid7(new Date())}::uuid, ${personId}::uuid, 1)
      on conflict (person_id) do update set counter = dossier.counter + 1
      returning id, counter)
    insert into dossier_piece (id, dossier_id, number, title, category, sha256, size, act_id, request_id, receipt_of, filed_at)
    select ${uuid7(new Date())}::uuid, id, counter, ${title}, ${category}, ${sha256}, ${size}::int, ${actId}::uuid,
           ${requestId}::uuid, ${actId === null ? requestId : null}::uuid, ${filedAt}::timestamptz
      from numbered
    returning number`;
  return number;
}
