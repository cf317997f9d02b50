import { isByAct } from '#domain/effect/act-effects.ts';
import {
  answered,
  answersAsked,
  type FieldType,
  NUMBER_TYPES,
  type Theme,
  type ThemeField,
} from '#domain/situation/themes/theme.ts';
import type { Bundle } from '../read/bundle.ts';
import type { FormComponent } from '../read/form.ts';
import { startFormOf } from '../read/forms.ts';
import { effectAt, effectsIn } from '../read/manifest.ts';
import type { CircuitModel } from '../read/model.ts';
import { readThemes } from '../read/theme.ts';
import type { Report } from './check-headers.ts';

/**
 * Holds what the form answers against what an effect reads of it: a question that is not asked, one whose answer is no value of
 * the field, one that offers what the field does not take. Each would stop the request where the effect is applied. What an act
 * must say is asked of before (check-effects.ts).
 */
export function checkEffectAnswers(bundle: Bundle, model: CircuitModel, report: Report): void {
  const form = startFormOf(bundle, model);
  if (form === undefined) return;
  const { themes } = readThemes(bundle);
  const asked = new Map(form.content.components.map((component) => [component.key, component]));
  for (const element of model.elements) {
    const theme = effectAt(element, themes);
    if (theme === undefined || isByAct(theme)) continue;
    const { inTime } = theme;
    // An item that must be named is one that exists: what is left out of it stays as it is.
    if (inTime.is === 'list' && asked.get(inTime.item)?.required) continue;
    const missing = dueFor(theme, (key) => asked.has(key)).filter((key) => !asked.has(key));
    if (missing.length > 0)
      report(element.id, 'effect-field-missing', { effect: theme.name, answers: missing.join(', ') });
  }
  for (const theme of effectsIn(model.elements, themes))
    for (const field of [...answered(theme), ...answered(theme).flatMap(periodFields)]) {
      const component = asked.get(field.key);
      if (component !== undefined) checkAnswer(component, field, theme, form.path, report);
    }
}

/**
 * What cannot be left out; the day when an item of a list ends can. Working days are counted where the period is asked for, else
 * their number is asked.
 */
const dueFor = ({ fields, ...theme }: Theme, isAsked: (key: string) => boolean): string[] =>
  answersAsked({
    ...theme,
    fields: fields.map(({ period, ...field }) => (period && isAsked(period.until) ? { ...field, period } : field)),
  }).filter((key) => theme.inTime.is !== 'list' || key !== theme.inTime.until);

/** The questions that a period is counted from, as fields. */
const periodFields = ({ period, label }: ThemeField): ThemeField[] =>
  period === undefined
    ? []
    : Object.entries(period).map(([end, key]) => ({ key, label, type: end.endsWith('Noon') ? 'boolean' : 'date' }));

function checkAnswer(
  { key, type, options }: FormComponent,
  field: ThemeField,
  { name: theme }: Theme,
  path: string,
  report: Report,
): void {
  const isChoice = ['select', 'radio', 'expression'].includes(type);
  // What a form works out may be of any type: what it comes to is read where the effect is applied.
  if (type !== 'expression' && !componentsFor(field.type).includes(type))
    report(key, 'effect-answer-type', { field: key, theme, type: field.type, component: type }, path);
  const taken = field.choices?.map(({ value }) => String(value)) ?? [];
  const others = isChoice && taken.length > 0 ? options.filter((option) => !taken.includes(option)) : [];
  if (others.length > 0)
    report(
      key,
      'effect-choice-unknown',
      { field: key, theme, values: others.join(', '), taken: taken.join(', ') },
      path,
    );
}

/** The components whose answers are read as a value of a type (domain/situation/read-asked.ts). */
function componentsFor(type: FieldType): readonly string[] {
  if (type === 'date') return ['datetime'];
  if (type === 'boolean') return ['checkbox'];
  if (NUMBER_TYPES.includes(type)) return ['number', 'select', 'radio'];
  return ['textfield', 'textarea', 'select', 'radio'];
}
