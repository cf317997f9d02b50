import type { CivilDate } from '../calendar/civil-date.ts';
import { type Actor, holds } from './actor.ts';

/** A pay piece, as rights on it are judged. */
export interface PayFacts {
  readonly agentId: string;
  /** Of the agent, when the request was filed. */
  readonly structurePath: string;
  readonly sent: boolean;
}

/** The finance office of the structure, always; the comptable, once it was sent to them. Nobody else, by this road. */
export function canSeePay(actor: Actor, piece: PayFacts, day: CivilDate): boolean {
  return (
    holds(actor, 'financier', piece.structurePath, day) ||
    (piece.sent && holds(actor, 'comptable', piece.structurePath, day))
  );
}

/** Checks a piece, or takes the check back: the finance office, before it is sent, and never about oneself. */
export function canCheckPay(actor: Actor, piece: PayFacts, day: CivilDate): boolean {
  return !piece.sent && actor.personId !== piece.agentId && holds(actor, 'financier', piece.structurePath, day);
}

/** Sends a month’s pieces of a structure and of those below it, or takes a bordereau back: its finance office. */
export function canSendPay(actor: Actor, structurePath: string, day: CivilDate): boolean {
  return holds(actor, 'financier', structurePath, day);
}
