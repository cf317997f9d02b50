import type { Bilingual } from '../../bilingual.ts';
import { typeOfResult } from '../../campaign/answers.ts';
import { outlineOf } from '../../circuit/outline.ts';
import type { ActDatum } from '../../circuit/words/datum.ts';
import { THEME_FOLDER, type Theme } from '../../situation/themes/theme.ts';
import { type AskedField, vocabularyOf } from './vocabulary.ts';

/** The text files of a circuit, from a draft or a version. */
export interface CircuitTextFiles {
  readonly kind: string;
  readonly paths: readonly string[];
  readonly textOf: (path: string) => string | null | undefined;
}

/**
 * Lists all that an act of a circuit can name, read from its files: the form that files the
 * request, its themes, the steps where people decide. A file that cannot be read adds nothing; its
 * own checks say why.
 */
export function vocabularyOfCircuit({ kind, paths, textOf }: CircuitTextFiles): ActDatum[] {
  const outline = outlineOf(kind, textOf);
  const forms = paths
    .filter((path) => path.endsWith('.form') && !path.includes('/'))
    .map((path) => keysIn(textOf(path)));
  const start = forms.filter(({ id }) => id === outline.startForm);
  const words = { fr: keysIn(textOf('texts.fr.json')), en: keysIn(textOf('texts.en.json')) };
  const said = (language: 'fr' | 'en', part: string, key: string, otherwise: string): string =>
    textAt(keysOf(words[language][part]), key) || otherwise;
  return vocabularyOf({
    fields: (start.length > 0 ? start : forms).flatMap(({ components }) => fieldsIn(components, said)),
    themes: paths.filter((path) => path.startsWith(THEME_FOLDER)).flatMap((path) => themeIn(keysIn(textOf(path)))),
    steps: outline.steps.flatMap(({ elementId, name, decision }) => {
      // What was lacking for the act to be drawn is no ground of it, and each draft of one has a step to complete it.
      if (decision === 'correction') return [];
      const fr = said('fr', 'elements', elementId, name);
      return [{ elementId, name: { fr, en: said('en', 'elements', elementId, fr) } }];
    }),
    interview: outline.refusalInterview,
  });
}

type Keys = Readonly<Record<string, unknown>>;
type Said = (language: 'fr' | 'en', part: string, key: string, otherwise: string) => string;

const keysOf = (value: unknown): Keys =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Keys) : {};
const listOf = (value: unknown): readonly Keys[] => (Array.isArray(value) ? value.map(keysOf) : []);
const textAt = (keys: Keys, key: string): string => {
  const value = Object.hasOwn(keys, key) ? keys[key] : '';
  return typeof value === 'string' ? value : '';
};

function keysIn(text: string | null | undefined): Keys {
  try {
    return keysOf(JSON.parse(text ?? ''));
  } catch {
    return {};
  }
}

/** A theme, as far as its fields can be named: that it is sound is asked elsewhere. */
function themeIn(keys: Keys): Theme[] {
  const words = (value: unknown): Bilingual => {
    const said = keysOf(value);
    return { fr: textAt(said, 'fr'), en: textAt(said, 'en') };
  };
  const name = textAt(keys, 'name');
  const inTime = keysOf(keys.inTime);
  if (name === '' || typeof inTime.is !== 'string') return [];
  const fields = listOf(keys.fields).map((field) => ({
    key: textAt(field, 'key'),
    type: textAt(field, 'type'),
    label: words(field.label),
    choices: listOf(field.choices).map(({ value, label }) => ({
      value,
      ...(label !== undefined && { label: words(label) }),
    })),
  }));
  return [{ name, title: words(keys.title), inTime, fields } as unknown as Theme];
}

/** Groups within groups, further than any person would fold them. */
const MAX_DEPTH = 20;

/** The fields that hold a single value in clear, with whether every request has one. */
function fieldsIn(components: unknown, said: Said, hidden = false, depth = 0): AskedField[] {
  if (depth > MAX_DEPTH) return [];
  return listOf(components).flatMap((component): AskedField[] => {
    const conditional = hidden || Object.keys(keysOf(component.conditional)).length > 0;
    const within = fieldsIn(component.components, said, conditional, depth + 1);
    const key = textAt(component, 'key');
    if (key === '' || keysOf(component.properties).sensitive === 'true') return within;
    const fr = said('fr', 'form', `${key}.label`, textAt(component, 'label') || textAt(component, 'dateLabel') || key);
    const label: Bilingual = { fr, en: said('en', 'form', `${key}.label`, fr) };
    const choices = listOf(component.values).map(({ value, label: own }) => ({
      value: String(value),
      label: said('fr', 'form', `${key}.options.${String(value)}`, typeof own === 'string' ? own : String(value)),
    }));
    const type = textAt(component, 'type');
    // A box that is not ticked is an answer.
    const sure = !conditional && (keysOf(component.validate).required === true || type === 'checkbox');
    // Who is placed by a campaign has a post, and those alone have an act.
    const result = typeOfResult(textAt(keysOf(component.properties), 'from'));
    const read =
      result === undefined ? { type, subtype: textAt(component, 'subtype'), sure } : { ...result, sure: true };
    return [{ key, label, choices, ...read }, ...within];
  });
}
