import english from '../../../../processes/_templates/words.en.json' with { type: 'json' };
import type { LanguageCode } from '../../language/language.ts';
import { templateIn } from './template-words.ts';

const files = import.meta.glob<object>(['../../../../processes/_templates/*.json', '!**/words.*.json'], {
  eager: true,
  import: 'default',
});

/** The steps that an analyst picks from, in the language on screen. */
export function elementTemplates(language: LanguageCode): object[] {
  const templates = Object.values(files);
  return language === 'fr' ? templates : templates.map((template) => templateIn(template, english));
}
