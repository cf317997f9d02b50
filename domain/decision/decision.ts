import { unprintableIn } from '../act/printable.ts';
import type { CivilDate } from '../calendar/civil-date.ts';
import type { FieldFault } from '../errors.ts';

export const DECISION_KINDS = ['opinion', 'visa', 'check', 'signature', 'complement', 'correction'] as const;
/**
 * What is decided at a task. An opinion (avis) is consultative; a visa says that the request is complete and regular; a
 * check writes down something that was done (a call back) in the step's own form; only a signature makes an act. A
 * complement is the agent's answer, a correction the manager's.
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
  'confirmed',
  'unconfirmed',
  'signed',
  'refused',
  'reconsidered',
  'completed',
  'corrected',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type Requirement = 'reason' | 'reasonLaw' | 'reasonFact' | 'interviewOn' | 'stepUp';

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
  /** Visa tasks: what the circuit offers there (VISA_OUTCOMES); by default an approval or a complement. */
  readonly offers?: readonly VisaOutcome[] | null | undefined;
}

export const VISA_OUTCOMES = ['approved', 'complement', 'refused'] as const;
/** What a visa can end in. Refused where no act follows (a change of one's own data), it is reasoned as any refusal. */
export type VisaOutcome = (typeof VISA_OUTCOMES)[number];

const offer = (outcome: Outcome, ...requires: Requirement[]): OfferedOutcome => ({ outcome, requires });

const VISA_OFFERS = [offer('approved'), offer('complement', 'reason'), offer('refused', 'reasonLaw', 'reasonFact')];
const DEFAULT_VISA: readonly VisaOutcome[] = ['approved', 'complement'];

/**
 * The outcomes a task offers, in the order they are shown.
 *
 * A decision against the person states the considerations of law and of fact that ground it (CRPA L211-2, L211-5): a
 * refusal does not pass without both. A refusal of part-time work also follows an interview (CGFP L612-2), whose date is
 * kept: the kind says so. Refusing to sign makes no act: the act of refusal is drafted with these reasons, then signed or
 * reconsidered.
 */
export function outcomesOf({ kind, template, refusalInterview, offers }: DecisionContext): readonly OfferedOutcome[] {
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
    case 'complement':
      return [offer('completed')];
    case 'correction':
      return [offer('corrected')];
  }
}

/**
 * Whether it grants what was asked, by someone who could refuse it: then the rules of the trade are asked (domain/effect). A
 * visa that cannot refuse only says that the request is regular: whoever signs after it can.
 */
export function grants(context: DecisionContext, outcome: string): boolean {
  const { kind, template } = context;
  const agrees =
    (kind === 'visa' && outcome === 'approved') ||
    (kind === 'check' && outcome === 'confirmed') ||
    (kind === 'signature' && template !== 'refusal' && outcome === 'signed');
  return agrees && outcomesOf(context).some((offered) => ['refused', 'unconfirmed'].includes(offered.outcome));
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
 * What the decision lacks, field by field; an empty list lets it through. A signature says what was shown
 * (`shownSha256`) and proves who signs (`stepUpProofId`). An interview happened between the filing and the decision.
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

/** Whether the outcome is one that an act is made of: it decides, and everyone is notified once it is sealed. */
export function decides(kind: DecisionKind, outcome: string): boolean {
  return kind === 'signature' && outcome === 'signed';
}
