import type { DecisionKind, Outcome } from '../decision/decision.ts';
import type { TaskRole } from '../permissions/role.ts';

/**
 * What must stand behind a change of someone's situation, the weakest first:
 *  · self: the agent filed it, signed in;
 *  · checked: someone entitled decided for it, who is not the agent;
 *  · act: an act of this very request was sealed, signed with power;
 *  · two-person: a proof of identity at filing, a call back (or a meeting in person), two people of whom one is of finance,
 *    the time to stop it over, the agent alerted beforehand; call and alert at what was known before (known-contacts.ts).
 */
export const GUARANTEES = ['self', 'checked', 'act', 'two-person'] as const;
export type Guarantee = (typeof GUARANTEES)[number];

/** A decision on the request that was not voided. */
export interface GivenDecision {
  readonly id: string;
  readonly kind: DecisionKind;
  readonly outcome: Outcome;
  readonly authorId: string;
  /** The role that held the task. */
  readonly role: TaskRole;
  readonly confirmed: boolean;
  /** Whether it says how the agent was met: called at a telephone known before, or in person. */
  readonly metAgent: boolean;
}

/** What is known of a request, from rows that workers and the server wrote: no variable of its circuit. */
export interface EffectFacts {
  readonly agentId: string;
  /** Who started it for the agent; null when the agent filed it. */
  readonly filedById: string | null;
  readonly decisions: readonly GivenDecision[];
  /** Its sealed act that grants, and the signature that it bears. */
  readonly act: { readonly id: string; readonly decisionId: string } | null;
  /** Whether the agent proved who they are when they filed it. */
  readonly provedAtFiling: boolean;
  /** Whether the agent was notified of it before anything was decided, at work or where they were known before. */
  readonly alerted: boolean;
  readonly stopUntil: Date | null;
  /** The decisions that stood when the time to stop it was set. */
  readonly waitedFor: readonly string[];
}

/** What a change stands on, kept with it. */
export interface Grounds {
  readonly guarantee: Guarantee;
  readonly actId: string | null;
  readonly decisionIds: readonly string[];
}

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

export type EffectJudgement = { readonly grounds: Grounds } | { readonly guarantee: Guarantee; readonly lacks: Lack };

/**
 * Whether an effect that asks for this guarantee may be written, on what grounds; else the first thing that it lacks. Only
 * confirmed decisions count.
 */
export function judgeEffect(guarantee: Guarantee, facts: EffectFacts, at: Date): EffectJudgement {
  const found = facts.decisions.some(refuses) ? 'no-refusal' : FINDERS[guarantee](facts, at);
  return typeof found === 'string' ? { guarantee, lacks: found } : { grounds: { guarantee, ...found } };
}

type Found = Omit<Grounds, 'guarantee'>;

const FINDERS: { readonly [Name in Guarantee]: (facts: EffectFacts, at: Date) => Found | Lack } = {
  // Started by somebody else: then another one must have agreed.
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
    // The wait runs from the agreements: one that was set before them leaves nobody anything to stop.
    const before = pairIn(agreed.filter(({ id }) => facts.waitedFor.includes(id)));
    return typeof before === 'string' ? 'cooling-off' : { actId: null, decisionIds: before };
  },
};

/** Who called the agent back, and the other one, of whom one is of finance; else what is missing. */
function pairIn(agreed: readonly GivenDecision[]): [string, string] | Lack {
  const called = agreed.find(({ kind, metAgent }) => kind === 'check' && metAgent);
  if (called === undefined) return 'call-back';
  const second = agreed.filter(({ authorId }) => authorId !== called.authorId);
  if (second.length === 0) return 'two-people';
  const other = second.find(({ role }) => role === 'financier' || called.role === 'financier');
  return other === undefined ? 'financier' : [called.id, other.id];
}

/** What is missing before the time to stop a change can be set: the two people who agree to it; null: nothing is. */
export function waitLacks(facts: EffectFacts): Lack | null {
  if (facts.decisions.some(refuses)) return 'no-refusal';
  const pair = pairIn(agreements(facts));
  return typeof pair === 'string' ? pair : null;
}

/** Decisions for the request, by someone who is neither the agent nor whoever started it. */
const agreements = ({ decisions, agentId, filedById }: EffectFacts): readonly GivenDecision[] =>
  decisions.filter(
    ({ kind, outcome, authorId, confirmed }) =>
      confirmed && agrees(kind, outcome) && authorId !== agentId && authorId !== filedById,
  );

const agreement = (facts: EffectFacts): Found | null => {
  const [decision] = agreements(facts);
  return decision === undefined ? null : { actId: null, decisionIds: [decision.id] };
};

/** An opinion is consultative, a complement and a correction decide nothing, a signature counts by its act. */
const agrees = (kind: DecisionKind, outcome: Outcome): boolean =>
  (kind === 'visa' && outcome === 'approved') || (kind === 'check' && outcome === 'confirmed');

/** Nothing is applied of what was refused, even where the drawing goes on; a refused signature may be reconsidered. */
const refuses = ({ kind, outcome }: GivenDecision): boolean =>
  (kind === 'visa' && outcome === 'refused') || (kind === 'check' && outcome === 'unconfirmed');
