import { type RefObject, useEffect } from 'react';
import { useLanguage } from '../../language/use-language.ts';
import { translateDom } from '../translate-dom.ts';
import { sayLeft } from './words/left.ts';

/** What an analyst wrote: names in the drawing, values of the panel. */
const OWN = 'svg, input, textarea, [contenteditable], .cm-editor, .bio-properties-panel-header-label';

/** Parts of the modeler cannot be told other words (the simulation, some of the menus): they are said in French as drawn. */
export function useLeftWords(place: RefObject<HTMLElement | null>): void {
  const { language } = useLanguage();
  useEffect(() => {
    if (language !== 'fr' || !place.current) return;
    return translateDom(place.current, sayLeft, OWN);
  }, [place, language]);
}
