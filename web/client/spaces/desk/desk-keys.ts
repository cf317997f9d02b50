import { createContext, type RefObject } from 'react';

/** The line of an act in the open fold. */
export const lineOf = (taskKey: string): HTMLElement | null => document.getElementById(`act-${taskKey}`);

/** Where the chosen act stands below the list (_desk.scss), brings it on screen. */
export function bringPane(): void {
  if (matchMedia('(max-width: 66rem)').matches) document.querySelector('.h-desk__act')?.scrollIntoView();
}

/** What keys of the list do in the pane of the chosen act, by the letter in lower case. */
export interface PaneKeys {
  /** The act that the pane shows; null: none yet. */
  readonly taskKey: string | null;
  readonly does: Readonly<Partial<Record<string, () => void>>>;
}

export const NO_PANE: PaneKeys = { taskKey: null, does: {} };

/** What a key does to the act of a line: nothing while the pane shows another one, as it may for whoever types fast. */
export const pressedOn = ({ taskKey, does }: PaneKeys, line: string | undefined, key: string) =>
  taskKey === line ? does[key.toLowerCase()] : undefined;

/**
 * Where the pane of the chosen act says what it does at each key. Keys are heard while a line of the list has the focus, and
 * nowhere else (WCAG 2.1.4).
 */
export const DeskKeys = createContext<RefObject<PaneKeys>>({ current: NO_PANE });
