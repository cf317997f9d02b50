import { createContext, type RefObject } from 'react';

/** The line of an act in the open fold. */
export const lineOf = (taskKey: string): HTMLElement | null => document.getElementById(`act-${taskKey}`);

/** What keys of the list do in the pane of the chosen act, by the letter in lower case. */
export type PaneKeys = Readonly<Partial<Record<string, () => void>>>;

/**
 * Where the pane of the chosen act says what it does at each key. Keys are heard while a line of the list has the focus, and
 * nowhere else (WCAG 2.1.4).
 */
export const DeskKeys = createContext<RefObject<PaneKeys>>({ current: {} });
