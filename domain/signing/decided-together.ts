import type { CivilDate } from '../calendar/civil-date.ts';
import { type CircuitManifest, effectsOf, stepOf } from '../circuit/manifest.ts';
import {
  AGAINST,
  type DecisionContext,
  decisionFaults,
  type OfferedOutcome,
  type Outcome,
  outcomesOf,
} from '../decision/decision.ts';
import type { FieldFault } from '../errors.ts';
import { guaranteeOf } from '../situation/themes/theme.ts';

/** Tasks at most that one batch decides. */
export const MAX_DECIDED = 1_000;

/** An outcome that several tasks may be given at once. */
export interface OutcomeForAll extends OfferedOutcome {
  /** Whether each needs reasons of its own. */
  readonly own: boolean;
}

/**
 * Why nothing of a step is decided for several tasks at once: each agent is called back by the numbers known of them; what changes
 * is an account, that two people look at; the step has a form of its own that demands something of each.
 */
export const APART = ['call-back', 'two-person', 'form'] as const;
export type Apart = (typeof APART)[number];

/** @param step whether it has a form of its own that cannot be left as it opens */
export function apartAt(
  manifest: CircuitManifest,
  elementId: string,
  { demandsAnswers }: { readonly demandsAnswers: boolean },
): Apart | null {
  if (stepOf(manifest, elementId)?.contacts) return 'call-back';
  if (effectsOf(manifest).some((theme) => guaranteeOf(theme) === 'two-person')) return 'two-person';
  return demandsAnswers ? 'form' : null;
}

/**
 * The outcomes that several tasks of a step may be given at once. None that is proved by whoever signs: acts are signed by batches of
 * their own. Nor one that needs an interview, or words of the request's own form.
 */
export const outcomesForAll = (context: DecisionContext): readonly OutcomeForAll[] =>
  outcomesOf(context)
    .filter(({ outcome, requires }) => outcome !== 'proposed' && !requires.some((each) => FOR_ONE.includes(each)))
    .map((offered) => ({ ...offered, own: AGAINST.includes(offered.outcome) }));

const FOR_ONE: readonly OfferedOutcome['requires'][number][] = ['stepUp', 'interviewOn'];

/** Reasons, of all or of one task. */
export interface Reasons {
  readonly reason?: string | undefined;
  readonly reasonLaw?: string | undefined;
  readonly reasonFact?: string | undefined;
}

/** What is asked of one task. */
export interface AskedOfTask extends Reasons {
  readonly taskKey: string;
}

/** A decision for several tasks. */
export interface DecidedTogether {
  readonly outcome: Outcome;
  /** Of all; never of what is against the person. */
  readonly reason?: string | undefined;
  readonly tasks: readonly AskedOfTask[];
}

/** What one task is given: its own reasons where it is against the person, that of all otherwise. */
export const reasonsOf = ({ outcome, reason }: DecidedTogether, task: AskedOfTask): Reasons => {
  if (!AGAINST.includes(outcome)) return { reason };
  return { reason: task.reason, reasonLaw: task.reasonLaw, reasonFact: task.reasonFact };
};

/**
 * What a decision for several tasks lacks: « outcome », « reason », or « tasks.<place>.reasonLaw » of a task that needs its own. An
 * empty list lets it through; what the rules say of each request is asked as it is decided.
 */
export function faultsForAll(
  context: DecisionContext,
  asked: DecidedTogether,
  today: CivilDate,
): readonly FieldFault[] {
  const chosen = outcomesForAll(context).find(({ outcome }) => outcome === asked.outcome);
  if (chosen === undefined) return [{ field: 'outcome', code: 'option', params: {} }];
  const faultsOf = (reasons: Reasons) =>
    decisionFaults(context, { outcome: asked.outcome, ...reasons }, { filedOn: today, today });
  if (!chosen.own) return faultsOf({ reason: asked.reason });
  return asked.tasks.flatMap((task, place) =>
    faultsOf(reasonsOf(asked, task)).map((fault) => ({ ...fault, field: `tasks.${place}.${fault.field}` })),
  );
}
