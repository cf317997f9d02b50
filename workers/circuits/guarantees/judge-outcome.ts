import { SILENCE_MEANINGS, type SilenceMeaning } from '#domain/calendar/deadline.ts';
import { TEMPLATES, type Template } from '#domain/decision/decision.ts';
import { missingFor, type OutcomeFacts, type OutcomeLack } from '#domain/request/outcome-grounds.ts';
import { effectsIn } from '../read/manifest.ts';
import { decidesIn, isApplied, isSealed, mark } from './doings.ts';
import { type DrawnFacts, givenIn, peopleOf } from './judge-effect.ts';
import type { Marks } from './walk.ts';

const NOW = new Date(0);

/**
 * What is missing at the end of a way for a request to be closed so; null when nothing is. It is the function that the rows are
 * judged by when it is closed, asked of what such a way leaves behind at the least.
 */
export function closingLackOf(outcome: 'granted' | 'refused', marks: Marks, facts: DrawnFacts): OutcomeLack | null {
  const { drawing, themes } = facts;
  const changed = effectsIn(
    [...drawing.places.values()].map(({ element }) => element),
    themes,
  );
  const left = {
    ...peopleOf(drawing),
    decides: decidesIn(drawing),
    effects: changed.map(({ name }) => name),
    themes,
    applied: changed.filter((theme) => isApplied(marks, theme)).map(({ name }) => name),
    // A refusal is never without reasons: the step asks for them.
    decisions: givenIn(marks, facts).map((decision) => ({ ...decision, reasoned: true })),
    unplaced: marks.has('unplaced'),
    withdrawal: null,
    silenceAt: null,
  } satisfies Partial<OutcomeFacts>;
  // Of several, which came last is not known: each must do.
  const sealed = oneOf<Template>(TEMPLATES.filter((template) => isSealed(marks, drawing, template)));
  const silences = oneOf<SilenceMeaning>(SILENCE_MEANINGS.filter((means) => marks.has(mark.silence(means))));
  for (const act of sealed)
    for (const silence of silences) {
      const lack = missingFor(outcome, { ...left, sealed: act, silence }, NOW);
      if (lack !== null) return lack;
    }
  return null;
}

const oneOf = <Value>(all: readonly Value[]): readonly (Value | null)[] => (all.length === 0 ? [null] : all);
