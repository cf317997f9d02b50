import type { CircuitFault } from '#domain/circuit/faults/fault.ts';
import type { Bundle } from '../read/bundle.ts';
import { type CircuitModel, whereIs } from '../read/model.ts';
import type { CircuitTexts } from '../read/texts.ts';
import { checkClosing } from './check-closing.ts';
import { checkEffectAnswers } from './check-effect-answers.ts';
import type { Report } from './check-headers.ts';
import { checkActMentions } from './files/check-act-mentions.ts';
import { checkTranslations } from './files/check-translations.ts';
import { checkStops } from './stops/check-stops.ts';

/**
 * What a publication asks beside what would break: every way closes and stops nowhere, a withdrawal is handled, the form asks for what is applied,
 * acts have their mentions, English is no copy. Asked of drafts; a version in force was published under what was asked then.
 */
export function checkEssentials(
  bundle: Bundle,
  model: CircuitModel | null,
  french: CircuitTexts | null,
): CircuitFault[] {
  const faults = [...checkActMentions(bundle, french), ...checkTranslations(bundle)];
  if (model === null) return faults;
  const report: Report = (elementId, code, params = {}, where = `${bundle.kind}.bpmn`) =>
    faults.push({ file: where, ...whereIs(model, elementId), code, params, severity: 'error' });
  checkEffectAnswers(bundle, model, report);
  // A block that is not there is said at its call: its ways are unknown.
  return model.opened.faults.length > 0
    ? faults
    : [...faults, ...checkClosing(bundle, model), ...checkStops(bundle, model)];
}
