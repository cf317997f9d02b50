import { useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import type { PanelIslands } from './panel-islands.ts';

/** Draws the entries of the panel that are React's, within what the page knows: the draft, its words. */
export function IslandsDrawn({ islands }: { islands: PanelIslands }) {
  const all = useSyncExternalStore(islands.subscribe, islands.all);
  return all.map(({ key, place, content }) => createPortal(content, place, key));
}
