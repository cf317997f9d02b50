import { createContext, useContext, useEffect, useSyncExternalStore } from 'react';
import type { CircuitDraftView } from '#web/contract/circuits/atelier.ts';
import type { DraftFile, DraftState, DraftStore, SaveState } from './draft-store.ts';

export type { DraftFile, SaveState } from './draft-store.ts';

/** What the pages of a draft stand in: the draft as it was opened, and its files as they are edited. */
export const DraftFilesContext = createContext<{ draft: CircuitDraftView; store: DraftStore } | null>(null);

export interface DraftFiles {
  /** The draft as it was opened: its id, kind, title, base version, shared files. */
  readonly draft: CircuitDraftView;
  /** The files as they stand on screen. */
  readonly files: readonly DraftFile[];
  /** The server's revision of what is saved, when this was drawn. */
  readonly revision: number;
  /** The same at this very moment: after a save that was awaited. */
  readonly latestRevision: () => number;
  readonly saveState: SaveState;
  /** Whether everything on screen is on the server too. */
  readonly isSaved: boolean;
  /** The text of a file, or null when there is none. */
  readonly textOf: (path: string) => string | null;
  /** An editor changed a file (null: removed it). Saved by itself after a pause. */
  readonly change: (path: string, text: string | null) => void;
  /** A file came from elsewhere, whole: its editor reads it again. */
  readonly take: (path: string, text: string) => void;
  /** Saves now; true when the server has all. To be awaited before a check, a preview, a publication. */
  readonly save: () => Promise<boolean>;
  readonly undo: () => void;
  readonly undoPath: string | null;
}

/**
 * The files of the draft on screen, for its tabs.
 *
 * An editor reads its file's text when it opens and whenever the file's `generation` grows (make it part of the `key`),
 * and calls `change` with the whole new text each time something was edited.
 */
export function useDraftFiles(): DraftFiles {
  const { draft, store } = useDraftContext();
  const state: DraftState = useSyncExternalStore(store.subscribe, store.getState);
  return {
    draft,
    files: state.files,
    revision: state.revision,
    latestRevision: () => store.getState().revision,
    saveState: state.saveState,
    isSaved: Object.keys(state.pending).length === 0,
    textOf: (path) => state.files.find((file) => file.path === path)?.text ?? null,
    change: store.change,
    take: store.take,
    save: store.save,
    undo: store.undo,
    undoPath: state.undoPath,
  };
}

/**
 * For an editor that keeps changes a moment for itself (a pause in typing, an asynchronous export): `flush` reports them
 * at once, and is awaited before any save that a person asks for.
 */
export function useFlush(flush: () => Promise<void> | void): void {
  const { store } = useDraftContext();
  useEffect(() => store.onFlush(flush), [store, flush]);
}

function useDraftContext() {
  const context = useContext(DraftFilesContext);
  if (!context) throw new Error('Outside of a draft');
  return context;
}
