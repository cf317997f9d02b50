import { ANSWERS_OF_ACT, isByAct } from '../../../domain/effect/act-effects.ts';
import type { Bundle } from '../read/bundle.ts';
import { startFormOf } from '../read/forms.ts';
import { effectAt } from '../read/manifest.ts';
import type { CircuitModel } from '../read/model.ts';
import type { Report } from './check-headers.ts';

/**
 * Says, at the step that applies it, which answers an effect lacks that its act must say: they are read off the form that
 * files the request, and nothing that a circuit decides later stands for one. Such an act could never be shown, nor signed.
 */
export function checkEffects(bundle: Bundle, model: CircuitModel, report: Report): void {
  const form = startFormOf(bundle, model)?.content;
  if (form === undefined) return;
  const asked = new Set(form.components.filter(({ required }) => required).map(({ key }) => key));
  for (const element of model.elements) {
    const effect = effectAt(element);
    if (effect === undefined || !isByAct(effect)) continue;
    const missing = ANSWERS_OF_ACT[effect].filter((key) => !asked.has(key));
    if (missing.length > 0) report(element.id, 'effect-answer-missing', { effect, answers: missing.join(', ') });
  }
}
