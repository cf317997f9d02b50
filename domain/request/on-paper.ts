import { type CivilDate, dayAfter, dayAt, parisDay } from '../calendar/civil-date.ts';
import { type CircuitManifest, effectsOf } from '../circuit/manifest.ts';
import type { Guarantee } from '../situation/guarantee.ts';
import { guaranteeOf } from '../situation/themes/theme.ts';

/**
 * The type of the piece that every request on paper has: what the agent signed. No form asks for
 * it.
 */
export const SIGNED_PAPER = 'signed-paper';

/**
 * Guarantees that need the agent's own filing, or a proof of their presence: a paper cannot replace
 * it.
 */
const IN_PERSON: readonly Guarantee[] = ['self', 'two-person'];

/**
 * True if an agent's gestionnaire may enter such a request from a paper that the agent signed:
 * agents file it, and it needs no proof of their presence.
 */
export const mayBeOnPaper = ({
  startedBy = null,
  stepUp = false,
  ...changed
}: Pick<CircuitManifest, 'startedBy' | 'stepUp' | 'effects' | 'themes'>): boolean =>
  startedBy === null && !stepUp && effectsOf(changed).every((theme) => !IN_PERSON.includes(guaranteeOf(theme)));

/**
 * How many days a paper may wait to be entered: fewer than any month, everywhere, so that the law's
 * shortest silence (silence-rule.ts) cannot answer it before anybody has read it.
 */
const PAPER_WAITS_DAYS = 27;

/**
 * Returns the instant from which the delays of a request on paper run: the day it was received, or
 * now if that is today; null: a future day, or one too long ago. Eleven o'clock UTC falls on that
 * day everywhere in the Republic, from Tahiti (UTC−10) to Wallis (UTC+12).
 */
export function receptionOf(receivedOn: CivilDate, at: Date): Date | null {
  const today = parisDay(at);
  if (receivedOn > dayAt('Pacific/Wallis', at) || receivedOn < dayAfter(today, { days: -PAPER_WAITS_DAYS }))
    return null;
  return receivedOn >= today ? at : new Date(`${receivedOn}T11:00:00Z`);
}
