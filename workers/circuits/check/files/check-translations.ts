import type { CircuitFault } from '#domain/circuit/faults/fault.ts';
import { placesOf, type TranslatedTexts, translationFaults } from '#domain/circuit/words/translation.ts';
import { type Bundle, textOf } from '../../read/bundle.ts';

const ENGLISH = 'texts.en.json';

/**
 * Says which English texts are the French ones, which count for none, and which were made from a French that has changed since,
 * which somebody reads again.
 */
export function checkTranslations(bundle: Bundle): CircuitFault[] {
  const texts = { fr: textsIn(bundle, 'texts.fr.json'), en: textsIn(bundle, ENGLISH) };
  const english = placesOf(texts.en);
  return [...translationFaults(texts)].map(([place, is]): CircuitFault => {
    const params = { text: shortened(english.get(place) ?? ''), key: place };
    const at = { file: ENGLISH, elementId: elementOf(place), path: place };
    return is === 'copied'
      ? { ...at, code: 'words-copied', params, severity: 'error' }
      : { ...at, code: 'words-stale', params, severity: 'warning' };
  });
}

/** Texts that cannot be read are said elsewhere. */
function textsIn(bundle: Bundle, path: string): TranslatedTexts {
  try {
    const read: unknown = JSON.parse(textOf(bundle, path) ?? '{}');
    return typeof read === 'object' && read !== null ? (read as TranslatedTexts) : {};
  } catch {
    return {};
  }
}

/** « elements.visa » is of the element « visa », « form.quota.label » of the component « quota ». */
const elementOf = (place: string): string => place.split('.')[1] ?? place;

const MAX_SHOWN = 60;
const shortened = (text: string): string => (text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`);
