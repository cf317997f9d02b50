import type { Versions } from '#application/versions.ts';
import type { Bilingual } from '#domain/bilingual.ts';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import { eveOf } from '#domain/calendar/period.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { numberInWords, same, yesOrNo } from '#domain/formats/in-words.ts';
import { type PayFact, payState } from '#domain/pay/pay-piece.ts';
import { isTakenBack } from '#domain/pay/taken-back.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canCheckPay, canSendPay } from '#domain/permissions/pay.ts';
import type { PayBatchRow } from '#prisma/repositories/pay/batches.ts';
import type { PayRow } from '#prisma/repositories/pay/pieces.ts';
import { payFacts } from '#prisma/repositories/pay/pieces.ts';
import type { PayBatchView, PayPieceView } from '#web/contract/requests/pay.ts';

/** Who reads, on what day. */
interface Reading {
  readonly actor: Actor;
  readonly day: CivilDate;
}

/** Words of a fact: those of the circuit's form, where the facts to pay by are named too. */
function factView(manifest: CircuitManifest, { key, value, before }: PayFact): PayPieceView['facts'][number] {
  const texts = manifest.texts.form;
  const said = (one: PayFact['value']): Bilingual => texts[`${key}.options.${one}`] ?? valueInWords(one);
  return {
    key,
    label: texts[`${key}.label`] ?? same(key),
    value: said(value),
    before: before === undefined || before === value ? null : said(before),
  };
}

function valueInWords(value: PayFact['value']): Bilingual {
  if (typeof value === 'boolean') return yesOrNo(value);
  return typeof value === 'number' ? numberInWords(value) : same(value);
}

export async function payPieceView(versions: Versions, row: PayRow, { actor, day }: Reading): Promise<PayPieceView> {
  const { manifest } = await versions.get(row.versionId);
  const said = (await versions.get(row.factsVersionId)).manifest;
  return {
    id: row.id,
    reference: row.reference,
    title: manifest.title,
    month: row.month,
    movement: row.movement as PayPieceView['movement'],
    agent: { id: row.agentId, firstName: row.firstName, lastName: row.lastName, employeeNumber: row.employeeNumber },
    structureName: row.structureName,
    effectDate: row.effectDate,
    effectUntil: row.effectUntil,
    facts: row.facts.map((fact) => factView(said, fact)),
    takesBack: row.takesBack,
    hasAct: row.actSha256 !== null,
    state: payState(row),
    createdAt: row.createdAt.toISOString(),
    checkedAt: row.checkedAt?.toISOString() ?? null,
    checkedBy: row.checkedBy,
    sentAt: row.sentAt?.toISOString() ?? null,
    batchNumber: row.batchNumber,
    may: { check: canCheckPay(actor, payFacts(row), day) },
  };
}

export const payPieceViews = (versions: Versions, rows: readonly PayRow[], reading: Reading) =>
  Promise.all(rows.map((row) => payPieceView(versions, row, reading)));

/**
 * Of each movement, the last that began, did not end and is not taken back: read off the pieces alone, since whoever reads pay reads nothing
 * else of the file.
 */
export function inForce(pieces: readonly PayPieceView[], day: CivilDate): PayPieceView[] {
  const current = new Map<string, PayPieceView>();
  const counted = pieces.filter((piece) => piece.takesBack === null && !isTakenBack(pieces, piece, day));
  for (const piece of counted.sort((a, b) => (a.effectDate + a.createdAt < b.effectDate + b.createdAt ? -1 : 1))) {
    const runs = piece.effectDate <= day && (piece.effectUntil === null || piece.effectUntil >= day);
    if (runs) current.set(piece.movement, piece);
  }
  return [...current.values()];
}

/** What takes effect after that day, the nearest first: nothing that is taken back before it does, nor what takes that back. */
export function toCome(pieces: readonly PayPieceView[], day: CivilDate): PayPieceView[] {
  const ran = (piece: PayPieceView, eve: CivilDate) => piece.effectDate <= eve && !isTakenBack(pieces, piece, eve);
  const began = ({ takesBack, effectDate }: PayPieceView) =>
    takesBack === null || pieces.some((piece) => piece.id === takesBack.id && ran(piece, eveOf(effectDate)));
  return pieces
    .filter((piece) => piece.effectDate > day && began(piece) && !isTakenBack(pieces, piece, piece.effectDate))
    .sort((a, b) => (a.effectDate < b.effectDate ? -1 : 1));
}

export function payBatchView(row: PayBatchRow, { actor, day }: Reading): PayBatchView {
  return {
    id: row.id,
    number: row.number,
    month: row.month,
    structureName: row.structureName,
    count: row.count,
    sentAt: row.sentAt.toISOString(),
    sentBy: row.sentBy,
    recalledAt: row.recalledAt?.toISOString() ?? null,
    recallReason: row.recallReason,
    may: { recall: row.recalledAt === null && canSendPay(actor, row.structurePath, day) },
  };
}
