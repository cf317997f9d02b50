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

/** Maximum number of tasks that one batch decides. */
export const MAX_DECIDED = 1_000;

/** An outcome that can be given to several tasks at once. */
export interface OutcomeForAll extends OfferedOutcome {
  /** Whether each task needs its own reasons. */
  readonly own: boolean;
}

/**
 * Why the tasks of a step cannot be decided together: each agent is called back at the known
 * numbers; the change is to an account, which two people check; the step has its own form that
 * requires answers for each.
 */
export const APART = ['call-back', 'two-person', 'form'] as const;
/** A reason why the tasks of a step are decided one by one. */
export type Apart = (typeof APART)[number];

/**
 * Returns why the tasks of a step cannot be decided together; null: they can.
 * @param step whether it has its own form, which cannot be left as it opens
 */
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
 * Lists the outcomes that several tasks of a step can be given at once: none that the signer must
 * prove (acts have their own batches), nor one that needs an interview, or words of the request's
 * own form.
 */
export const outcomesForAll = (context: DecisionContext): readonly OutcomeForAll[] =>
  outcomesOf(context)
    .filter(({ outcome, requires }) => outcome !== 'proposed' && !requires.some((each) => FOR_ONE.includes(each)))
    .map((offered) => ({ ...offered, own: AGAINST.includes(offered.outcome) }));

const FOR_ONE: readonly OfferedOutcome['requires'][number][] = ['stepUp', 'interviewOn'];

/** Reasons, of all tasks or of one. */
export interface Reasons {
  readonly reason?: string | undefined;
  readonly reasonLaw?: string | undefined;
  readonly reasonFact?: string | undefined;
}

/** What the author gives for one task. */
export interface AskedOfTask extends Reasons {
  readonly taskKey: string;
}

/** A decision for several tasks. */
export interface DecidedTogether {
  readonly outcome: Outcome;
  /** For all tasks; never for an outcome against the person. */
  readonly reason?: string | undefined;
  readonly tasks: readonly AskedOfTask[];
}

/**
 * Returns the reasons given for one task: its own if the outcome is against the person, the common
 * one otherwise.
 */
export const reasonsOf = ({ outcome, reason }: DecidedTogether, task: AskedOfTask): Reasons => {
  if (!AGAINST.includes(outcome)) return { reason };
  return { reason: task.reason, reasonLaw: task.reasonLaw, reasonFact: task.reasonFact };
};

/**
 * Lists what a decision for several tasks lacks: « outcome », « reason », or
 * « tasks.<place>.reasonLaw » of a task that needs its own. Empty: it passes; the rules that depend
 * on each request are checked when it is decided.
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
