import { sql } from 'kysely';
import type { Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';
import { postOn, today } from '../statements/periods.ts';

/** A numbered piece of a person's file. */
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

/** Lists the pieces of a person's file, by number. */
export const dossierPieces = (tx: Tx, personId: string): Promise<DossierPieceRow[]> =>
  tx.dossierPiece.findMany({ where: { dossier: { personId } }, orderBy: { number: 'asc' }, select: PIECE });

/** Finds a piece of a person's file by its number; null: none. */
export const findDossierPiece = (tx: Tx, personId: string, number: number): Promise<DossierPieceRow | null> =>
  tx.dossierPiece.findFirst({ where: { dossier: { personId }, number }, select: PIECE });

/** The owner of a file. */
export interface DossierOwner {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly employeeNumber: string;
  readonly structureName: string | null;
  readonly structurePath: string | null;
}

/** Finds the owner of a file, with their post today; null if they do not exist. */
export const dossierOwner = (tx: Tx, personId: string): Promise<DossierOwner | null> => ownerOf.first(tx, { personId });

const ownerOf = statement((given: { personId: string }) =>
  db
    .selectFrom('person as p')
    .leftJoinLateral(
      (eb) =>
        postOn(eb.ref('p.id'), today)
          .innerJoin('structure as s', 's.id', 'o.structure_id')
          .select(['s.name', 's.path'])
          .as('s'),
      (join) => join.onTrue(),
    )
    .select([
      'p.id',
      'p.first_name as firstName',
      'p.last_name as lastName',
      'p.employee_number as employeeNumber',
      's.name as structureName',
      's.path as structurePath',
    ])
    .where('p.id', '=', given.personId),
);

/** Records that somebody looked at another person's file. */
export async function traceConsultation(
  tx: Tx,
  trace: { personId: string; byId: string; what: string; subject?: string; at: Date },
): Promise<void> {
  await tx.consultation.create({ data: trace });
}

/** A consultation of a file. */
export interface ConsultationRow {
  readonly at: Date;
  readonly what: string;
  readonly byId: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** Lists who consulted a person's file, newest first. */
export const consultationsOf = (tx: Tx, personId: string, limit: number): Promise<ConsultationRow[]> =>
  consultations.all(tx, { personId, limit });

const consultations = statement((given: { personId: string; limit: number }) =>
  db
    .selectFrom('consultation as c')
    .innerJoin('person as p', 'p.id', 'c.by_id')
    .select(['c.at', 'c.what', 'c.by_id as byId', 'p.first_name as firstName', 'p.last_name as lastName'])
    .where('c.person_id', '=', given.personId)
    .whereRef('c.by_id', '<>', 'c.person_id')
    .orderBy('c.at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(given.limit),
);

/** A piece to file. */
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
 * Files an act, or a receipt, in its agent's dossier and returns its number. The counter's row is
 * locked until the transaction ends, so numbers follow each other without gap: a number is lost
 * only if the whole filing is.
 */
export async function fileInDossier(tx: Tx, piece: NewDossierPiece): Promise<number> {
  const receiptOf = piece.actId === null ? piece.requestId : null;
  const row = await filed.one(tx, { ...piece, receiptOf, dossierId: uuid7(new Date()), id: uuid7(new Date()) });
  return row.number;
}

const filed = statement((given: NewDossierPiece & { receiptOf: string | null; dossierId: string; id: string }) =>
  db
    .with('numbered', (made) =>
      made
        .insertInto('dossier')
        .values({ id: given.dossierId, person_id: given.personId, counter: 1 })
        .onConflict((dossier) =>
          dossier.column('person_id').doUpdateSet((eb) => ({ counter: eb('dossier.counter', '+', 1) })),
        )
        .returning(['id', 'counter']),
    )
    .insertInto('dossier_piece')
    .columns([
      'id',
      'dossier_id',
      'number',
      'title',
      'category',
      'sha256',
      'size',
      'act_id',
      'request_id',
      'receipt_of',
      'filed_at',
    ])
    .expression((eb) =>
      eb
        .selectFrom('numbered')
        .select([
          sql<string>`${given.id}::uuid`.as('piece_id'),
          'id',
          'counter',
          sql<string>`${given.title}::text`.as('title'),
          sql<string>`${given.category}::text`.as('category'),
          sql<string>`${given.sha256}::text`.as('sha256'),
          sql<number>`${given.size}::integer`.as('size'),
          sql<string | null>`${given.actId}::uuid`.as('act_id'),
          sql<string>`${given.requestId}::uuid`.as('request_id'),
          sql<string | null>`${given.receiptOf}::uuid`.as('receipt_of'),
          sql<Date>`${given.filedAt}::timestamptz`.as('filed_at'),
        ]),
    )
    .returning('number'),
);
