import { type RefObject, useEffect, useState } from 'react';
import { useMediaQuery } from '#web/client/ui/use-media-query.ts';
import { type DeskLayout, keepLayout, readLayout, widthWithin } from './layout.ts';

/** How the drawing and its panel share the window. */
export interface DeskState extends DeskLayout {
  readonly isFull: boolean;
  /** Whether the window has room for the drawing as a whole over the drawing. */
  readonly hasMap: boolean;
  readonly setFolded: (isFolded: boolean) => void;
  readonly setWidth: (width: number) => void;
  readonly setMapped: (isMapped: boolean) => void;
  readonly setFull: (isFull: boolean) => void;
}

/** Things that Escape closes before it leaves the full screen. */
const CLOSED_FIRST =
  '.djs-popup, .djs-direct-editing-parent, .cds--modal.is-visible, .cm-tooltip-autocomplete, .cds--overflow-menu-options--open';

/** The layout of the drawing, remembered on this device; `place` takes the whole window when asked. */
export function useDesk(place: RefObject<HTMLElement | null>): DeskState {
  const [layout, setLayout] = useState(readLayout);
  const [isFull, setFull] = useState(false);
  const hasMap = useMediaQuery('(min-width: 42rem)');
  const lay = (next: Partial<DeskLayout>) => {
    const now = { ...layout, ...next };
    setLayout(now);
    keepLayout(now);
  };

  useEffect(() => {
    const { current } = place;
    if (!isFull || !current) return;
    const leave = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector(CLOSED_FIRST)) return;
      setFull(false);
    };
    // Before the menus: what Escape closes is still there to be seen.
    document.addEventListener('keydown', leave, true);
    const restore = inertAround(current);
    return () => {
      document.removeEventListener('keydown', leave, true);
      restore();
    };
  }, [isFull, place]);

  return {
    ...layout,
    isMapped: layout.isMapped && hasMap,
    isFull,
    hasMap,
    setFolded: (isFolded) => lay({ isFolded }),
    setWidth: (width) => lay({ width: widthWithin(width) }),
    setMapped: (isMapped) => lay({ isMapped }),
    setFull,
  };
}

/** Keeps the keyboard and readers of screens within what covers the rest of the page. Gives the way back. */
function inertAround(element: HTMLElement): () => void {
  const around: Element[] = [];
  for (let inner: Element = element; inner.parentElement && inner !== document.body; inner = inner.parentElement) {
    for (const other of inner.parentElement.children)
      if (other !== inner && other instanceof HTMLElement && !other.inert) around.push(other);
  }
  for (const other of around) other.toggleAttribute('inert', true);
  return () => {
    for (const other of around) other.toggleAttribute('inert', false);
  };
}
