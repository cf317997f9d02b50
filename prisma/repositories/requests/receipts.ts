import { sql } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import type { SilenceMeaning } from '#domain/calendar/deadline.ts';
import type { PlaceClock } from '#domain/calendar/place-clock.ts';
import type { Ending } from '#domain/request/receipt.ts';
import type { ClosingOutcome } from '#domain/request/request.ts';
import type { Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';
import { answersOf } from './answers.ts';
import { hasSealedAct, isAskedByAgent } from './requests.ts';

const endingNow = statement((given: { requestId: string }) =>
  db
    .selectFrom('request as r')
    .select((eb) => [
      isAskedByAgent({ filedById: eb.ref('r.filed_by_id'), onPaper: eb.ref('r.on_paper') }).as('ofAgent'),
      hasSealedAct(eb.ref('r.id')).as('sealed'),
    ])
    .where('r.id', '=', given.requestId),
);

/** Reads how a request ended, to decide whether it gets a receipt. */
export const endingOf = async (tx: Tx, requestId: string, outcome: ClosingOutcome): Promise<Ending> => ({
  outcome,
  ...(await endingNow.one(tx, { requestId })),
});

/** The content of a receipt, besides what the request asked and changed. */
export interface RequestToReceipt extends Ending {
  readonly number: string;
  readonly versionId: string;
  readonly agentId: string;
  readonly agent: { readonly firstName: string; readonly lastName: string; readonly employeeNumber: string };
  readonly structureId: string;
  readonly structureName: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly clock: PlaceClock;
  readonly filedAt: Date;
  readonly filedById: string | null;
  readonly filedBy: { readonly firstName: string; readonly lastName: string } | null;
  readonly onPaper: boolean;
  readonly closedAt: Date;
  readonly silence: { readonly means: SilenceMeaning; readonly at: Date } | null;
  /** Of its receipt; null: none yet. */
  readonly dossierNumber: number | null;
}

const toReceipt = statement((given: { requestId: string }) =>
  db
    .selectFrom('request as r')
    .innerJoin('person as p', 'p.id', 'r.agent_id')
    .innerJoin('structure as s', 's.id', 'r.structure_id')
    .leftJoin('person as f', 'f.id', 'r.filed_by_id')
    .select(['r.number', 'r.version_id as versionId', 'r.agent_id as agentId', 'r.structure_id as structureId'])
    .select(['s.name as structureName', 's.time_zone as clock', 'r.filed_at as filedAt', 'r.filed_by_id as filedById'])
    .select((eb) => [
      answersOf({ id: eb.ref('r.id'), data: eb.ref('r.data') }).as('data'),
      'r.on_paper as onPaper',
      eb.ref('r.closed_at').$notNull().as('closedAt'),
      eb.ref('r.outcome').$notNull().as('outcome'),
      isAskedByAgent({ filedById: eb.ref('r.filed_by_id'), onPaper: eb.ref('r.on_paper') }).as('ofAgent'),
      hasSealedAct(eb.ref('r.id')).as('sealed'),
      jsonBuildObject({
        firstName: eb.ref('p.first_name'),
        lastName: eb.ref('p.last_name'),
        employeeNumber: eb.ref('p.employee_number'),
      }).as('agent'),
      eb
        .case()
        .when('f.id', 'is not', null)
        .then(
          jsonBuildObject({
            firstName: eb.ref('f.first_name').$notNull(),
            lastName: eb.ref('f.last_name').$notNull(),
          }),
        )
        .end()
        .as('filedBy'),
      eb
        .selectFrom('request_event as e')
        .select((event) =>
          jsonBuildObject({
            means: sql<SilenceMeaning>`${event.ref('e.detail')} ->> 'means'`,
            at: event.ref('e.at'),
          }).as('silence'),
        )
        .whereRef('e.request_id', '=', 'r.id')
        .where('e.kind', '=', 'silence')
        .orderBy('e.at', 'desc')
        .orderBy('e.id', 'desc')
        .limit(1)
        .as('silence'),
      eb.selectFrom('dossier_piece as d').select('d.number').whereRef('d.receipt_of', '=', 'r.id').as('dossierNumber'),
    ])
    .where('r.id', '=', given.requestId)
    .where('r.closed_at', 'is not', null),
);

/** Reads a closed request for its receipt; null if it is not closed. */
export async function requestToReceipt(tx: Tx, requestId: string): Promise<RequestToReceipt | null> {
  const row = await toReceipt.first(tx, { requestId });
  return row && { ...row, silence: row.silence && { ...row.silence, at: new Date(row.silence.at) } };
}

/** The receipt of a request, as its page shows it. */
export interface Receipt {
  readonly dossierNumber: number;
  readonly sha256: string;
  readonly filedAt: Date;
}

/** Finds the receipt of a request; null: it has none, or waits to be sealed. */
export const receiptOf = async (tx: Tx, requestId: string): Promise<Receipt | null> => {
  const piece = await tx.dossierPiece.findUnique({
    where: { receiptOf: requestId },
    select: { number: true, sha256: true, filedAt: true, withdrawnAt: true },
  });
  if (piece === null || piece.withdrawnAt !== null) return null;
  const { number: dossierNumber, sha256, filedAt } = piece;
  return { dossierNumber, sha256, filedAt };
};
