import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { DELEGATION, HOME_ADDRESSES, PEOPLE, STATUSES, STRUCTURES } from '#prisma/seed/ministry.ts';
import { administration as administrationInEnglish } from '#web/client/language/en/administration/administration.ts';
import { incidents as incidentsInEnglish } from '#web/client/language/en/administration/incidents.ts';
import { instances as instancesInEnglish } from '#web/client/language/en/administration/instances.ts';
import { operations as operationsInEnglish } from '#web/client/language/en/administration/operations.ts';
import { atelier as atelierInEnglish } from '#web/client/language/en/atelier/atelier.ts';
import { en } from '#web/client/language/en/index.ts';
import { pages as pagesInEnglish } from '#web/client/language/en/pages.ts';
import { administration as administrationInFrench } from '#web/client/language/fr/administration/administration.ts';
import { incidents as incidentsInFrench } from '#web/client/language/fr/administration/incidents.ts';
import { instances as instancesInFrench } from '#web/client/language/fr/administration/instances.ts';
import { operations as operationsInFrench } from '#web/client/language/fr/administration/operations.ts';
import { atelier as atelierInFrench } from '#web/client/language/fr/atelier/atelier.ts';
import { fr } from '#web/client/language/fr/index.ts';
import { pages as pagesInFrench } from '#web/client/language/fr/pages.ts';
import { SHIPPED_KINDS } from '../shipped-circuits.ts';

export type Language = 'fr' | 'en';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** What every kind that is shipped says. */
const circuitTexts = (language: Language): unknown[] =>
  SHIPPED_KINDS.map((name) =>
    JSON.parse(readFileSync(path.join(ROOT, 'processes', name, `texts.${language}.json`), 'utf8')),
  );
const FORM: unknown = JSON.parse(
  readFileSync(path.join(ROOT, 'processes/temps-partiel-sur-autorisation/demande.form'), 'utf8'),
);

/** Typical words, also those of the libraries that draw the screens: a text nobody translated is made of these. */
const TYPICAL: Record<Language, string> = {
  fr: `le la les du des et est sont vous votre vos pour avec dans sur sous par ne pas plus cette ce ces une aucun aucune
    janvier février mars avril mai juin juillet août septembre octobre novembre décembre
    fermer ouvrir suivant précédent rechercher choisir chargement obligatoire facultatif`,
  en: `the of and to is are you your for with in by not this these no an from it its at be or
    january february march april may june july august september october november december
    close open next previous search choose select loading required optional clear page items browse total menu`,
};

/** Written the same in both languages, or said in either as it is. */
const SHARED = new Set(['page', 'total', 'menu', 'or', 'at', 'mai', 'mars', 'par', 'pas', 'plus']);

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/’/g, "'")
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length > 1);

/** All the text that a tree of texts holds, without what is filled in: « {{count}} ». */
function textsIn(tree: unknown): string[] {
  if (typeof tree === 'string') return [tree.replace(/\{\{?.*?\}\}?/g, ' ')];
  return tree && typeof tree === 'object' ? Object.values(tree).flatMap(textsIn) : [];
}

/** What themes and blocks say of themselves: each text in both languages, side by side. */
const partTexts = (language: Language): string[] =>
  ['_situation', '_blocks'].flatMap((folder) => {
    const parts = path.join(ROOT, 'processes', folder);
    return readdirSync(parts, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json') && !name.includes('texts.'))
      .flatMap((name) => {
        const texts: string[] = [];
        JSON.parse(readFileSync(path.join(parts, name), 'utf8'), (_, value) => {
          if (typeof value?.[language] === 'string') texts.push(...textsIn(value[language]));
          return value;
        });
        return texts;
      });
  });

/** The analyst's form is written in French; its keys and codes are no words. */
const formTexts = (): string[] =>
  JSON.stringify(FORM)
    .match(/"(?:label|dateLabel|description|text|validateMessage)":"([^"]+)"/g)
    ?.map((match) => match.split('":"')[1] ?? '') ?? [];

const own: Record<Language, Set<string>> = {
  fr: new Set(
    [
      ...textsIn(fr),
      ...textsIn(pagesInFrench),
      ...textsIn(atelierInFrench),
      ...textsIn(administrationInFrench),
      ...textsIn(operationsInFrench),
      ...textsIn(incidentsInFrench),
      ...textsIn(instancesInFrench),
      ...textsIn(circuitTexts('fr')),
      ...partTexts('fr'),
      ...formTexts(),
      TYPICAL.fr,
    ].flatMap(wordsOf),
  ),
  en: new Set(
    [
      ...textsIn(en),
      ...textsIn(pagesInEnglish),
      ...textsIn(atelierInEnglish),
      ...textsIn(administrationInEnglish),
      ...textsIn(operationsInEnglish),
      ...textsIn(incidentsInEnglish),
      ...textsIn(instancesInEnglish),
      ...textsIn(circuitTexts('en')),
      ...partTexts('en'),
      TYPICAL.en,
    ].flatMap(wordsOf),
  ),
};

/** Names of people and places, grades, corps and qualities: said in French in both languages, as on the acts. */
const NAMES = [
  // A mark that form-js's licence keeps in sight.
  'Powered by bpmn.io',
  DELEGATION.reference,
  ...Object.values(STATUSES).map(({ corps }) => corps),
  ...Object.values(HOME_ADDRESSES).flatMap(({ voie, ville }) => [voie, ville]),
  ...STRUCTURES.flatMap(({ name, city }) => [name, city]),
  ...PEOPLE.flatMap(({ firstName, lastName, quality, grade, email }) => [
    email ?? '',
    quality,
    grade,
    `${firstName} ${lastName}`,
    firstName,
    lastName,
  ]),
].sort((a, b) => b.length - a.length);

/** The words of the other language that a page shows, outside names and what says itself to be in that language. */
export async function strayWords(page: Page, language: Language): Promise<string[]> {
  const other = language === 'fr' ? 'en' : 'fr';
  let text = await visibleText(page, other);
  for (const name of NAMES) if (name) text = text.replaceAll(name, ' ');
  const strays = wordsOf(text).filter((word) => own[other].has(word) && !own[language].has(word) && !SHARED.has(word));
  return [...new Set(strays)];
}

/** What eyes read and what a screen reader says: text, names given to parts of the page, hints, title. */
const visibleText = (page: Page, except: Language): Promise<string> =>
  page.evaluate((except) => {
    const said: string[] = [document.title];
    const isShown = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true }) && element.closest(`[lang="${except}"]`) === null;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent && !parent.closest('script, style, code, pre') && isShown(parent)) said.push(node.textContent ?? '');
    }
    for (const element of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]')) {
      if (!isShown(element)) continue;
      // What is hidden from readers and one pixel wide is for nobody (Carbon's tabs hold such a button).
      const isForNobody = element.closest('[aria-hidden="true"]') && element.closest('.cds--visually-hidden, svg');
      if (isForNobody) continue;
      for (const name of ['aria-label', 'placeholder', 'title', 'alt']) said.push(element.getAttribute(name) ?? '');
    }
    return said.join('\n');
  }, except);
