import { type CivilDate, dayAfter, dayAt, parisDay } from '../calendar/civil-date.ts';
import { type CircuitManifest, effectsOf } from '../circuit/manifest.ts';
import type { Guarantee } from '../effect/guarantee.ts';
import { guaranteeOf } from '../situation/themes/theme.ts';

/** The type of the piece that a request on paper always has: what the agent signed. No form asks for it. */
export const SIGNED_PAPER = 'signed-paper';

/** What rests on the agent's own filing, or on a proof that they were there: no paper stands in for it. */
const IN_PERSON: readonly Guarantee[] = ['self', 'two-person'];

/**
 * Whether whoever manages an agent may enter such a request from a paper that the agent signed: one that agents file, and
 * that asks for no proof of theirs.
 */
export const mayBeOnPaper = ({
  startedBy = null,
  stepUp = false,
  ...changed
}: Pick<CircuitManifest, 'startedBy' | 'stepUp' | 'effects' | 'themes'>): boolean =>
  startedBy === null && !stepUp && effectsOf(changed).every((theme) => !IN_PERSON.includes(guaranteeOf(theme)));

/** By whose hand a request came. */
export interface Filing {
  /** Whoever filed it for the agent; null when the agent did. */
  readonly filedById: string | null;
  /** Whether they entered it from a paper that the agent signed. */
  readonly onPaper: boolean;
}

/** Whether the agent asked for it, by their own hand or on paper: then it is theirs to know of and to withdraw. */
export const askedByAgent = ({ filedById, onPaper }: Filing): boolean => filedById === null || onPaper;

/**
 * How many days a paper may have waited to be entered: fewer than any month, in every place, so that the law's shortest
 * silence (silence-rule.ts) did not answer it before anybody read it.
 */
const PAPER_WAITS_DAYS = 27;

/**
 * The instant from which the delays of a request on paper run: the day on which it was received, or now if that is today;
 * null for a day to come, or too long ago. That day's eleven o'clock UTC is that day in every place of the Republic, from
 * Tahiti (UTC−10) to Wallis (UTC+12).
 */
export function receptionOf(receivedOn: CivilDate, at: Date): Date | null {
  const today = parisDay(at);
  if (receivedOn > dayAt('Pacific/Wallis', at) || receivedOn < dayAfter(today, { days: -PAPER_WAITS_DAYS }))
    return null;
  return receivedOn >= today ? at : new Date(`${receivedOn}T11:00:00Z`);
}
