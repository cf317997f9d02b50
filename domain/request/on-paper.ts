import type { CircuitManifest } from '../circuit/manifest.ts';
import { FLOORS, type Guarantee } from '../effect/guarantee.ts';

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
  effects,
}: Pick<CircuitManifest, 'startedBy' | 'stepUp' | 'effects'>): boolean =>
  startedBy === null && !stepUp && effects.every((effect) => !IN_PERSON.includes(FLOORS[effect]));

/** By whose hand a request came. */
export interface Filing {
  /** Whoever filed it for the agent; null when the agent did. */
  readonly filedById: string | null;
  /** Whether they entered it from a paper that the agent signed. */
  readonly onPaper: boolean;
}

/** Whether the agent asked for it, by their own hand or on paper: then it is theirs to know of and to withdraw. */
export const askedByAgent = ({ filedById, onPaper }: Filing): boolean => filedById === null || onPaper;
