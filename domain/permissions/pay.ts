import type { CivilDate } from '../calendar/civil-date.ts';
import { type Actor, holds } from './actor.ts';

/** The facts of a pay piece that decide rights on it. */
export interface PayFacts {
  readonly agentId: string;
  /** The agent's structure when the request was filed. */
  readonly structurePath: string;
  readonly sent: boolean;
}

/**
 * True if the person may see a pay piece: the finance office of the structure, always; the
 * comptable, once it was sent to them. Nobody else sees it as a pay piece.
 */
export function canSeePay(actor: Actor, piece: PayFacts, day: CivilDate): boolean {
  return (
    holds(actor, 'financier', piece.structurePath, day) ||
    (piece.sent && holds(actor, 'comptable', piece.structurePath, day))
  );
}

/**
 * True if the person may check a piece, or take the check back: the finance office, before it is
 * sent, and never about oneself.
 */
export function canCheckPay(actor: Actor, piece: PayFacts, day: CivilDate): boolean {
  return !piece.sent && actor.personId !== piece.agentId && holds(actor, 'financier', piece.structurePath, day);
}

/**
 * True if the person may send a month’s pieces of a structure and of those below it, or take a
 * bordereau back: its finance office.
 */
export function canSendPay(actor: Actor, structurePath: string, day: CivilDate): boolean {
  return holds(actor, 'financier', structurePath, day);
}
