import type { SilenceMeaning } from '../calendar/deadline.ts';
import type { DecisionKind, Outcome, Template } from '../decision/decision.ts';
import { guaranteeOf, type Themes } from '../situation/themes/theme.ts';
import type { ClosingOutcome } from './request.ts';

/**
 * What a step claims about a request, by closing it, by recording a silence or by notifying people:
 * an outcome, or a fact on the way to it. The claim is verified against the rows of the database.
 * The drawing says when a claim is made; the rows say whether it is true.
 */
export type Claim =
  | ClosingOutcome
  | 'silence-over'
  | 'silence-recorded'
  | 'applied'
  | 'agreed'
  | 'act-sealed'
  | 'refusal-sealed'
  | 'opinion-given'
  | 'visa-given';

/** A decision on the request that was not voided. */
export interface CitedDecision {
  readonly kind: DecisionKind;
  readonly outcome: Outcome;
  readonly authorId: string;
  readonly confirmed: boolean;
  /** Whether its author wrote a reason. */
  readonly reasoned: boolean;
}

/**
 * What is known of a request, from rows written by workers and the server: no variable of its
 * circuit.
 */
export interface OutcomeFacts {
  readonly agentId: string;
  /** The person who started it for the agent; null: the agent filed it. */
  readonly filedById: string | null;
  /** The strongest decision of its circuit (CircuitManifest.steps); null: nobody decides. */
  readonly decides: 'signature' | 'visa' | 'opinion' | null;
  /** What its circuit applies (CircuitManifest.effects), and what was applied. */
  readonly effects: readonly string[];
  readonly themes: Themes;
  readonly applied: readonly string[];
  /** The last act that was sealed. */
  readonly sealed: Template | null;
  readonly decisions: readonly CitedDecision[];
  /**
   * Whether its campaign gave it no post, with reasons, by the person who published the results
   * (domain/campaign).
   */
  readonly unplaced?: boolean;
  readonly withdrawal: 'accepted' | 'pending' | null;
  /** When its silence takes effect, and the meaning of a silence that was recorded. */
  readonly silenceAt: Date | null;
  readonly silence: SilenceMeaning | null;
}

/** What is missing for a claim. */
export type OutcomeLack =
  | 'effect'
  | 'agreement'
  | 'refusal'
  | 'withdrawal'
  | 'delay-over'
  | 'silence'
  | 'act'
  | 'opinion'
  | 'visa';

/**
 * Messages that announce an outcome, each with the claim that must be true before anybody is
 * notified.
 */
export const CLAIM_OF_MESSAGE: Readonly<Record<string, Claim>> = {
  'act-granted': 'act-sealed',
  'act-refused': 'refusal-sealed',
  'situation-changed': 'applied',
  'change-applied': 'applied',
  'change-agreed': 'agreed',
  'change-refused': 'refused',
  withdrawn: 'withdrawn',
  silence: 'silence-recorded',
  'opinion-given': 'opinion-given',
  'visa-given': 'visa-given',
};

/**
 * Returns the first thing missing for a claim; null: it is true. Only confirmed decisions count.
 */
export const missingFor = (claim: Claim, facts: OutcomeFacts, at: Date): OutcomeLack | null => JUDGES[claim](facts, at);

/**
 * Returns what is under way, a decision or a withdrawal, that would make a claim true once
 * confirmed; null: nothing.
 */
export function isUnderway(claim: Claim, facts: OutcomeFacts, at: Date): 'decision' | 'withdrawal' | null {
  if (claim === 'withdrawn') return facts.withdrawal === 'pending' ? 'withdrawal' : null;
  const decisions = facts.decisions.map((decision) => ({ ...decision, confirmed: true }));
  return missingFor(claim, { ...facts, decisions }, at) === null ? 'decision' : null;
}

const JUDGES: { readonly [Name in Claim]: (facts: OutcomeFacts, at: Date) => OutcomeLack | null } = {
  granted: (facts) => {
    if (facts.effects.length > 0) return isApplied(facts) ? null : 'effect';
    if (facts.applied.length > 0 || facts.sealed === 'act') return null;
    if (facts.sealed !== null || isRefused(facts)) return 'agreement';
    return facts.silence === 'acceptance' || isAgreed(facts) ? null : 'agreement';
  },
  // What was granted cannot be refused afterwards.
  refused: (facts) => {
    if (facts.applied.length > 0 || facts.sealed === 'act') return 'refusal';
    if (facts.unplaced === true) return null;
    return facts.sealed === 'refusal' || isRefused(facts) || facts.silence === 'rejection' ? null : 'refusal';
  },
  withdrawn: ({ withdrawal }) => (withdrawal === 'accepted' ? null : 'withdrawal'),
  // It only says that the request is over, not how.
  closed: () => null,
  // A request that was answered did not meet with silence.
  'silence-over': ({ silenceAt, sealed, applied }, at) =>
    silenceAt !== null && silenceAt <= at && sealed === null && applied.length === 0 ? null : 'delay-over',
  'silence-recorded': ({ silence }) => (silence === null ? 'silence' : null),
  applied: (facts) => (facts.applied.length > 0 && isApplied(facts) ? null : 'effect'),
  agreed: (facts) => {
    const authors = new Set(agreements(facts).map(({ authorId }) => authorId));
    const wanted = facts.effects.some((name) => asksTwo(facts.themes, name)) ? 2 : 1;
    return authors.size >= wanted && !isRefused(facts) ? null : 'agreement';
  },
  'act-sealed': ({ sealed }) => (sealed === 'act' ? null : 'act'),
  'refusal-sealed': ({ sealed }) => (sealed === 'refusal' ? null : 'act'),
  'opinion-given': ({ decisions }) =>
    decisions.some(({ kind, confirmed }) => confirmed && kind === 'opinion') ? null : 'opinion',
  'visa-given': ({ decisions }) =>
    decisions.some(({ kind, outcome, confirmed }) => confirmed && kind === 'visa' && outcome === 'approved') ||
    isProposalAccepted(decisions)
      ? null
      : 'visa',
};

/**
 * True if the last visa proposed something else, and the agent accepted it: what it would have
 * granted is agreed.
 */
const isProposalAccepted = (decisions: OutcomeFacts['decisions']): boolean => {
  const [visa, answer] = decisions
    .filter(({ kind, confirmed }) => confirmed && (kind === 'visa' || kind === 'answer'))
    .slice(-2);
  return (
    visa?.kind === 'visa' && visa.outcome === 'proposed' && answer?.kind === 'answer' && answer.outcome === 'accepted'
  );
};

/**
 * True if two people must agree to it; for a missing theme too, since nothing proves that one is
 * enough.
 */
const asksTwo = (themes: Themes, name: string): boolean => {
  const theme = themes[name];
  return theme === undefined || guaranteeOf(theme) === 'two-person';
};

const isApplied = ({ effects, applied }: OutcomeFacts): boolean => effects.every((effect) => applied.includes(effect));

/**
 * Lists decisions in force by people other than the agent and the one who started it
 * (domain/effect/guarantee.ts).
 */
const decisionsOfOthers = ({ decisions, agentId, filedById }: OutcomeFacts): readonly CitedDecision[] =>
  decisions.filter(({ authorId, confirmed }) => confirmed && authorId !== agentId && authorId !== filedById);

const agreements = (facts: OutcomeFacts): readonly CitedDecision[] =>
  decisionsOfOthers(facts).filter(
    ({ kind, outcome }) => (kind === 'visa' && outcome === 'approved') || (kind === 'check' && outcome === 'confirmed'),
  );

/**
 * True if it is agreed without a signature: by a visa; without a step for one, by an opinion,
 * because nothing else is awaited.
 */
const isAgreed = (facts: OutcomeFacts): boolean =>
  facts.decides === 'opinion'
    ? decisionsOfOthers(facts).some(({ outcome }) => outcome === 'favorable')
    : facts.decides === 'visa' && agreements(facts).length > 0;

/** True if another person refused, with reasons. */
const isRefused = ({ decisions, agentId }: OutcomeFacts): boolean =>
  decisions.some(
    ({ kind, outcome, authorId, confirmed, reasoned }) =>
      confirmed &&
      reasoned &&
      authorId !== agentId &&
      (((kind === 'visa' || kind === 'signature') && outcome === 'refused') ||
        (kind === 'check' && outcome === 'unconfirmed')),
  );
