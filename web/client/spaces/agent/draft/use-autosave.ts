import { useCallback, useRef, useState } from 'react';
import { ApiProblem, call, carriedBy } from '#web/client/api/api.ts';
import { sameAnswers } from '#web/client/forms/same-answers.ts';
import { sensitiveKeys, withoutSensitive } from '#web/client/forms/sensitive.ts';
import { type KeptState, useKeptTyping } from '#web/client/forms/use-kept-typing.ts';
import type { DraftView } from '#web/contract/requests/drafts.ts';

type Data = Record<string, unknown>;

/** How far a draft is kept; `at`: since when the server has it. */
export type SaveState = Exclude<KeptState, { is: 'saved' }> | { is: 'saved'; at: string };

/** The copy someone saved from elsewhere meanwhile. */
export interface Elsewhere {
  data: Data;
  revision: number;
  updatedAt: string;
}

/**
 * Saves a draft as it is typed, each time stating the revision it was typed on; a stale one is never forced, the person
 * chooses.
 */
export function useAutosave(draft: DraftView, personId: string) {
  const { id } = draft;
  const { form } = draft.kindDetail;
  const [savedAt, setSavedAt] = useState(draft.updatedAt);
  const [elsewhere, setElsewhere] = useState<Elsewhere | null>(null);
  const revision = useRef(draft.revision);
  /** What was sent and never answered: the server may have it. */
  const unanswered = useRef<Data | null>(null);

  const standsAt = useCallback((copy: Pick<Elsewhere, 'revision' | 'updatedAt'>) => {
    revision.current = copy.revision;
    setSavedAt(copy.updatedAt);
  }, []);

  const send = useCallback(
    async (data: Data): Promise<Data | null> => {
      try {
        standsAt(await call('PUT /api/drafts/:id', { params: { id }, body: { data, revision: revision.current } }));
        return data;
      } catch (error) {
        const other = carriedBy(error, 'draft-changed-elsewhere');
        if (!other) {
          if (!(error instanceof ApiProblem)) unanswered.current = data;
          throw error;
        }
        // Saved before, the answer being lost on the way: nobody is in conflict with themselves.
        const own = [data, unanswered.current].find((copy) => copy && sameAnswers(copy, other.draft.data));
        if (own) standsAt(other.draft);
        else setElsewhere(other.draft);
        return own ?? null;
      }
    },
    [id, standsAt],
  );

  const copyOf = useCallback(
    // An account number stays out of this browser's storage.
    (data: Data) => ({ data: withoutSensitive(data, sensitiveKeys(form)), revision: revision.current }),
    [form],
  );

  const kept = useKeptTyping({ personId, place: id, copyOf, send });

  /** The person chose what to keep: `mine` is saved over the other copy; otherwise nothing is left to save. */
  const settle = (other: Elsewhere, mine: Data | null) => {
    standsAt(other);
    setElsewhere(null);
    if (mine) kept.saveNow(mine);
    else kept.settle();
  };

  const state: SaveState = kept.state.is === 'saved' ? { is: 'saved', at: savedAt } : kept.state;
  return { state, elsewhere, changed: kept.type, save: kept.save, settle, raise: setElsewhere };
}
