import { TextInput } from '@carbon/react';
import { useCallback, useEffect, useRef } from 'react';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { BpmnModeler, DrawnElement } from '../../bpmn/services.ts';
import { useDraftFiles } from '../../draft/use-draft-files.ts';
import { readTextsFile, textsEdited, textsPath } from '../../formats/circuit-texts.ts';

/** How people read the chosen step, in each language: the words of the circuit's texts. The drawing bears the French ones. */
export function ElementNames(props: {
  modeler: BpmnModeler;
  element: DrawnElement;
  /** It was renamed in the drawing. */
  onRenamed: () => void;
}) {
  const { t } = useLanguage();
  const { textOf, change } = useDraftFiles();
  const { id } = props.element;
  const rename = useRename(props);
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
            lang={language}
            labelText={t(`atelier.diagram.nameIn.${language}`)}
            value={texts.elements?.[id] ?? ''}
            maxLength={300}
            onChange={({ target: { value } }) => {
              const named = { ...texts, elements: { ...texts.elements, [id]: value } };
              for (const { path, text } of textsEdited(textOf, { [language]: named })) change(path, text);
              if (language === 'fr') rename(value);
            }}
          />
        );
      })}
    </div>
  );
}

const TYPING_PAUSE = 300;

/** Renames an element of the drawing once one has paused: a name typed is one step to undo, not one a letter. */
function useRename({ modeler, element, onRenamed }: Parameters<typeof ElementNames>[0]): (name: string) => void {
  const waiting = useRef<{ readonly name: string; readonly timer: number } | null>(null);
  const draw = useCallback(() => {
    if (waiting.current === null) return;
    const { name, timer } = waiting.current;
    window.clearTimeout(timer);
    waiting.current = null;
    // Removed meanwhile: nothing bears the name any more.
    if (modeler.get('elementRegistry').get(element.id) !== element) return;
    modeler.get('modeling').updateProperties(element, { name: name.trim() === '' ? undefined : name });
    // At once: an « undo » that follows finds the drawing named as the texts are, and takes them back with it.
    onRenamed();
  }, [modeler, element, onRenamed]);
  // Another element is chosen, or the page is left, before the pause.
  useEffect(() => draw, [draw]);
  return (name) => {
    window.clearTimeout(waiting.current?.timer);
    waiting.current = { name, timer: window.setTimeout(draw, TYPING_PAUSE) };
  };
}
