import { isByAct } from '#domain/effect/act-effects.ts';
import { isFieldFormat } from '#domain/formats/field-format.ts';
import { answered, answersAsked } from '#domain/situation/themes/theme.ts';
import { definition as situationApply } from '../../jobs/situation-apply/definition.ts';
import type { Bundle } from '../read/bundle.ts';
import { startFormOf } from '../read/forms.ts';
import { effectAt, effectsIn } from '../read/manifest.ts';
import type { CircuitModel } from '../read/model.ts';
import { readThemes } from '../read/theme.ts';
import type { Report } from './check-headers.ts';

/** Says what is wrong in the themes of a circuit, and at which step one is named that is not there. */
export function checkThemes(bundle: Bundle, model: CircuitModel, report: Report): void {
  const { themes, faults } = readThemes(bundle);
  for (const { file, elementId, code, params } of faults) report(elementId, code, params, file);
  for (const element of model.elements) {
    const { what } = element.headers;
    if (element.jobType !== situationApply.type || !what || faults.length > 0) continue;
    if (effectAt(element, themes) === undefined)
      report(element.id, 'theme-missing', { theme: what, known: Object.keys(themes).join(', ') || '…' });
  }
}

/** Says at each answer of the form that it gives the engine what the theme that it changes keeps from it. */
export function checkThemeFacts(bundle: Bundle, model: CircuitModel, report: Report): void {
  const { themes } = readThemes(bundle);
  const form = startFormOf(bundle, model);
  const kept = effectsIn(model.elements, themes).flatMap(({ fields }) => fields.filter(({ fact = false }) => !fact));
  for (const { key, type } of kept)
    if (form?.content.components.some((component) => component.key === key && component.fact))
      report(key, 'theme-fact-personal', { field: key, type }, form.path);
}

/** Says at each line of text that it is not read as the field of the theme that it changes: anything typed would be kept. */
export function checkThemeFormats(bundle: Bundle, model: CircuitModel, report: Report): void {
  const form = startFormOf(bundle, model);
  for (const theme of effectsIn(model.elements, readThemes(bundle).themes))
    for (const { key, type } of answered(theme).filter((field) => isFieldFormat(field.type))) {
      const typed = form?.content.components.find(
        (component) => component.key === key && component.type === 'textfield',
      );
      if (typed !== undefined && typed.format !== type)
        report(key, 'theme-format', { field: key, theme: theme.name, format: type }, form?.path);
    }
}

/**
 * Says, at the step that applies it, which answers an effect lacks that its act must say: they are read off the form that
 * files the request, and nothing that a circuit decides later stands for one. Such an act could never be shown, nor signed.
 */
export function checkEffects(bundle: Bundle, model: CircuitModel, report: Report): void {
  const form = startFormOf(bundle, model)?.content;
  if (form === undefined) return;
  const { themes } = readThemes(bundle);
  const asked = new Set(form.components.filter(({ required }) => required).map(({ key }) => key));
  for (const element of model.elements) {
    const theme = effectAt(element, themes);
    if (theme === undefined || !isByAct(theme)) continue;
    const missing = answersAsked(theme).filter((key) => !asked.has(key));
    if (missing.length > 0)
      report(element.id, 'effect-answer-missing', { effect: theme.name, answers: missing.join(', ') });
  }
}
