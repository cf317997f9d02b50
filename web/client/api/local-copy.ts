/**
 * What is typed in a form is also kept in this browser until the server has it: a session that ends, a network that
 * goes or a closed window lose nothing. The key holds the person, so that a shared machine never mixes two people.
 */
export interface LocalCopy {
  data: Record<string, unknown>;
  /** The revision of the server's copy it was typed on. */
  revision: number;
  at: string;
  /** What it was before it was typed over, where several may change it. */
  base?: Record<string, unknown>;
}

const BEGINNING = 'harmonie.draft.';
const key = (personId: string, draftId: string): string => `${BEGINNING}${personId}.${draftId}`;

/** Storage can be full or forbidden: the copy is a second net, its loss never stops anyone. */
export function keepLocalCopy(personId: string, draftId: string, copy: LocalCopy): void {
  try {
    localStorage.setItem(key(personId, draftId), JSON.stringify(copy));
  } catch {
    // The server's own copy remains.
  }
}

export function readLocalCopy(personId: string, draftId: string): LocalCopy | null {
  try {
    const text = localStorage.getItem(key(personId, draftId));
    return text ? (JSON.parse(text) as LocalCopy) : null;
  } catch {
    return null;
  }
}

export function forgetLocalCopy(personId: string, draftId: string): void {
  try {
    localStorage.removeItem(key(personId, draftId));
  } catch {
    // Nothing was kept, then.
  }
}

/** Where this browser keeps what somebody types to decide on a task, which nothing else keeps. */
export const taskPlace = (taskKey: string): string => `task.${taskKey}`;

/** The names of all copies in this browser, whoever typed them. */
export function allCopies(): string[] {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(BEGINNING));
  } catch {
    return [];
  }
}
