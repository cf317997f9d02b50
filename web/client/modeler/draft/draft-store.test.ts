import { afterEach, describe, expect, test } from '@jest/globals';
import type { CircuitDraftView } from '#web/contract/circuits/atelier.ts';
import { type Changes, DraftStore } from './draft-store.ts';

const AWAY = new Error('away');
const CHANGED = new Error('circuit-draft-changed');
const sha256 = '0'.repeat(64);

/** The server's side of a draft: takes a save made on its own revision, and nothing else. */
class Shelf {
  revision = 1;
  files: Record<string, string> = { 'a.form': 'a', 'b.form': 'b' };
  isAway = false;
  /** What its answers wait for. */
  slow: Promise<void> = Promise.resolve();
  kept: Changes | null = null;

  view(): CircuitDraftView {
    return {
      ...({} as CircuitDraftView),
      revision: this.revision,
      updatedAt: '2026-11-24T10:00:00.000Z',
      files: Object.entries(this.files).map(([path, text]) => ({ path, text, sha256 })),
    };
  }

  save(revision: number, changes: Changes): { revision: number; updatedAt: string } {
    if (this.isAway) throw AWAY;
    if (revision !== this.revision) throw CHANGED;
    for (const [path, text] of Object.entries(changes)) {
      if (text === null) delete this.files[path];
      else this.files[path] = text;
    }
    this.revision += 1;
    return { revision: this.revision, updatedAt: '2026-11-24T10:01:00.000Z' };
  }
}

const opened: DraftStore[] = [];
afterEach(() => {
  for (const store of opened.splice(0)) store.stop();
});

function open(shelf: Shelf): DraftStore {
  const store = new DraftStore(shelf.view(), {
    save: async (revision, changes) => {
      const answer = shelf.save(revision, changes);
      await shelf.slow;
      return answer;
    },
    isConflict: (error) => error === CHANGED,
    mayComeBack: (error) => error === AWAY,
    keep: (_revision, changes) => {
      shelf.kept = changes;
    },
    forget: () => {
      shelf.kept = null;
    },
  });
  opened.push(store);
  return store;
}

describe('the files of a draft while they are edited', () => {
  test('what changed is sent, and only that', async () => {
    const shelf = new Shelf();
    const store = open(shelf);
    store.change('a.form', 'A');
    store.change('c.typ', 'new');
    store.change('b.form', null);
    expect(store.getState().saveState.is).toBe('unsaved');
    expect(await store.save()).toBe(true);
    expect(shelf.files).toEqual({ 'a.form': 'A', 'c.typ': 'new' });
    expect(store.getState()).toMatchObject({ revision: 2, pending: {}, saveState: { is: 'saved' } });
  });

  test('what changes while a save is under way is sent after it, and nothing is said to be saved before', async () => {
    const shelf = new Shelf();
    const store = open(shelf);
    const said: string[] = [];
    store.subscribe(() => said.push(store.getState().saveState.is));
    store.change('a.form', 'first');
    const saving = store.save();
    store.change('a.form', 'second');
    expect(await saving).toBe(true);
    expect(shelf.files['a.form']).toBe('second');
    expect(shelf.revision).toBe(3);
    expect([said.indexOf('saved'), said.at(-1)]).toEqual([said.length - 1, 'saved']);
  });

  test('whoever asks to save while a slow save is under way has one save after it, and no conflict with themselves', async () => {
    const shelf = new Shelf();
    const store = open(shelf);
    const { promise, resolve } = Promise.withResolvers<void>();
    shelf.slow = promise;
    store.change('a.form', 'first');
    const saving = store.save();
    store.change('a.form', 'second');
    const asked = [store.save(), store.save()];
    resolve();
    expect(await Promise.all([saving, ...asked])).toEqual([true, true, true]);
    expect([shelf.files['a.form'], shelf.revision]).toEqual(['second', 3]);
    expect(store.getState().saveState.is).toBe('saved');
  });

  test('an editor that waits for a pause is asked first', async () => {
    const shelf = new Shelf();
    const store = open(shelf);
    store.onFlush(async () => store.change('a.form', 'drawn at the last instant'));
    await store.save();
    expect(shelf.files['a.form']).toBe('drawn at the last instant');
  });

  test('what an editor still held as the page went can be taken back on the next one', async () => {
    const shelf = new Shelf();
    shelf.isAway = true;
    const store = open(shelf);
    store.onFlush(async () => store.change('a.form', 'drawn at the last instant'));
    await store.flush();
    const next = open(shelf);
    next.resume(shelf.kept ?? {});
    next.recall(store.history());
    next.undo();
    expect(next.getState().pending).toEqual({ 'a.form': 'a' });
  });

  test('nothing is written over what another analyst saved, whatever is changed afterwards', async () => {
    const shelf = new Shelf();
    const store = open(shelf);
    store.change('a.form', 'mine');
    shelf.save(1, { 'a.form': 'theirs' });
    expect(await store.save()).toBe(false);
    store.change('a.form', 'still mine');
    expect(await store.save()).toBe(false);
    expect(shelf.files['a.form']).toBe('theirs');
    expect(store.getState()).toMatchObject({ saveState: { is: 'conflict' }, pending: { 'a.form': 'still mine' } });

    store.adopt(shelf.view());
    expect(store.getState()).toMatchObject({ revision: 2, pending: {}, saveState: { is: 'saved' } });
    store.change('b.form', 'B');
    expect(await store.save()).toBe(true);
  });

  test('with the server away, what was changed is kept here, and sent when it is back', async () => {
    const shelf = new Shelf();
    const store = open(shelf);
    shelf.isAway = true;
    store.change('a.form', 'A');
    expect(await store.save()).toBe(false);
    expect(store.getState().saveState).toEqual({ is: 'kept-here', error: AWAY });
    expect(shelf.kept).toEqual({ 'a.form': 'A' });
    shelf.isAway = false;
    expect(await store.save()).toBe(true);
    expect(shelf.files['a.form']).toBe('A');
    expect(shelf.kept).toBeNull();
  });

  test('one goes back file by file, and the editor is told to read again', () => {
    const store = open(new Shelf());
    const file = (path: string) => store.getState().files.find((each) => each.path === path);
    store.change('a.form', 'A');
    store.change('b.form', null);
    expect(store.getState().undoPath).toBe('b.form');
    store.undo();
    expect(file('b.form')?.text).toBe('b');
    store.undo();
    expect(file('a.form')).toMatchObject({ text: 'a', generation: 1 });
    expect(store.getState().undoPath).toBeNull();
  });

  test('what another analyst saved and what was changed here stand together, and are saved over theirs', async () => {
    const shelf = new Shelf();
    const store = open(shelf);
    store.change('a.form', 'mine');
    store.change('c.typ', 'mine alone');
    shelf.save(1, { 'a.form': 'theirs', 'b.form': 'theirs alone' });
    expect(await store.save()).toBe(false);
    expect(store.base()).toEqual({ 'a.form': 'a', 'c.typ': null });
    expect(store.reconcile(shelf.view(), { 'a.form': 'both', 'c.typ': 'mine alone' })).toBe(true);
    expect(await store.save()).toBe(true);
    expect(shelf.files).toEqual({ 'a.form': 'both', 'b.form': 'theirs alone', 'c.typ': 'mine alone' });
    // One goes back in one's own file, not in what holds theirs.
    expect(store.history().steps.map(({ path }) => path)).toEqual(['c.typ']);
  });

  test('what was sent from here, and its answer lost, is nobody else’s', async () => {
    const shelf = new Shelf();
    const store = open(shelf);
    store.change('a.form', 'mine');
    shelf.save(1, { 'a.form': 'mine' });
    expect(await store.save()).toBe(false);
    expect(store.reconcile(shelf.view(), {})).toBe(false);
    expect(store.getState()).toMatchObject({ revision: 2, saveState: { is: 'saved' } });

    const next = open(shelf);
    next.raise({ 'a.form': 'mine' }, { 'a.form': 'a' }, CHANGED);
    expect(next.getState()).toMatchObject({ pending: {}, saveState: { is: 'saved' } });
    next.raise({ 'a.form': 'mine too' }, { 'a.form': 'a' }, CHANGED);
    expect(next.getState().saveState.is).toBe('conflict');
  });

  test('one goes back after the page was read again, in the files that are still as they were left', async () => {
    const shelf = new Shelf();
    const before = open(shelf);
    before.change('a.form', 'A');
    before.change('b.form', 'B');
    await before.save();
    shelf.save(2, { 'b.form': 'theirs' });
    const after = open(shelf);
    after.recall(JSON.parse(JSON.stringify(before.history())));
    expect(after.getState().undoPath).toBe('a.form');
    after.undo();
    expect(after.getState()).toMatchObject({ pending: { 'a.form': 'a' }, undoPath: null });
  });

  test('a file that comes from elsewhere is a step of its own', () => {
    const store = open(new Shelf());
    store.change('a.form', 'typed');
    store.take('a.form', 'taken');
    store.undo();
    expect(store.getState().files.find(({ path }) => path === 'a.form')).toMatchObject({
      text: 'typed',
      generation: 2,
    });
  });

  test('what an earlier page could not send is taken up', async () => {
    const shelf = new Shelf();
    const store = open(shelf);
    store.resume({ 'a.form': 'typed before the network went' });
    expect(await store.save()).toBe(true);
    expect(shelf.files['a.form']).toBe('typed before the network went');
  });
});
