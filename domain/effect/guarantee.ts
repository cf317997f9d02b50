import type { DecisionKind, Outcome } from '../decision/decision.ts';
import type { TaskRole } from '../permissions/role.ts';
import type { Guarantee } from '../situation/guarantee.ts';

/** A decision on the request that was not voided. */
export interface GivenDecision {
  readonly id: string;
  readonly kind: DecisionKind;
  readonly outcome: Outcome;
  readonly authorId: string;
  /** The role that held the task. */
  readonly role: TaskRole;
  readonly confirmed: boolean;
  /** Whether it records how the agent was met: called at a telephone known before, or in person. */
  readonly metAgent: boolean;
}

/**
 * What is known of a request, from rows written by workers and the server: no variable of its
 * circuit.
 */
export interface EffectFacts {
  readonly agentId: string;
  /** The person who started it for the agent; null: the agent filed it. */
  readonly filedById: string | null;
  readonly decisions: readonly GivenDecision[];
  /** Its sealed act that grants, and the signature on it. */
  readonly act: { readonly id: string; readonly decisionId: string } | null;
  /** Whether the agent proved their identity when they filed it. */
  readonly provedAtFiling: boolean;
  /**
   * Whether the agent was notified of it before anything was decided, at work or at contacts known
   * before.
   */
  readonly alerted: boolean;
  readonly stopUntil: Date | null;
  /** The decisions in force when the time to stop it was set. */
  readonly waitedFor: readonly string[];
}

/** The grounds of a change, stored with it. */
export interface Grounds {
  readonly guarantee: Guarantee;
  readonly actId: string | null;
  readonly decisionIds: readonly string[];
}

/** What may be missing for a guarantee. */
export const LACKS = [
  'no-refusal',
  'own-filing',
  'decision',
  'sealed-act',
  'proof-at-filing',
  'alert',
  'call-back',
  'two-people',
  'financier',
  'cooling-off',
] as const;
/** What is missing for a guarantee. */
export type Lack = (typeof LACKS)[number];

/** The verdict on an effect: its grounds, or what is missing. */
export type EffectJudgement = { readonly grounds: Grounds } | { readonly guarantee: Guarantee; readonly lacks: Lack };

/**
 * Decides if an effect that requires this guarantee may be written: returns its grounds, or the
 * first thing missing. Only confirmed decisions count.
 */
export function judgeEffect(guarantee: Guarantee, facts: EffectFacts, at: Date): EffectJudgement {
  const found = facts.decisions.some(refuses) ? 'no-refusal' : FINDERS[guarantee](facts, at);
  return typeof found === 'string' ? { guarantee, lacks: found } : { grounds: { guarantee, ...found } };
}

type Found = Omit<Grounds, 'guarantee'>;

const FINDERS: { readonly [Name in Guarantee]: (facts: EffectFacts, at: Date) => Found | Lack } = {
  // If another person started it, someone else must have agreed.
  self: (facts) => (facts.filedById === null ? { actId: null, decisionIds: [] } : (agreement(facts) ?? 'own-filing')),
  checked: (facts) => agreement(facts) ?? 'decision',
  act: ({ act, decisions }) => {
    const signed = decisions.some(({ id, confirmed }) => confirmed && id === act?.decisionId);
    return act === null || !signed ? 'sealed-act' : { actId: act.id, decisionIds: [act.decisionId] };
  },
  'two-person': (facts, at) => {
    if (facts.filedById !== null) return 'own-filing';
    if (!facts.provedAtFiling) return 'proof-at-filing';
    if (!facts.alerted) return 'alert';
    const agreed = agreements(facts);
    const pair = pairIn(agreed);
    if (typeof pair === 'string') return pair;
    if (facts.stopUntil === null || facts.stopUntil > at) return 'cooling-off';
    // The wait runs from the agreements: one set before them leaves nothing to stop.
    const before = pairIn(agreed.filter(({ id }) => facts.waitedFor.includes(id)));
    return typeof before === 'string' ? 'cooling-off' : { actId: null, decisionIds: before };
  },
};

/**
 * Returns the decision of the person who called the agent back and that of a second one, one of the
 * two being of finance; or what is missing.
 */
function pairIn(agreed: readonly GivenDecision[]): [string, string] | Lack {
  const called = agreed.find(({ kind, metAgent }) => kind === 'check' && metAgent);
  if (called === undefined) return 'call-back';
  const second = agreed.filter(({ authorId }) => authorId !== called.authorId);
  if (second.length === 0) return 'two-people';
  const other = second.find(({ role }) => role === 'financier' || called.role === 'financier');
  return other === undefined ? 'financier' : [called.id, other.id];
}

/**
 * Returns what is missing before the time to stop a change can be set, which needs the two people
 * who agree to it; null: nothing.
 */
export function waitLacks(facts: EffectFacts): Lack | null {
  if (facts.decisions.some(refuses)) return 'no-refusal';
  const pair = pairIn(agreements(facts));
  return typeof pair === 'string' ? pair : null;
}

/** Lists decisions for the request by people other than the agent and the one who started it. */
const agreements = ({ decisions, agentId, filedById }: EffectFacts): readonly GivenDecision[] =>
  decisions.filter(
    ({ kind, outcome, authorId, confirmed }) =>
      confirmed && agrees(kind, outcome) && authorId !== agentId && authorId !== filedById,
  );

const agreement = (facts: EffectFacts): Found | null => {
  const [decision] = agreements(facts);
  return decision === undefined ? null : { actId: null, decisionIds: [decision.id] };
};

/**
 * True if a decision agrees: an opinion is consultative, a complement and a correction decide
 * nothing, a signature counts by its act.
 */
const agrees = (kind: DecisionKind, outcome: Outcome): boolean =>
  (kind === 'visa' && outcome === 'approved') || (kind === 'check' && outcome === 'confirmed');

/**
 * True if a decision refuses: nothing refused is applied, even if the circuit goes on; a refused
 * signature may be reconsidered.
 */
const refuses = ({ kind, outcome }: GivenDecision): boolean =>
  (kind === 'visa' && outcome === 'refused') || (kind === 'check' && outcome === 'unconfirmed');
