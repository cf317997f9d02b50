import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { CircuitDraftView } from '#web/contract/circuits/atelier.ts';
import { ApiProblem, call } from '../../api/api.ts';
import { forgetLocalCopy, keepLocalCopy, readLocalCopy } from '../../api/local-copy.ts';
import { useMe } from '../../app/me.tsx';
import { type Changes, DraftStore } from './draft-store.ts';
import { keepHistory, readHistory } from './kept-history.ts';
import { DraftFilesContext } from './use-draft-files.ts';

/** Files as the API takes them. */
export const asFiles = (changes: Changes) => Object.entries(changes).map(([path, text]) => ({ path, text }));

/** Holds the files of a draft for all its tabs, and takes up what this browser could not send the last time. */
export function DraftFilesProvider({ draft, children }: { draft: CircuitDraftView; children: ReactNode }) {
  const { id: personId } = useMe();
  const [store] = useState(() => {
    const store = new DraftStore(draft, {
      save: (revision, changes) =>
        call('PUT /api/atelier/drafts/:id/files', {
          params: { id: draft.id },
          body: { revision, files: asFiles(changes) },
        }),
      isConflict: (error) => error instanceof ApiProblem && error.code === 'circuit-draft-changed',
      mayComeBack: (error) => !(error instanceof ApiProblem) || error.status >= 500,
      keep: (revision, changes, base) =>
        keepLocalCopy(personId, draft.id, {
          ...{ data: { ...changes }, base: { ...base }, revision, at: new Date().toISOString() },
        }),
      forget: () => forgetLocalCopy(personId, draft.id),
    });
    const local = readLocalCopy(personId, draft.id);
    if (local) {
      const changes = local.data as Changes;
      if (local.revision === draft.revision) store.resume(changes);
      else store.raise(changes, (local.base ?? {}) as Changes, null);
    }
    const history = readHistory(personId, draft.id);
    if (history) store.recall(history);
    return store;
  });

  useEffect(() => {
    const keep = () => keepHistory(personId, draft.id, store.history());
    const leave = () => {
      keep();
      // A page that goes away takes what an editor still held, and waits for no server.
      void store.flush().then(keep).then(store.save).then(keep);
    };
    const warn = (event: BeforeUnloadEvent) => {
      if (Object.keys(store.getState().pending).length > 0) event.preventDefault();
    };
    window.addEventListener('pagehide', leave);
    window.addEventListener('beforeunload', warn);
    return () => {
      window.removeEventListener('pagehide', leave);
      window.removeEventListener('beforeunload', warn);
      leave();
      store.stop();
    };
  }, [store, personId, draft.id]);

  const context = useMemo(() => ({ draft, store }), [draft, store]);
  return <DraftFilesContext value={context}>{children}</DraftFilesContext>;
}
