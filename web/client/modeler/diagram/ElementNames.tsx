import { TextInput } from '@carbon/react';
import { useLanguage } from '../../language/use-language.ts';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { readTextsFile, textsEdited, textsPath } from '../texts/circuit-texts.ts';
import type { DrawnElement } from './services.ts';

/** How people read the chosen step, in each language: the words of the circuit's texts. */
export function ElementNames({ element }: { element: DrawnElement }) {
  const { t } = useLanguage();
  const { textOf, change } = useDraftFiles();
  const { id } = element;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a legend cannot be laid out in a grid
    <div role="group" className="h-modeler__names" aria-labelledby="names-title">
      <p id="names-title">{t('atelier.diagram.names')}</p>
      {(['fr', 'en'] as const).map((language) => {
        const texts = readTextsFile(textOf(textsPath(language)));
        if (!texts) return null;
        return (
          <TextInput
            key={language}
            id={`name-${language}`}
            size="sm"
            labelText={t(`atelier.diagram.nameIn.${language}`)}
            value={texts.elements?.[id] ?? ''}
            maxLength={300}
            onChange={(event) => {
              const named = { ...texts, elements: { ...texts.elements, [id]: event.target.value } };
              for (const { path, text } of textsEdited(textOf, { [language]: named })) change(path, text);
            }}
          />
        );
      })}
    </div>
  );
}
