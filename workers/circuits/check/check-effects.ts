import { ANSWERS_OF_ACT, effectsByAct } from '../../../domain/effect/act-effects.ts';
import { EFFECTS } from '../../../domain/effect/effect.ts';
import { definition as situationApply } from '../../situation-apply/definition.ts';
import { type Bundle, textOf } from '../read/bundle.ts';
import { readForm } from '../read/form.ts';
import type { CircuitModel } from '../read/model.ts';
import type { Report } from './check-headers.ts';

/**
 * Says, at the step that applies it, which answers an effect lacks that its act must say: they are read off the form that
 * files the request, and nothing that a circuit decides later stands for one. Such an act could never be shown, nor signed.
 */
export function checkEffects(bundle: Bundle, { processId, elements }: CircuitModel, report: Report): void {
  const start = elements.find(({ type, scope, formId }) => type === 'bpmn:StartEvent' && scope === processId && formId);
  const form = bundle.files
    .filter(({ path }) => path.endsWith('.form'))
    .flatMap(({ path }) => readForm(textOf(bundle, path) ?? '') ?? [])
    .find(({ id }) => id === start?.formId);
  if (form === undefined) return;
  const asked = new Set(form.components.filter(({ required }) => required).map(({ key }) => key));
  for (const { id, jobType, headers } of elements) {
    if (jobType !== situationApply.type) continue;
    const effect = effectsByAct(EFFECTS).find((one) => one === headers.what);
    const missing = effect === undefined ? [] : ANSWERS_OF_ACT[effect].filter((key) => !asked.has(key));
    if (effect !== undefined && missing.length > 0)
      report(id, 'effect-answer-missing', { effect, answers: missing.join(', ') });
  }
}
