import { readNames } from '#domain/circuit/interventions/start-fact.ts';
import { CAMPAIGN_MESSAGES } from '#domain/circuit/words/message.ts';
import { type DecisionKind, outcomesOf, type Template } from '#domain/decision/decision.ts';
import type { OutcomeFacts } from '#domain/request/outcome-grounds.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import { readPersonStep } from '../../steps/person-step.ts';
import type { Drawing, Place } from './drawing.ts';
import { type Doings, hearsWithdrawal, type Marks } from './walk.ts';

/**
 * The marks of a way:
 *  · `decided`: anybody decided anything;
 *  · `decision <step> <outcome>`: a visa, a check or a signature; an opinion where nobody decides more;
 *  · `sealed <step>`: what was signed there is sealed, since it was last signed;
 *  · `alerted`: the agent was notified before anything was decided;
 *  · `cooling`, `waited`: the time to stop was set, by two people who agreed, and is over;
 *  · `proposed`: something else was proposed than what was asked, and the agent has yet to answer;
 *  · `unplaced`: a campaign gave it no post, by who published its results;
 *  · `undone`: the effects of the act that its own withdraws or repeals;
 *  · `applied`, `applied <effect>`: an effect; `silence <meaning>`: a silence that was recorded.
 */
export const mark = {
  decision: (step: string, outcome: string) => `decision ${step} ${outcome}`,
  sealed: (step: string) => `sealed ${step}`,
  applied: (effect: string) => `applied ${effect}`,
  silence: (meaning: string) => `silence ${meaning}`,
};

/** Whether a theme was changed, by the name that the drawing gives it. */
export const isApplied = (marks: Marks, { name, formerly }: Theme): boolean =>
  marks.has(mark.applied(name)) || (formerly !== undefined && marks.has(mark.applied(formerly)));

/** Recipients by whom the agent is reached whatever else the circuit does. */
const REACHES_AGENT = ['agent', 'agent-known', 'agent-all', 'circuit'];

/** Whether a message goes to the agent. */
export const goesToAgent = ({ element }: Place): boolean =>
  element.jobType === 'notify' &&
  readNames(element.headers.recipients ?? '').some((name) => REACHES_AGENT.includes(name));

/** What a person decides at a step; null where it cannot be read, which is a fault of its own. */
export function stepOf({ type, element }: Place) {
  if (type !== 'bpmn:UserTask') return null;
  const read = readPersonStep(element.headers);
  return 'values' in read ? read.values : null;
}

/** What a circuit has people decide at most, as its manifest is read (`circuit_decides`); null: nobody decides. */
export function decidesIn({ places }: Pick<Drawing, 'places'>): OutcomeFacts['decides'] {
  const kinds = new Set([...places.values()].flatMap((place) => stepOf(place)?.decision ?? []));
  if (kinds.has('signature')) return 'signature';
  if (kinds.has('visa') || kinds.has('check')) return 'visa';
  return kinds.has('opinion') ? 'opinion' : null;
}

/** What decides of a request: an opinion is consultative, a circuit may follow the same way whatever it is. */
export const DECIDE: readonly DecisionKind[] = ['visa', 'check', 'signature'];

/** What was refused stays refused, and what was agreed stays agreed, as for the rows that the guarantee is judged on. */
export const decisionsIn = (marks: Marks): { step: string; outcome: string }[] =>
  [...marks].flatMap((text) => {
    const [kind, step = '', outcome = ''] = text.split(' ');
    return kind === 'decision' ? [{ step, outcome }] : [];
  });

/** Steps whose signature was not sealed since. */
export const unsealedIn = (marks: Marks): string[] =>
  decisionsIn(marks).flatMap(({ step, outcome }) =>
    outcome === 'signed' && !marks.has(mark.sealed(step)) ? [step] : [],
  );

/** Whether an act was signed and sealed, of a template or of any. */
export const isSealed = (marks: Marks, { places }: Drawing, template?: Template): boolean =>
  decisionsIn(marks).some(
    ({ step, outcome }) =>
      outcome === 'signed' &&
      marks.has(mark.sealed(step)) &&
      (template === undefined || places.get(step)?.element.headers.template === template),
  );

/** What is known of the time to stop: only the portal computes it, and what agreements it may be set on. */
export interface StopFacts {
  readonly isComputed: boolean;
  isAgreed(marks: Marks): boolean;
}

/** What a person's step of a drawing can end in. */
export const outcomesIn =
  ({ properties }: Pick<Drawing, 'properties'>) =>
  (place: Place): readonly string[] => {
    const step = stepOf(place);
    if (step === null) return [];
    const { decision: kind, template = null, outcomes: offers } = step;
    const refusalInterview = properties.refusalInterview === 'true';
    return outcomesOf({ kind, template, refusalInterview, offers }).map(({ outcome }) => outcome);
  };

/** What is done where all goes well: each step ends in the first outcome that it offers, and nothing interrupts. */
export function doingWell(drawing: Drawing, done: Doings['done']): Doings {
  const outcomes = outcomesIn(drawing);
  return {
    outcomes: (place) => outcomes(place).slice(0, 1),
    done,
    shown: (_place, _outcome, marks) => marks,
    undisturbed: true,
  };
}

/** What the steps of a drawing leave behind. */
export function doingsOf(drawing: Drawing, stop: StopFacts): Doings {
  const { places } = drawing;
  // Where somebody decides more, an opinion grants nothing: to follow it would only make more ways.
  const counted: readonly (DecisionKind | undefined)[] = decidesIn({ places }) === 'opinion' ? ['opinion'] : DECIDE;
  const counts = (place: Place): boolean => counted.includes(stepOf(place)?.decision);
  return {
    outcomes: outcomesIn(drawing),
    done: (place, outcome, marks) => {
      const next = new Set(marks);
      // The agent has answered, withdrew, or the time to answer is over: the circuit goes on without it.
      if (answersProposal(places.get(place.attachedTo ?? place.id)) || hearsWithdrawal(place)) next.delete('proposed');
      if (outcome !== null) {
        next.add('decided');
        if (counts(place)) decided(next, place, outcome);
        if (outcome === 'proposed') next.add('proposed');
      } else if (place.event === 'Timer') {
        if (marks.has('cooling') && stop.isComputed && /^=\s*stopUntil\s*$/.test(place.about)) next.add('waited');
      } else if (place.event === 'Message') {
        if (place.about === CAMPAIGN_MESSAGES.unplaced) next.add('unplaced');
      } else if (place.element.jobType === 'cooling-off') {
        if (stop.isAgreed(marks)) next.add('cooling');
      } else work(next, place);
      return next;
    },
    shown: (id, outcome, marks) => {
      const place = places.get(id);
      if (place === undefined || !counts(place)) return marks;
      const others = [...marks].filter((text) => !text.startsWith(`decision ${id} `));
      return new Set([...others, mark.decision(id, outcome)]);
    },
  };
}

/** Whether the agent can say there that they accept what is proposed, and that they do not. */
export function answersProposal(place: Place | undefined): boolean {
  const step = place && stepOf(place);
  return (
    step?.decision === 'answer' &&
    ['accepted', 'declined'].every((one) => step.outcomes?.some((offered) => offered === one))
  );
}

function decided(marks: Set<string>, place: Place, outcome: string): void {
  marks.add(mark.decision(place.id, outcome));
  if (outcome === 'signed') marks.delete(mark.sealed(place.id));
}

function work(marks: Set<string>, place: Place): void {
  switch (place.element.jobType) {
    case 'act-seal':
      for (const step of unsealedIn(marks)) marks.add(mark.sealed(step));
      break;
    case 'notify':
      if (goesToAgent(place) && !marks.has('decided')) marks.add('alerted');
      break;
    case 'situation-apply':
      marks.add('applied');
      marks.add(mark.applied(place.element.headers.what ?? ''));
      break;
    case 'effects-undo':
      marks.add('undone');
      break;
    case 'silence-record':
      marks.add(mark.silence(place.element.headers.means ?? ''));
      break;
  }
}
