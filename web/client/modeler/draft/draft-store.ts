import type { CircuitDraftSaved, CircuitDraftView } from '#web/contract/circuits/atelier.ts';
import { OneAtATime } from '../../api/one-at-a-time.ts';

/** A file of a draft as it stands on screen. */
export interface DraftFile {
  readonly path: string;
  /** Null: not text (a font); kept as it is, never edited. */
  readonly text: string | null;
  /** Grows when the text was changed by something else than its editor (undo, a newer copy): the editor then reads it again. */
  readonly generation: number;
}

/** What was changed here and not yet received by the server; null removes the file. */
export type Changes = Readonly<Record<string, string | null>>;

export type SaveState =
  | { is: 'saved'; at: string }
  | { is: 'unsaved' }
  | { is: 'saving' }
  /** The server is away or said no: what was changed stays here, and is sent again. */
  | { is: 'kept-here'; error: unknown }
  /** Someone else saved meanwhile: nothing more leaves before the analyst has chosen. */
  | { is: 'conflict'; error: unknown };

export interface DraftState {
  readonly files: readonly DraftFile[];
  readonly revision: number;
  readonly saveState: SaveState;
  readonly pending: Changes;
  /** The file that `undo` would bring back to what it was. */
  readonly undoPath: string | null;
}

/** What the store asks of the rest of the world. */
export interface DraftDoor {
  save: (revision: number, changes: Changes) => Promise<CircuitDraftSaved>;
  /** Whether a refusal means that someone else saved meanwhile. */
  isConflict: (error: unknown) => boolean;
  /** Whether trying again later makes sense. */
  mayComeBack: (error: unknown) => boolean;
  /** Keeps or forgets what the server does not have yet; `base` is what each of those files was before. */
  keep: (revision: number, changes: Changes, base: Changes) => void;
  forget: () => void;
}

const TYPING_PAUSE = 900;
const RETRY_AFTER = 5_000;
/** Changes of one file closer than this are one step of `undo`. */
const SAME_GESTURE = 2_500;
const UNDO_AT_MOST = 50;

/** A change that `undo` takes back: the file, and what it was before. */
export interface Step {
  readonly path: string;
  readonly before: string | null;
}

/** What `undo` could take back, the last change last, and what each of those files is now. */
export interface History {
  readonly steps: readonly Step[];
  readonly now: Changes;
}

/**
 * The files of a draft while they are edited: saved by themselves after a pause, one save at a time, each stating the
 * revision it was made on. A stale revision is never forced.
 */
export class DraftStore {
  #state: DraftState;
  readonly #door: DraftDoor;
  readonly #listeners = new Set<() => void>();
  readonly #flushers = new Set<() => Promise<void> | void>();
  #past: Step[] = [];
  /** What the server has of each file, as far as is known here. */
  #base: Changes;
  #lastChange = { path: '', at: 0 };
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #saves = new OneAtATime();
  #stopped = false;

  constructor(draft: CircuitDraftView, door: DraftDoor) {
    this.#door = door;
    this.#base = textsOf(draft);
    this.#state = {
      files: draft.files.map(({ path, text }) => ({ path, text, generation: 0 })),
      revision: draft.revision,
      saveState: { is: 'saved', at: draft.updatedAt },
      pending: {},
      undoPath: null,
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getState = (): DraftState => this.#state;

  /** An editor that keeps changes for itself a moment says how to have them reported at once. */
  readonly onFlush = (flush: () => Promise<void> | void): (() => void) => {
    this.#flushers.add(flush);
    return () => this.#flushers.delete(flush);
  };

  /** An editor changed a file; null removes it. Saved after a pause. */
  readonly change = (path: string, text: string | null): void => {
    const before = this.#textOf(path);
    if (before === text) return;
    const now = Date.now();
    if (this.#lastChange.path !== path || now - this.#lastChange.at > SAME_GESTURE) this.#remember(path, before);
    this.#lastChange = { path, at: now };
    this.#write(path, text, false);
  };

  /** A file came from elsewhere, whole: a step of `undo` of its own, which its editor reads again. */
  readonly take = (path: string, text: string): void => {
    const before = this.#textOf(path);
    if (before === text) return;
    this.#remember(path, before);
    this.#lastChange = { path: '', at: 0 };
    this.#write(path, text, true);
  };

  /** Brings the file that was last changed back to what it was before that change. */
  readonly undo = (): void => {
    const last = this.#past.pop();
    if (!last) return;
    this.#lastChange = { path: '', at: 0 };
    this.#write(last.path, last.before, true);
  };

  /** Takes up what an earlier page of this browser could not send. */
  resume(changes: Changes): void {
    for (const [path, text] of Object.entries(changes)) this.#write(path, text, true);
  }

  /**
   * Someone else saved between the page that kept these changes and this one.
   * @param base what each of those files was before them
   */
  raise(changes: Changes, base: Changes, error: unknown): void {
    // That page, as it went, sent them itself and could not hear the answer.
    if (Object.entries(changes).every(([path, text]) => this.#textOf(path) === text)) {
      this.#door.forget();
      return;
    }
    this.#base = { ...this.#base, ...base };
    this.resume(changes);
    clearTimeout(this.#timer);
    this.#set({ saveState: { is: 'conflict', error } });
  }

  /** Takes what the editors still keep for themselves. */
  readonly flush = async (): Promise<void> => {
    for (const flush of this.#flushers) await flush();
  };

  /** Sends what is not saved; true when the server has all. */
  readonly save = async (): Promise<boolean> => {
    if (this.#flushers.size > 0) await this.flush();
    return this.#send();
  };

  /** What each file that was changed here was before: what both began from, when someone else changed it too. */
  base(): Changes {
    return Object.fromEntries(Object.keys(this.#state.pending).map((path) => [path, this.#base[path] ?? null]));
  }

  /**
   * Takes the server's copy with one's own changes put together with it; they are saved over it. Answers whether the copy brought
   * anything: what was sent from here, and its answer lost, is no one else's.
   */
  reconcile(draft: CircuitDraftView, changes: Changes): boolean {
    const { past, before } = { past: this.#past, before: this.#state.files };
    this.adopt(draft);
    this.resume(changes);
    // A step back in a file that they changed too would take theirs back.
    const isAsBefore = (path: string) =>
      (before.find((file) => file.path === path)?.text ?? null) === this.#textOf(path);
    this.#past = past.filter(({ path }) => isAsBefore(path));
    this.#set({});
    return before.length !== this.#state.files.length || !before.every(({ path }) => isAsBefore(path));
  }

  /** What could be undone, for a page that takes it up ({@link recall}). */
  history(): History {
    const paths = new Set(this.#past.map(({ path }) => path));
    return { steps: this.#past, now: Object.fromEntries([...paths].map((path) => [path, this.#textOf(path)])) };
  }

  /** Takes up what an earlier page could undo, of the files that are still as it left them. */
  recall({ steps, now }: History): void {
    this.#past = steps.filter(({ path }) => path in now && this.#textOf(path) === now[path]);
    this.#set({});
  }

  /** Takes the server's copy; what was changed here is dropped (after it was kept in a copy, or on purpose). */
  adopt(draft: CircuitDraftView): void {
    clearTimeout(this.#timer);
    this.#past = [];
    this.#base = textsOf(draft);
    this.#door.forget();
    const generation = Math.max(0, ...this.#state.files.map((file) => file.generation)) + 1;
    this.#set({
      files: draft.files.map(({ path, text }) => ({ path, text, generation })),
      revision: draft.revision,
      pending: {},
      saveState: { is: 'saved', at: draft.updatedAt },
    });
  }

  /** Nobody looks any more: what could not be sent is kept in this browser, and not tried again from here. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #remember(path: string, before: string | null): void {
    this.#past.push({ path, before });
    if (this.#past.length > UNDO_AT_MOST) this.#past.shift();
  }

  #textOf(path: string): string | null {
    return this.#state.files.find((file) => file.path === path)?.text ?? null;
  }

  #write(path: string, text: string | null, fromElsewhere: boolean): void {
    const { files, pending, saveState } = this.#state;
    const known = files.find((file) => file.path === path);
    const generation = (known?.generation ?? 0) + (fromElsewhere ? 1 : 0);
    const next =
      text === null
        ? files.filter((file) => file.path !== path)
        : known
          ? files.map((file) => (file.path === path ? { path, text, generation } : file))
          : [...files, { path, text, generation }];
    const isHeld = saveState.is === 'conflict' || saveState.is === 'saving';
    this.#set({
      files: next,
      pending: { ...pending, [path]: text },
      ...(isHeld ? {} : { saveState: { is: 'unsaved' } }),
    });
    this.#keep();
    if (saveState.is === 'conflict') return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#send(), TYPING_PAUSE);
  }

  async #send(): Promise<boolean> {
    clearTimeout(this.#timer);
    const done = await this.#saves.run(async () => {
      const { pending, saveState } = this.#state;
      if (saveState.is === 'conflict') return false;
      return Object.keys(pending).length === 0 || this.#sendOnce(pending);
    });
    // Something was changed while the save was under way.
    return done && Object.keys(this.#state.pending).length > 0 ? this.#send() : done;
  }

  async #sendOnce(sent: Changes): Promise<boolean> {
    this.#set({ saveState: { is: 'saving' } });
    try {
      const { revision, updatedAt } = await this.#door.save(this.#state.revision, sent);
      const left = Object.entries(this.#state.pending).filter(([path, text]) => sent[path] !== text);
      this.#base = { ...this.#base, ...sent };
      this.#set({
        revision,
        pending: Object.fromEntries(left),
        saveState: left.length === 0 ? { is: 'saved', at: updatedAt } : { is: 'unsaved' },
      });
      if (left.length === 0) this.#door.forget();
      else this.#keep();
      return true;
    } catch (error) {
      if (this.#door.isConflict(error)) {
        this.#set({ saveState: { is: 'conflict', error } });
        return false;
      }
      this.#set({ saveState: { is: 'kept-here', error } });
      if (!this.#stopped && this.#door.mayComeBack(error))
        this.#timer = setTimeout(() => void this.#send(), RETRY_AFTER);
      return false;
    }
  }

  #keep(): void {
    this.#door.keep(this.#state.revision, this.#state.pending, this.base());
  }

  #set(next: Partial<DraftState>): void {
    this.#state = { ...this.#state, ...next, undoPath: this.#past.at(-1)?.path ?? null };
    for (const listener of this.#listeners) listener();
  }
}

/** The texts of a draft by path. */
export const textsOf = ({ files }: Pick<CircuitDraftView, 'files'>): Changes =>
  Object.fromEntries(files.map(({ path, text }) => [path, text]));
