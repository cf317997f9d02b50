import { type RefObject, useEffect } from 'react';
import { useLanguage } from '../../language/use-language.ts';
import { translateDom } from '../translate-dom.ts';
import { saySimulation } from './words/simulation.ts';

/** The simulation of tokens speaks English only: while it plays, its screen is said in French. */
export function useSimulationWords(canvas: RefObject<HTMLDivElement | null>, isSimulating: boolean): void {
  const { language } = useLanguage();
  useEffect(() => {
    if (!isSimulating || language !== 'fr' || !canvas.current) return;
    return translateDom(canvas.current, saySimulation, 'svg');
  }, [canvas, isSimulating, language]);
}
