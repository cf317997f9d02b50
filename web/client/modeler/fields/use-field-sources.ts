import { useMemo } from 'react';
import { textIn } from '#domain/circuit/blocks/block.ts';
import { DECLARATION } from '#domain/circuit/blocks/part.ts';
import { RECIPIENTS } from '#domain/circuit/words/recipient.ts';
import { OFFERABLE_OUTCOMES } from '#domain/decision/decision.ts';
import { STEP_HOLDERS } from '#domain/permissions/role.ts';
import type { KnownName } from '#web/contract/circuits/atelier.ts';
import { useApi } from '../../api/query.ts';
import { allComponents, labelOf } from '../../forms/schema.ts';
import { useLanguage } from '../../language/use-language.ts';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { readTextsFile, subjectInWords, textsPath } from '../formats/circuit-texts.ts';
import { readFormFile } from '../formats/form-schema.ts';
import { readInputs } from '../formats/read-inputs.ts';
import { tablesIn } from '../formats/table-answers.ts';
import { useEditorWords } from '../use-editor-words.ts';
import type { FieldSources, FormChoice } from './choices.ts';

/** What fields are chosen from: the files of the draft as they are edited, what the portal knows of it, and the themes. */
export function useFieldSources(names: readonly KnownName[] | undefined): FieldSources {
  const { draft, files } = useDraftFiles();
  return useFieldSourcesOf({ isBlock: draft.of === 'block', files }, names);
}

/** The same of any circuit, or block, that is read. */
export function useFieldSourcesOf(
  { isBlock, files }: { isBlock: boolean; files: readonly { readonly path: string; readonly text: string | null }[] },
  names: readonly KnownName[] | undefined,
): FieldSources {
  const { t, language, read } = useLanguage();
  const words = useEditorWords();
  const themes = useApi('GET /api/atelier/parts', { query: { of: 'theme' } });
  const textOf = (path: string) => files.find((file) => file.path === path)?.text ?? null;
  const texts = textOf(textsPath(language));
  // A message that was just made has no English yet.
  const french = textOf(textsPath('fr'));
  const ofKind = useMemo(() => {
    if (isBlock) return { forms: null, messages: null, tables: null };
    const said = readTextsFile(texts);
    const forms = files.flatMap(({ path, text }) =>
      path.endsWith('.form') ? (formIn(path, text, said?.form) ?? []) : [],
    );
    const mails = { ...readTextsFile(french)?.mails, ...said?.mails };
    const messages = Object.entries(mails).map(([key, { subject }]) => ({
      value: key,
      label: subjectInWords(subject) || key,
    }));
    const tables = tablesIn(files).map(({ id, name, answers }) => ({
      value: id,
      label: name,
      answers: [...new Set(answers.flatMap((answer) => textIn(`=${answer}`) ?? []))],
    }));
    return { forms, messages: toldApart(messages), tables };
  }, [isBlock, files, texts, french]);
  const declaration = textOf(DECLARATION);
  const inputs = useMemo(() => (isBlock ? readInputs(declaration) : []), [isBlock, declaration]);
  return {
    ...ofKind,
    inputs,
    themes: themes.data?.items.map(({ name, title }) => ({ value: name, label: read(title) })) ?? null,
    names: names ?? null,
    roles: STEP_HOLDERS.map((role) => ({ value: role, label: t(`roles.${role}`) })),
    recipients: RECIPIENTS.map((one) => ({ value: one, label: words(`fields.recipients.${one}`) })),
    outcomes: OFFERABLE_OUTCOMES.map((outcome) => ({ value: outcome, label: t(`outcomes.${outcome}`) })),
    requestForm: words('fields.requestForm'),
    sayName: ({ name, label }) => (label ? read(label) : name),
  };
}

/** A form has no title: it is told by its file, and by what it asks first. */
function formIn(path: string, text: string | null, said: Readonly<Record<string, string>> = {}): FormChoice | null {
  const form = readFormFile(text ?? '');
  if (form === null) return null;
  const fields = allComponents(form.components).flatMap((component) => {
    const { key, type, subtype } = component;
    if (key === undefined || type === 'filepicker') return [];
    const isDay = type === 'datetime' && subtype !== 'time';
    return [{ value: key, label: said[`${key}.label`] ?? labelOf(component), isDay }];
  });
  const name = path.replace(/\.form$/, '');
  return { value: form.id, label: fields[0] ? `${name} (${fields[0].label}…)` : name, fields };
}

/** Two that are called the same are told apart by what the diagram calls them. */
function toldApart<Named extends { readonly value: string; readonly label: string }>(
  choices: readonly Named[],
): Named[] {
  const counted = Map.groupBy(choices, ({ label }) => label);
  return choices.map((one) =>
    (counted.get(one.label)?.length ?? 0) > 1 ? { ...one, label: `${one.label} (${one.value})` } : one,
  );
}
