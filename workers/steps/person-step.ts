import {
  DECISION_KINDS,
  type DecisionKind,
  OFFERABLE,
  type OfferableOutcome,
  type Template,
} from '#domain/decision/decision.ts';
import {
  choice,
  fields,
  flag,
  type HeaderFault,
  type Headers,
  optional,
  outcomesAmong,
  readHeaders,
  steps,
  template,
} from './headers.ts';

/** The header that makes a user task a person's step of the portal. */
export const DECISION = { decision: choice(DECISION_KINDS, 'what is decided there') };

const distinctFrom = optional(steps('ids of other steps: those who decided there do not decide here'));

/**
 * What else an analyst writes on a person's step, by what is decided there. Checks of circuits and element templates go
 * by it; a new kind of decision fails the build until it is here.
 */
export const PERSON_STEPS = {
  opinion: { distinctFrom },
  visa: {
    outcomes: optional(outcomesAmong(OFFERABLE.visa, 'what the visa offers; an approval or a complement without it')),
    proposable: optional(
      fields('keys of the form that files the request: what the visa may propose otherwise (outcome `proposed`)'),
    ),
    distinctFrom,
  },
  check: {
    contacts: flag('whether the ways to reach the agent, known before the request, are shown'),
    distinctFrom,
  },
  signature: { template: template('which act is signed'), distinctFrom },
  answer: {
    outcomes: optional(outcomesAmong(OFFERABLE.answer, 'what the agent may answer; observations without it')),
  },
  complement: {},
  correction: { distinctFrom },
} as const satisfies Record<DecisionKind, Headers>;

/** What the headers of a person’s step say; a header that its kind of decision does not take is absent. */
export interface PersonStep {
  readonly decision: DecisionKind;
  readonly template?: Template;
  readonly outcomes?: readonly OfferableOutcome[] | undefined;
  readonly proposable?: readonly string[] | undefined;
  readonly distinctFrom?: readonly string[] | undefined;
  readonly contacts?: boolean;
}

/** Reads the headers of a person's step. */
export function readPersonStep(
  texts: Readonly<Record<string, string>>,
): { readonly values: PersonStep } | { readonly faults: readonly HeaderFault[] } {
  const known = readHeaders(DECISION, texts);
  if ('faults' in known) return known;
  const { decision } = known.values;
  const read = readHeaders<Headers>(PERSON_STEPS[decision], texts);
  return 'faults' in read ? read : { values: { decision, ...read.values } as PersonStep };
}
