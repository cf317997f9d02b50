import type { Variable } from '@bpmn-io/feel-editor';
import type { LanguageCode } from '../../language/language.ts';
import type { OfferedName } from '../feel/offered-names.ts';
import type { FieldRow, ThemeFile } from './theme-file.ts';

/** What the rules of a theme may name beside its fields (application/situation/judge-rules.ts). */
const BESIDE = ['answers', 'byAgent', 'filedOn', 'grade', 'grids', 'inPostSince', 'past'];
/** What is asked, what stood, and the item that changes: each has the fields of the theme, and its days. */
const HOLDERS = ['asked', 'former', 'item'];
const DAYS = ['from', 'until'];

/** The names that the rules of a theme may use, as its editors of FEEL take them. */
export function variablesOf(fields: readonly FieldRow[], language: LanguageCode): Variable[] {
  const entries = [
    ...fields.flatMap(({ key, label }) => (key === '' ? [] : [{ name: key, info: label[language] }])),
    ...DAYS.map((name) => ({ name })),
  ];
  return [...HOLDERS.map((name) => ({ name, entries })), ...BESIDE.map((name) => ({ name }))];
}

/** The choices of its fields, as values to compare them with. */
export function namesOfTheme({ fields }: ThemeFile, language: LanguageCode): OfferedName[] {
  return fields.flatMap(({ key, label, choices = [] }) =>
    HOLDERS.map((holder) => ({
      name: `${holder}.${key}`,
      label: label[language],
      values: choices.map((choice) => ({
        written: JSON.stringify(choice.value),
        label: choice.label?.[language] ?? null,
      })),
    })),
  );
}
