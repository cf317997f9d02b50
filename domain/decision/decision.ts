import type { CivilDate } from '../calendar/civil-date.ts';
import type { FieldFault } from '../errors.ts';
import { unprintableIn } from '../formats/printable.ts';

export const DECISION_KINDS = ['opinion', 'visa', 'check', 'signature', 'answer', 'complement', 'correction'] as const;
/**
 * What is decided at a task. An opinion (avis) is consultative; a visa says that the request is complete and regular; a
 * check writes down something that was done (a call back) in the step's own form; only a signature makes an act. An answer
 * is the agent's own word on what was put to them: it decides nothing for the administration, and grounds no effect. A
 * complement gives the agent's file what it lacked, a correction is the manager's.
 */
export type DecisionKind = (typeof DECISION_KINDS)[number];

export const TEMPLATES = ['act', 'refusal'] as const;
/** Which act of the bundle a signature bears on. */
export type Template = (typeof TEMPLATES)[number];

export const OUTCOMES = [
  'favorable',
  'reserved',
  'unfavorable',
  'approved',
  'complement',
  'proposed',
  'confirmed',
  'unconfirmed',
  'signed',
  'refused',
  'reconsidered',
  'answered',
  'acknowledged',
  'accepted',
  'declined',
  'contested',
  'completed',
  'corrected',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Outcomes against the person. */
export const AGAINST: readonly Outcome[] = ['unfavorable', 'refused', 'unconfirmed'];

export const REQUIREMENTS = ['reason', 'reasonLaw', 'reasonFact', 'interviewOn', 'stepUp'] as const;
export type Requirement = (typeof REQUIREMENTS)[number];

/** An outcome the task offers, and what must come with it. */
export interface OfferedOutcome {
  readonly outcome: Outcome;
  readonly requires: readonly Requirement[];
}

/** What the circuit says of the step where a decision is given. */
export interface DecisionContext {
  readonly kind: DecisionKind;
  /** Signature tasks only. */
  readonly template: Template | null;
  /** Whether the kind wants an interview before a refusal (CircuitManifest.refusalInterview). */
  readonly refusalInterview: boolean;
  /** Visas and answers: what the circuit offers there; by default an approval or a complement, and an answer. */
  readonly offers?: readonly OfferableOutcome[] | null | undefined;
  /** Whether the step has a form of its own, which says what a reason would. */
  readonly hasForm?: boolean;
  /** Whether silence accepted the request (isAcceptedBySilence): nobody refuses it any more, nor asks more of it. */
  readonly accepted?: boolean;
}

export const VISA_OUTCOMES = ['approved', 'complement', 'proposed', 'refused'] as const;
/**
 * What a visa can end in. Proposed: something else than what was asked, which the agent accepts or not (domain/request/proposal.ts).
 * Refused where no act follows (a change of one's own data), it is reasoned as any refusal.
 */
export type VisaOutcome = (typeof VISA_OUTCOMES)[number];

export const ANSWER_OUTCOMES = ['answered', 'acknowledged', 'accepted', 'declined', 'contested'] as const;
/**
 * What the agent can answer: observations; that they have read it; that they agree, or not; that they ask for it to be
 * reviewed.
 */
export type AnswerOutcome = (typeof ANSWER_OUTCOMES)[number];

/** What the header « outcomes » of a step chooses among, by what is decided there. */
export const OFFERABLE = { visa: VISA_OUTCOMES, answer: ANSWER_OUTCOMES } as const;
export type OfferableOutcome = VisaOutcome | AnswerOutcome;
/** All that a header « outcomes » may say, whatever is decided at its step. */
export const OFFERABLE_OUTCOMES: readonly OfferableOutcome[] = Object.values(OFFERABLE).flat();

const offer = (outcome: Outcome, ...requires: Requirement[]): OfferedOutcome => ({ outcome, requires });

const VISA_OFFERS = [
  offer('approved'),
  offer('complement', 'reason'),
  offer('proposed', 'reason'),
  offer('refused', 'reasonLaw', 'reasonFact'),
];
const DEFAULT_VISA: readonly VisaOutcome[] = ['approved', 'complement'];
const DEFAULT_ANSWER: readonly AnswerOutcome[] = ['answered'];
/** Words without which the outcome says nothing; a form of the step's own asks for them in its way. */
const WORDED: readonly AnswerOutcome[] = ['answered', 'contested'];

/**
 * Lists the outcomes a task offers, in the order they are shown.
 * A decision against the person states the considerations of law and of fact that ground it (CRPA
 * L211-2, L211-5): a refusal does not pass without both. A refusal of part-time work also follows
 * an interview (CGFP L612-2), whose date is kept: the kind says so. Refusing to sign makes no act:
 * the act of refusal is drafted with these reasons, then signed or reconsidered.
 */
export function outcomesOf(context: DecisionContext): readonly OfferedOutcome[] {
  const drawn = drawnOutcomes(context);
  return context.accepted ? drawn.filter(({ outcome }) => !unaccepts(context, outcome)) : drawn;
}

/**
 * Whether an outcome goes back on what silence accepted: that is a decision, which only another one undoes (CRPA L242-1). What is
 * left is the act that says so.
 */
const unaccepts = ({ template }: DecisionContext, outcome: Outcome): boolean =>
  ['complement', 'proposed', 'refused', 'unconfirmed'].includes(outcome) ||
  (template === 'refusal' && outcome === 'signed');

function drawnOutcomes(context: DecisionContext): readonly OfferedOutcome[] {
  const { kind, template, refusalInterview, offers, hasForm = false } = context;
  switch (kind) {
    case 'opinion':
      return [offer('favorable'), offer('reserved', 'reason'), offer('unfavorable', 'reason')];
    case 'visa':
      return VISA_OFFERS.filter(({ outcome }) => (offers ?? DEFAULT_VISA).some((offered) => offered === outcome));
    case 'check':
      return [offer('confirmed'), offer('unconfirmed', 'reason')];
    case 'signature':
      if (template === 'refusal') return [offer('signed', 'stepUp'), offer('reconsidered', 'reason')];
      return [
        offer('signed', 'stepUp'),
        offer('refused', 'reasonLaw', 'reasonFact', ...(refusalInterview ? (['interviewOn'] as const) : [])),
      ];
    case 'answer':
      return ANSWER_OUTCOMES.filter((outcome) => (offers ?? DEFAULT_ANSWER).some((offered) => offered === outcome)).map(
        (outcome) => (WORDED.includes(outcome) && !hasForm ? offer(outcome, 'reason') : offer(outcome)),
      );
    case 'complement':
      return [offer('completed')];
    case 'correction':
      return [offer('corrected')];
  }
}

/**
 * True if it grants what was asked, by someone who could refuse it: the rules of the trade are then
 * checked (domain/effect). A visa that cannot refuse only says that the request is regular: the
 * signer after it can refuse.
 */
export function grants(context: DecisionContext, outcome: string): boolean {
  const { kind, template } = context;
  const agrees =
    (kind === 'visa' && outcome === 'approved') ||
    (kind === 'check' && outcome === 'confirmed') ||
    (kind === 'signature' && template !== 'refusal' && outcome === 'signed');
  return agrees && drawnOutcomes(context).some((offered) => ['refused', 'unconfirmed'].includes(offered.outcome));
}

/** What the person gave; a step-up is proved apart. */
export interface DecisionInput {
  readonly outcome: string;
  readonly reason?: string | null | undefined;
  readonly reasonLaw?: string | null | undefined;
  readonly reasonFact?: string | null | undefined;
  readonly interviewOn?: CivilDate | null | undefined;
  readonly shownSha256?: string | null | undefined;
  readonly stepUpProofId?: string | null | undefined;
}

const fault = (field: string, code: string): FieldFault => ({ field, code, params: {} });
const blank = (text: string | null | undefined) => !text || text.replace(/[\s\p{C}]/gu, '') === '';

/**
 * Lists what the decision lacks, field by field; empty: it passes. A signature names what was shown
 * (`shownSha256`) and proves who signs (`stepUpProofId`). An interview took place between the
 * filing and the decision.
 */
export function decisionFaults(
  context: DecisionContext,
  input: DecisionInput,
  days: { readonly filedOn: CivilDate; readonly today: CivilDate },
): readonly FieldFault[] {
  const offered = outcomesOf(context).find((candidate) => candidate.outcome === input.outcome);
  if (!offered) return [fault('outcome', 'option')];
  return offered.requires.flatMap((requirement) => requirementFaults(requirement, input, days));
}

function requirementFaults(
  requirement: Requirement,
  input: DecisionInput,
  days: { readonly filedOn: CivilDate; readonly today: CivilDate },
): readonly FieldFault[] {
  switch (requirement) {
    case 'reason':
      return blank(input.reason) ? [fault('reason', 'required')] : [];
    case 'reasonLaw':
    case 'reasonFact': {
      if (blank(input[requirement])) return [fault(requirement, 'required')];
      // These are printed in the act of refusal.
      const characters = unprintableIn(input[requirement] ?? '');
      if (characters.length === 0) return [];
      return [{ ...fault(requirement, 'unprintable'), params: { characters: characters.slice(0, 10).join(' ') } }];
    }
    case 'interviewOn':
      if (!input.interviewOn) return [fault('interviewOn', 'required')];
      if (input.interviewOn > days.today) return [fault('interviewOn', 'interview-in-future')];
      return input.interviewOn < days.filedOn ? [fault('interviewOn', 'interview-before-filing')] : [];
    case 'stepUp':
      return [
        ...(input.shownSha256 ? [] : [fault('shownSha256', 'required')]),
        ...(input.stepUpProofId ? [] : [fault('stepUpProofId', 'required')]),
      ];
  }
}

/**
 * True if an act is made from this outcome: it decides, and everyone is notified once it is sealed.
 */
export function decides(kind: DecisionKind, outcome: string): boolean {
  return kind === 'signature' && outcome === 'signed';
}
