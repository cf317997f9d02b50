import { useCallback, useEffect, useRef, useState } from 'react';
import type { DraftView } from '../../../../contract/requests/drafts.ts';
import { ApiProblem, call, carriedBy } from '../../../api/api.ts';
import { forgetLocalCopy, keepLocalCopy } from '../../../api/local-copy.ts';
import { OneAtATime } from '../../../api/one-at-a-time.ts';
import { sameAnswers } from '../../../forms/same-answers.ts';
import { sensitiveKeys, withoutSensitive } from '../../../forms/sensitive.ts';

type Data = Record<string, unknown>;

export type SaveState =
  | { is: 'saved'; at: string }
  | { is: 'saving' }
  | { is: 'unsaved' }
  /** The server is away or said no: typed text is kept here and sent again. */
  | { is: 'kept-here'; error: unknown };

/** The copy someone saved from elsewhere meanwhile. */
export interface Elsewhere {
  data: Data;
  revision: number;
  updatedAt: string;
}

const TYPING_PAUSE = 900;
const RETRY_AFTER = 5_000;

/**
 * Saves a draft as it is typed: at once in this browser, after a pause on the server. One save at a time, each stating
 * the revision it was typed on; a stale one is never forced, the person chooses.
 */
export function useAutosave(draft: DraftView, personId: string) {
  const [state, setState] = useState<SaveState>({ is: 'saved', at: draft.updatedAt });
  const [elsewhere, setElsewhere] = useState<Elsewhere | null>(null);
  const revision = useRef(draft.revision);
  const pending = useRef<Data | null>(null);
  /** What was sent and never answered: the server may have it. */
  const unanswered = useRef<Data | null>(null);
  const timer = useRef<number | undefined>(undefined);
  const [saves] = useState(() => new OneAtATime());

  /** The server has this; more may have been typed meanwhile. */
  const saved = useCallback(
    (data: Data, at: Pick<Elsewhere, 'revision' | 'updatedAt'>) => {
      revision.current = at.revision;
      if (pending.current !== data) return;
      pending.current = null;
      forgetLocalCopy(personId, draft.id);
      setState({ is: 'saved', at: at.updatedAt });
    },
    [draft.id, personId],
  );

  const save = useCallback(async (): Promise<boolean> => {
    window.clearTimeout(timer.current);
    const done = await saves.run(async () => {
      const data = pending.current;
      if (data === null) return true;
      setState({ is: 'saving' });
      try {
        const body = { data, revision: revision.current };
        saved(data, await call('PUT /api/drafts/:id', { params: { id: draft.id }, body }));
        return true;
      } catch (error) {
        const other = carriedBy(error, 'draft-changed-elsewhere');
        // Saved before, the answer being lost on the way: nobody is in conflict with themselves.
        const own = other && [data, unanswered.current].find((copy) => copy && sameAnswers(copy, other.draft.data));
        if (own) {
          saved(own, other.draft);
          return true;
        }
        if (other) {
          setElsewhere(other.draft);
          setState({ is: 'unsaved' });
          return false;
        }
        if (!(error instanceof ApiProblem)) unanswered.current = data;
        setState({ is: 'kept-here', error });
        if (!(error instanceof ApiProblem) || error.status >= 500)
          timer.current = window.setTimeout(() => void save(), RETRY_AFTER);
        return false;
      }
    });
    // Something was typed while the save was under way.
    if (done && pending.current !== null) return save();
    return done;
  }, [draft.id, saved, saves]);

  const changed = useCallback(
    (data: Data) => {
      pending.current = data;
      // An account number stays out of this browser's storage.
      const kept = withoutSensitive(data, sensitiveKeys(draft.kindDetail.form));
      keepLocalCopy(personId, draft.id, { data: kept, revision: revision.current, at: new Date().toISOString() });
      setState((now) => (now.is === 'saving' ? now : { is: 'unsaved' }));
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void save(), TYPING_PAUSE);
    },
    [draft.id, draft.kindDetail.form, personId, save],
  );

  /** The person chose what to keep: `mine` is saved over the other copy; otherwise nothing is left to save. */
  const settle = useCallback(
    (other: Elsewhere, mine: Data | null) => {
      revision.current = other.revision;
      setElsewhere(null);
      if (mine) {
        pending.current = mine;
        void save();
      } else {
        pending.current = null;
        forgetLocalCopy(personId, draft.id);
        setState({ is: 'saved', at: other.updatedAt });
      }
    },
    [draft.id, personId, save],
  );

  // Leaving the page does not wait for the pause; the copy in this browser covers what could not leave in time.
  useEffect(() => {
    const leave = () => void save();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
      window.clearTimeout(timer.current);
    };
  }, [save]);

  return { state, elsewhere, changed, save, settle, raise: setElsewhere };
}
