import { useRef, useState } from 'react';
import { type Move, movedOrder } from '#domain/signing/preparation.ts';
import { ApiProblem, call } from '#web/client/api/api.ts';
import { refresh, useApi } from '#web/client/api/query.ts';
import { useAttempt } from '#web/client/api/use-attempt.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { lineOf } from '../desk-keys.ts';
import { useDeskAddress } from '../use-desk-address.ts';

/** The open fold of a desk that one prepares: its acts, what was prepared of them, and how one is moved. */
export function usePreparedFold(signatoryId: string) {
  const { t } = useLanguage();
  const { address } = useDeskAddress();
  const { fold: foldId = '', task } = address;
  const asked = {
    params: { id: signatoryId, foldId },
    query: { aside: address.aside === 'true' ? ('true' as const) : undefined },
    ...{ keepPrevious: true, enabled: foldId !== '' },
  };
  const query = useApi('GET /api/signing/desks/:id/folds/:foldId', asked);
  const { data: prepared } = useApi('GET /api/signing/desks/:id/prepared/:foldId', asked);
  const { attempt, problem } = useAttempt();
  /** What became of it, said as long as the same list is shown. */
  const [moved, setMoved] = useState({ of: '', text: '' });
  const shown = `${foldId} ${address.aside ?? ''}`;
  /** The line that is to have the focus again: moved, it lost it. */
  const refocus = useRef<string | null>(null);
  /** The field of the pane of an act that a key of the list asks for. */
  const field = useRef<{ readonly taskKey: string; readonly id: string } | null>(null);
  /** Notes that are typed and not kept yet, by act: another act may be looked at meanwhile. */
  const typedNotes = useRef(new Map<string, string>());
  const fold = query.data?.id === foldId ? query.data : undefined;
  const acts = fold ? [...fold.outliers, ...fold.alike] : [];
  /** Prepares acts of the desk; where one of them waits there no more, signed meanwhile for instance, the list is read again. */
  const prepare = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'not-found') throw error;
      await refresh('/api/signing/desks/');
      setMoved({ of: shown, text: t('desk.prepared.gone') });
    }
  };
  const move = (taskKey: string, how: Move) => {
    const parts = [fold?.outliers ?? [], fold?.alike ?? []].map((part) => part.map((act) => act.taskKey));
    const taskKeys = movedOrder(parts, prepared?.placed ?? [], taskKey, how);
    if (taskKeys === null) return;
    const isLine = lineOf(taskKey) === document.activeElement;
    void attempt(
      () =>
        prepare(async () => {
          const params = { id: signatoryId, foldId };
          await call('PUT /api/signing/desks/:id/order/:foldId', { params, body: { taskKeys } });
          if (isLine) refocus.current = taskKey;
          await refresh('/api/signing/desks/');
          const place = taskKeys.indexOf(taskKey) + 1;
          setMoved({ of: shown, text: t('desk.prepared.moved', { place, count: acts.length }) });
        }),
      { again: true },
    );
  };
  return {
    query,
    fold,
    acts,
    prepared,
    chosen: acts.find((act) => act.taskKey === task),
    move,
    prepare,
    moved: moved.of === shown ? moved.text : '',
    problem,
    refocus,
    field,
    typedNotes: typedNotes.current,
  };
}

export type OpenPreparedFold = ReturnType<typeof usePreparedFold>;
