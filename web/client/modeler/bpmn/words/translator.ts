import bpmnFrench from 'bpmn-js-i18n/translations/fr.js';
import type { LanguageCode } from '#web/client/language/language.ts';
import type { Translate } from '../services.ts';
import { drawingWords } from './drawing.ts';
import { panelWords } from './panel.ts';

/** Ours come last: what bpmn-js-i18n says is kept where we have no better. */
const FRENCH: Readonly<Record<string, string>> = { ...bpmnFrench, ...drawingWords, ...panelWords };

/** What the modeler says of itself, in the language on screen; what has no French yet stays in English. */
export function translatorFor(language: LanguageCode): Translate {
  const words = language === 'fr' ? FRENCH : {};
  return (template, replacements = {}) =>
    (words[template] ?? template).replace(/\{([^{}]+)\}/g, (whole, name: string) => {
      const value = replacements[name];
      return value === undefined || value === null ? whole : (words[String(value)] ?? String(value));
    });
}

/** « bpmn:UserTask » → « User task » → « Tâche d’une personne ». */
export function typeNameIn(language: LanguageCode, type: string): string {
  const words = type
    .replace(/^bpmn:/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()
    .replace(/^sub process/, 'sub-process');
  const english = words.charAt(0).toUpperCase() + words.slice(1);
  return language === 'fr' ? (FRENCH[english] ?? english) : english;
}
