import { type RefObject, useEffect } from 'react';
import { useLanguage } from '../../language/use-language.ts';
import { sayLeft, sayPlainly } from '../bpmn/words/left.ts';
import { translateDom } from '../translate-dom.ts';

/** What an analyst wrote: names in the drawing, values of the panel. */
const OWN = 'svg, input, textarea, [contenteditable], .cm-editor, .bio-properties-panel-header-label';

/** Parts of the modeler cannot be told other words (the simulation, some of the menus): they are said in French as drawn, and as the portal speaks in English. */
export function useLeftWords(place: RefObject<HTMLElement | null>): void {
  const { language } = useLanguage();
  useEffect(() => {
    if (!place.current) return;
    return translateDom(place.current, language === 'fr' ? sayLeft : sayPlainly, OWN);
  }, [place, language]);
}
