import { TextInput } from '@carbon/react';
import { inputRead } from '#domain/circuit/blocks/block.ts';
import { extensionsOf } from '#domain/circuit/flows.ts';
import { CHECK_WORDS, type CheckWord, checkWordKey } from '#domain/decision/check-words.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { BusinessObject, DrawnElement } from '../../bpmn/services.ts';
import { useDraftFiles } from '../../draft/use-draft-files.ts';
import { readTextsFile, textsEdited, textsPath } from '../../formats/circuit-texts.ts';
import { textAt, textsWith } from '../../texts/entries.ts';

type Moddle = Parameters<typeof extensionsOf>[0];

/** Whether a step is a check, which asks a question of its own. */
export const isCheck = ({ businessObject }: DrawnElement): boolean =>
  extensionsOf(businessObject as BusinessObject & Moddle, 'zeebe:TaskHeaders')
    .flatMap(({ values }) => (values ?? []) as readonly Moddle[])
    .some(({ key, value }) => key === 'decision' && value === 'check');

/** The form that a step shows, by its id; empty while none is chosen. */
const formOf = ({ businessObject }: DrawnElement): string =>
  String(extensionsOf(businessObject as BusinessObject & Moddle, 'zeebe:FormDefinition')[0]?.formId ?? '').trim();

/** What a check asks, and how its two answers are said, in each language: with the form that it shows. */
export function CheckWords({ element }: { element: DrawnElement }) {
  const { t } = useLanguage();
  const form = formOf(element);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend cannot be laid out in a grid
    <div role="group" className="h-modeler__names" aria-labelledby="check-title">
      <p id="check-title">{t('atelier.diagram.check.title')}</p>
      {form === '' || inputRead(form) !== null ? (
        <p className="h-muted">{t(`atelier.diagram.check.${form === '' ? 'noForm' : 'formOfCall'}`)}</p>
      ) : (
        <>
          <Asked form={form} word="question" />
          <p className="h-muted">{t('atelier.diagram.check.usual')}</p>
          <details>
            <summary>{t('atelier.diagram.check.answers')}</summary>
            {CHECK_WORDS.filter((word) => word !== 'question').map((word) => (
              <Asked key={word} form={form} word={word} />
            ))}
          </details>
        </>
      )}
    </div>
  );
}

function Asked({ form, word }: { form: string; word: CheckWord }) {
  const { t } = useLanguage();
  const { textOf, change } = useDraftFiles();
  const at = ['form', checkWordKey(form, word)];
  return (['fr', 'en'] as const).map((language) => {
    const texts = readTextsFile(textOf(textsPath(language)));
    if (!texts) return null;
    return (
      <TextInput
        key={language}
        id={`check-${word}-${language}`}
        size="sm"
        lang={language}
        labelText={t(`atelier.diagram.check.${word}.${language}`)}
        value={textAt(texts, at)}
        maxLength={300}
        onChange={({ target: { value } }) => {
          const said = textsWith(texts, { at, isList: false }, value);
          for (const { path, text } of textsEdited(textOf, { [language]: said })) change(path, text);
        }}
      />
    );
  });
}
