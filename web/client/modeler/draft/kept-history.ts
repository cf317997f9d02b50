import type { History, Step } from './draft-store.ts';

/** In characters: a browser keeps some five million for a tab. */
const MAX_LENGTH = 2_000_000;

// The person is in the key: on a shared machine nobody undoes what somebody else did.
const keyOf = (personId: string, draftId: string): string => `harmonie.undo.${personId}.${draftId}`;

/** Keeps what could be undone for this tab, so that « Annuler » goes on after the page was read again; the oldest steps go first. */
export function keepHistory(personId: string, draftId: string, { steps, now }: History): void {
  const kept: Step[] = [];
  let left = MAX_LENGTH - lengthOf(Object.values(now));
  for (const step of steps.toReversed()) {
    left -= lengthOf([step.before]);
    if (left < 0) break;
    kept.unshift(step);
  }
  try {
    if (kept.length === 0) sessionStorage.removeItem(keyOf(personId, draftId));
    else sessionStorage.setItem(keyOf(personId, draftId), JSON.stringify({ steps: kept, now }));
  } catch {
    // Storage is full or forbidden: one cannot go back past this page, and nothing else is lost.
  }
}

const lengthOf = (texts: readonly (string | null)[]): number =>
  texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);

export function readHistory(personId: string, draftId: string): History | null {
  try {
    const text = sessionStorage.getItem(keyOf(personId, draftId));
    return text === null ? null : (JSON.parse(text) as History);
  } catch {
    return null;
  }
}
