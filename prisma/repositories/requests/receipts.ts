import type { SilenceMeaning } from '#domain/calendar/deadline.ts';
import type { PlaceClock } from '#domain/calendar/place-clock.ts';
import type { Ending } from '#domain/request/receipt.ts';
import type { ClosingOutcome } from '#domain/request/request.ts';
import type { Tx } from '../../client.ts';
import { ANSWERS } from './answers.ts';
import { ASKED_BY_AGENT } from './requests.ts';

/** How a request ended, for whoever says whether it gets a receipt. */
export async function endingOf(tx: Tx, requestId: string, outcome: ClosingOutcome): Promise<Ending> {
  const [row] = await tx.$queryRaw<[Omit<Ending, 'outcome'>]>`
    select ${ASKED_BY_AGENT} as "ofAgent",
           exists (select from act a where a.request_id = r.id and a.sealed_at is not null) as sealed
      from request r where r.id = ${requestId}::uuid`;
  return { outcome, ...row };
}

/** What a receipt is made of, beside what the request asked and changed. */
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
  /** Of the receipt that it has; null: none yet. */
  readonly dossierNumber: number | null;
}

/** A request that is closed; null while it is not. */
export async function requestToReceipt(tx: Tx, requestId: string): Promise<RequestToReceipt | null> {
  const [row] = await tx.$queryRaw<
    (Omit<RequestToReceipt, 'silence'> & { silence: { means: SilenceMeaning; at: string } | null })[]
  >`
    select r.number, r.version_id::text as "versionId", r.agent_id::text as "agentId", r.structure_id::text as "structureId",
           s.name as "structureName", s.time_zone as clock, ${ANSWERS} as data, r.filed_at as "filedAt", r.filed_by_id::text as "filedById",
           r.on_paper as "onPaper", r.closed_at as "closedAt", r.outcome,
           ${ASKED_BY_AGENT} as "ofAgent",
           exists (select from act a where a.request_id = r.id and a.sealed_at is not null) as sealed,
           json_build_object('firstName', p.first_name, 'lastName', p.last_name, 'employeeNumber', p.employee_number) as agent,
           case when f.id is not null then json_build_object('firstName', f.first_name, 'lastName', f.last_name) end as "filedBy",
           (select json_build_object('means', e.detail ->> 'means', 'at', e.at) from request_event e
             where e.request_id = r.id and e.kind = 'silence' order by e.at desc, e.id desc limit 1) as silence,
           (select d.number from dossier_piece d where d.receipt_of = r.id) as "dossierNumber"
      from request r join person p on p.id = r.agent_id join structure s on s.id = r.structure_id
      left join person f on f.id = r.filed_by_id
     where r.id = ${requestId}::uuid and r.closed_at is not null`;
  if (row === undefined) return null;
  return { ...row, silence: row.silence && { ...row.silence, at: new Date(row.silence.at) } };
}

/** The receipt of a request, as its page shows it. */
export interface Receipt {
  readonly dossierNumber: number;
  readonly sha256: string;
  readonly filedAt: Date;
}

/** The receipt of a request; null: it has none, or waits to be sealed. */
export const receiptOf = async (tx: Tx, requestId: string): Promise<Receipt | null> => {
  const piece = await tx.dossierPiece.findUnique({
    where: { receiptOf: requestId },
    select: { number: true, sha256: true, filedAt: true, withdrawnAt: true },
  });
  if (piece === null || piece.withdrawnAt !== null) return null;
  const { number: dossierNumber, sha256, filedAt } = piece;
  return { dossierNumber, sha256, filedAt };
};
