import type { SilenceMeaning } from '../calendar/deadline.ts';
import type { DecisionKind, Outcome, Template } from '../decision/decision.ts';
import { guaranteeOf, type Themes } from '../situation/themes/theme.ts';
import type { ClosingOutcome } from './request.ts';

/**
 * What a step says became of a request, by closing it, by recording a silence or by telling people: an outcome, or a fact on
 * the way to it. A drawing says when it is said; the rows say whether it is so.
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

/** What is known of a request, from rows that workers and the server wrote: no variable of its circuit. */
export interface OutcomeFacts {
  readonly agentId: string;
  /** Who started it for the agent; null when the agent filed it. */
  readonly filedById: string | null;
  /** What its circuit has people decide at most (CircuitManifest.steps); null: nobody decides. */
  readonly decides: 'signature' | 'visa' | 'opinion' | null;
  /** What its circuit applies (CircuitManifest.effects), and what was applied. */
  readonly effects: readonly string[];
  readonly themes: Themes;
  readonly applied: readonly string[];
  /** Which act was sealed last. */
  readonly sealed: Template | null;
  readonly decisions: readonly CitedDecision[];
  /** Whether its campaign gave it no post, by who published the results, with reasons (domain/campaign). */
  readonly unplaced?: boolean;
  readonly withdrawal: 'accepted' | 'pending' | null;
  /** When its silence speaks, and what a silence that was recorded means. */
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

/** The messages that say what became of a request, and what must be so before anybody is told. */
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

/** The first thing that is missing for what a step says; null: it is so. Only confirmed decisions count. */
export const missingFor = (claim: Claim, facts: OutcomeFacts, at: Date): OutcomeLack | null => JUDGES[claim](facts, at);

/** Whether it would be so once what is on its way (a decision, a withdrawal) is confirmed. */
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
  // What was granted is not refused afterwards.
  refused: (facts) => {
    if (facts.applied.length > 0 || facts.sealed === 'act') return 'refusal';
    if (facts.unplaced === true) return null;
    return facts.sealed === 'refusal' || isRefused(facts) || facts.silence === 'rejection' ? null : 'refusal';
  },
  withdrawn: ({ withdrawal }) => (withdrawal === 'accepted' ? null : 'withdrawal'),
  // It ended, and nothing is said of how.
  closed: () => null,
  // Who was answered was not met with silence.
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

/** Whether the last visa proposed something else, and the agent accepted it: what it would have granted is agreed on. */
const isProposalAccepted = (decisions: OutcomeFacts['decisions']): boolean => {
  const [visa, answer] = decisions
    .filter(({ kind, confirmed }) => confirmed && (kind === 'visa' || kind === 'answer'))
    .slice(-2);
  return (
    visa?.kind === 'visa' && visa.outcome === 'proposed' && answer?.kind === 'answer' && answer.outcome === 'accepted'
  );
};

/** Whether two people must agree to it; of a theme that is not there, nothing says that one is enough. */
const asksTwo = (themes: Themes, name: string): boolean => {
  const theme = themes[name];
  return theme === undefined || guaranteeOf(theme) === 'two-person';
};

const isApplied = ({ effects, applied }: OutcomeFacts): boolean => effects.every((effect) => applied.includes(effect));

/** Decisions that stand, by someone who is neither the agent nor whoever started it (domain/effect/guarantee.ts). */
const decisionsOfOthers = ({ decisions, agentId, filedById }: OutcomeFacts): readonly CitedDecision[] =>
  decisions.filter(({ authorId, confirmed }) => confirmed && authorId !== agentId && authorId !== filedById);

const agreements = (facts: OutcomeFacts): readonly CitedDecision[] =>
  decisionsOfOthers(facts).filter(
    ({ kind, outcome }) => (kind === 'visa' && outcome === 'approved') || (kind === 'check' && outcome === 'confirmed'),
  );

/** Where nobody signs, a visa agrees; where nobody gives one, an opinion does, as there is nothing else to wait for. */
const isAgreed = (facts: OutcomeFacts): boolean =>
  facts.decides === 'opinion'
    ? decisionsOfOthers(facts).some(({ outcome }) => outcome === 'favorable')
    : facts.decides === 'visa' && agreements(facts).length > 0;

/** Somebody refused, with reasons. */
const isRefused = ({ decisions, agentId }: OutcomeFacts): boolean =>
  decisions.some(
    ({ kind, outcome, authorId, confirmed, reasoned }) =>
      confirmed &&
      reasoned &&
      authorId !== agentId &&
      (((kind === 'visa' || kind === 'signature') && outcome === 'refused') ||
        (kind === 'check' && outcome === 'unconfirmed')),
  );
