import { useCallback, useEffect, useRef, useState } from 'react';
import type { TaskView } from '../../../../contract/requests/tasks.ts';
import { addressOf } from '../../../api/address.ts';
import { ApiProblem, call } from '../../../api/api.ts';
import { forgetLocalCopy, keepLocalCopy, readLocalCopy } from '../../../api/local-copy.ts';
import { OneAtATime } from '../../../api/one-at-a-time.ts';
import { queryClient } from '../../../api/query.ts';
import { useMe } from '../../../app/me.tsx';

const TYPING_PAUSE = 900;

/**
 * The answer to a complement, kept as it is typed until it is sent: at once in this browser, after a pause on the server. What
 * this browser still has is what the server did not get.
 */
export function useKeptAnswer({ key, typed }: Pick<TaskView, 'key' | 'typed'>) {
  const { id: me } = useMe();
  const place = `task.${key}`;
  const [here] = useState(() => readLocalCopy(me, place)?.data.answer as string | undefined);
  const [answer, setAnswer] = useState(here ?? typed ?? '');
  const pending = useRef<string | null>(here ?? null);
  const timer = useRef<number | undefined>(undefined);
  const [saves] = useState(() => new OneAtATime());

  const save = useCallback(
    () =>
      saves.run(async () => {
        window.clearTimeout(timer.current);
        const text = pending.current;
        if (text === null) return true;
        try {
          await call('PUT /api/tasks/:key/answer', { params: { key }, body: { text } });
        } catch (error) {
          // Whoever answers there no more has nothing to find again; otherwise this browser keeps it.
          if (error instanceof ApiProblem && (error.status === 404 || error.status === 410)) forgetLocalCopy(me, place);
          return false;
        }
        // Whoever comes back at once reads what was kept, not what the page had read before.
        queryClient.setQueryData<TaskView>([addressOf('GET /api/tasks/:key', { params: { key } })], (task) =>
          task === undefined ? task : { ...task, typed: text === '' ? null : text },
        );
        if (pending.current !== text) return true;
        pending.current = null;
        forgetLocalCopy(me, place);
        return true;
      }),
    [key, me, place, saves],
  );

  const type = (text: string) => {
    setAnswer(text);
    pending.current = text;
    keepLocalCopy(me, place, { data: { answer: text }, revision: 0, at: new Date().toISOString() });
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void save(), TYPING_PAUSE);
  };

  /** Sends the answer by `decide`: nothing is kept of one that was sent, all of one that was not. */
  const send = async (decide: () => Promise<boolean>): Promise<void> => {
    window.clearTimeout(timer.current);
    pending.current = null;
    if (await decide()) forgetLocalCopy(me, place);
    else {
      pending.current = answer;
      void save();
    }
  };

  // Leaving the page does not wait for the pause.
  useEffect(() => {
    const leave = () => void save();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
      window.clearTimeout(timer.current);
    };
  }, [save]);

  return { answer, type, send };
}
