import type { Outcome } from '#domain/decision/decision.ts';
import {
  type EffectFacts,
  type GivenDecision,
  judgeEffect,
  LACKS,
  type Lack,
  waitLacks,
} from '#domain/effect/guarantee.ts';
import type { TaskRole } from '#domain/permissions/role.ts';
import type { Guarantee } from '#domain/situation/guarantee.ts';
import type { Theme, Themes } from '#domain/situation/themes/theme.ts';
import { decisionsIn, mark, stepOf } from './doings.ts';
import type { Drawing, Place } from './drawing.ts';
import type { Marks } from './walk.ts';

/** What a drawing can know of a request. */
export interface DrawnFacts {
  readonly drawing: Drawing;
  /** Checks whose form asks how the agent was met. */
  readonly callBacks: ReadonlySet<string>;
  /** The themes of its bundle. */
  readonly themes: Themes;
  /** Of them, those that its steps change. */
  readonly effects: readonly Theme[];
}

const AGENT = 'agent';
const STARTER = 'starter';
const PAST = new Date(0);
const NOW = new Date(1);

/**
 * What an effect lacks at the end of a way; null when it has its guarantee. It is the function that judges the effect when
 * it is applied, asked of what such a way leaves behind at the least: so that the drawing and the run cannot differ.
 */
export function lackOf(guarantee: Guarantee, marks: Marks, facts: DrawnFacts): Lack | null {
  return lackIn(marks, facts, (world) => {
    const judged = judgeEffect(guarantee, world, NOW);
    return 'lacks' in judged ? judged.lacks : null;
  });
}

/** What is missing at the end of a way for the time to stop to be set; null when nothing is. */
export const waitLackOf = (marks: Marks, facts: DrawnFacts): Lack | null => lackIn(marks, facts, waitLacks);

function lackIn(marks: Marks, facts: DrawnFacts, judge: (world: EffectFacts) => Lack | null): Lack | null {
  const all = givenIn(marks, facts);
  const standing = { ...factsOf(marks, facts), decisions: all };
  // Who is not kept from another step may hold both: two people are two only where the drawing says so.
  const pairs = all.flatMap((one) => all.map((other) => [one, other] as const)).filter(([one, other]) => one !== other);
  const worlds = pairs.map(([one, other]) => {
    const alone = facts.drawing.places;
    const apart = keptApart(alone.get(one.id), alone.get(other.id));
    const second = apart || isOfRequest(other) ? other : { ...other, authorId: one.authorId };
    return { ...standing, decisions: [...all.filter(isNotFavourable), one, second] };
  });
  let lack: Lack | null = null;
  for (const world of worlds.length === 0 ? [standing] : worlds) {
    const found = judge(world);
    if (found === null) return null;
    if (lack === null || LACKS.indexOf(found) > LACKS.indexOf(lack)) lack = found;
  }
  return lack;
}

const isOfRequest = ({ authorId }: GivenDecision): boolean => authorId === AGENT || authorId === STARTER;
const isNotFavourable = ({ outcome }: GivenDecision): boolean => outcome === 'refused' || outcome === 'unconfirmed';

const keptApart = (one: Place | undefined, other: Place | undefined): boolean =>
  [
    [one, other],
    [other, one],
  ].some(([step, from]) => step !== undefined && from !== undefined && stepOf(step)?.distinctFrom?.includes(from.id));

/** The decisions that a way leaves behind, each by someone of its own where the drawing does not say who. */
export function givenIn(marks: Marks, { drawing, callBacks }: DrawnFacts): GivenDecision[] {
  return decisionsIn(marks).flatMap(({ step: id, outcome }) => {
    const place = drawing.places.get(id);
    const step = place && stepOf(place);
    if (!step) return [];
    const role = (place.element.candidateGroups[0] ?? '') as TaskRole;
    // An act is signed by a signatory: another holder of the step makes none.
    if (step.decision === 'signature' && role !== 'signataire') return [];
    return [
      {
        id,
        kind: step.decision,
        outcome: outcome as Outcome,
        authorId: role === 'agent' ? AGENT : role === 'demandeur' ? requesterOf(drawing) : id,
        role,
        confirmed: true,
        metAgent: callBacks.has(id),
      },
    ];
  });
}

/** Whether others than the agent start it. */
export const startedByOthers = ({ properties: { startedBy } }: Drawing): boolean =>
  startedBy !== undefined && startedBy !== '' && startedBy !== 'agent';

/** Whom a request is about, and who started it for them. */
export const peopleOf = (drawing: Drawing): Pick<EffectFacts, 'agentId' | 'filedById'> => ({
  agentId: AGENT,
  filedById: startedByOthers(drawing) ? STARTER : null,
});

const requesterOf = (drawing: Drawing): string => (startedByOthers(drawing) ? STARTER : AGENT);

function factsOf(marks: Marks, { drawing }: DrawnFacts): Omit<EffectFacts, 'decisions'> {
  const signed = decisionsIn(marks).find(
    ({ step, outcome }) =>
      outcome === 'signed' &&
      marks.has(mark.sealed(step)) &&
      drawing.places.get(step)?.element.headers.template === 'act',
  );
  return {
    ...peopleOf(drawing),
    act: signed === undefined ? null : { id: 'act', decisionId: signed.step },
    provedAtFiling: drawing.properties.stepUp === 'true',
    alerted: marks.has('alerted'),
    stopUntil: marks.has('waited') ? PAST : null,
    // It is set on a way where two people agreed before (doings.ts).
    waitedFor: decisionsIn(marks).map(({ step }) => step),
  };
}
