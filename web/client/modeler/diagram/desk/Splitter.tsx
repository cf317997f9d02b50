import type { KeyboardEvent, PointerEvent } from 'react';
import { useLanguage } from '#web/client/language/use-language.ts';
import { MAX_WIDTH, MIN_WIDTH } from './layout.ts';
import type { DeskState } from './use-desk.ts';

const STEP = 24;

/** What one drags, or moves by arrows, to give the panel more of the desk or less. */
export function Splitter({ desk, controls }: { desk: DeskState; controls: string }) {
  const { t } = useLanguage();
  const { width, setWidth } = desk;
  const byKey = (event: KeyboardEvent) => {
    const to = { ArrowLeft: width + STEP, ArrowRight: width - STEP, Home: MAX_WIDTH, End: MIN_WIDTH }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    setWidth(to);
  };
  const byPointer = (event: PointerEvent<HTMLElement>) => {
    const place = event.currentTarget.parentElement;
    if (!place || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    setWidth(place.getBoundingClientRect().right - event.clientX);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule divides, and cannot be moved
    <div
      className="h-modeler__splitter"
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t('atelier.diagram.panelWidth')}
      aria-controls={controls}
      aria-valuemin={MIN_WIDTH}
      aria-valuemax={MAX_WIDTH}
      aria-valuenow={width}
      onKeyDown={byKey}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={byPointer}
    />
  );
}
