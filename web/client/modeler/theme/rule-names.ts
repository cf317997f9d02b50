import type { Variable } from '@bpmn-io/feel-editor';
import { RULE_NAMES, RULE_SUBJECTS } from '#domain/situation/rules.ts';
import type { LanguageCode } from '../../language/language.ts';
import type { OfferedName } from '../feel/offered-names.ts';
import type { FieldRow, ThemeFile } from '../formats/theme-file.ts';

const DAYS = ['from', 'until'];

/** The names that the rules of a theme may use, as its editors of FEEL take them. */
export function variablesOf(fields: readonly FieldRow[], language: LanguageCode): Variable[] {
  const entries = [
    ...fields.flatMap(({ key, label }) => (key === '' ? [] : [{ name: key, info: label[language] }])),
    ...DAYS.map((name) => ({ name })),
  ];
  const isSubject = (name: string) => RULE_SUBJECTS.some((one) => one === name);
  return RULE_NAMES.map((name) => (isSubject(name) ? { name, entries } : { name }));
}

/** The choices of its fields, as values to compare them with. */
export function namesOfTheme({ fields }: ThemeFile, language: LanguageCode): OfferedName[] {
  return fields.flatMap(({ key, label, choices = [] }) =>
    RULE_SUBJECTS.map((subject) => ({
      name: `${subject}.${key}`,
      label: label[language],
      values: choices.map((choice) => ({
        written: JSON.stringify(choice.value),
        label: choice.label?.[language] ?? null,
      })),
    })),
  );
}
