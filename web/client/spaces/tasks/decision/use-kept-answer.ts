import { useCallback, useState } from 'react';
import { addressOf } from '#web/client/api/address.ts';
import { ApiProblem, call } from '#web/client/api/api.ts';
import { forgetLocalCopy, readLocalCopy, taskPlace } from '#web/client/api/local-copy.ts';
import { queryClient } from '#web/client/api/query.ts';
import { useMe } from '#web/client/app/me.tsx';
import { useKeptTyping } from '#web/client/forms/use-kept-typing.ts';
import type { TaskView } from '#web/contract/requests/tasks.ts';

/** Nobody else types in it: it has no revisions. */
const copyOf = (answer: string) => ({ data: { answer }, revision: 0 });

/**
 * The answer to a complement, kept as it is typed until it is sent. What this browser still has is what the server did not
 * get.
 */
export function useKeptAnswer({ key, typed }: Pick<TaskView, 'key' | 'typed'>) {
  const { id: personId } = useMe();
  const place = taskPlace(key);
  const [found] = useState(() => readLocalCopy(personId, place)?.data.answer as string | undefined);
  const [answer, setAnswer] = useState(found ?? typed ?? '');

  const send = useCallback(
    async (text: string): Promise<string> => {
      try {
        await call('PUT /api/tasks/:key/answer', { params: { key }, body: { text } });
      } catch (error) {
        // Whoever answers there no more has nothing to find again; otherwise this browser keeps it.
        if (error instanceof ApiProblem && (error.status === 404 || error.status === 410))
          forgetLocalCopy(personId, place);
        throw error;
      }
      // Whoever comes back at once reads what was kept, not what the page had read before.
      queryClient.setQueryData<TaskView>([addressOf('GET /api/tasks/:key', { params: { key } })], (task) =>
        task === undefined ? task : { ...task, typed: text === '' ? null : text },
      );
      return text;
    },
    [key, personId, place],
  );
  const kept = useKeptTyping({ personId, place, found: found ?? null, copyOf, send });

  const type = (text: string) => {
    setAnswer(text);
    kept.type(text);
  };

  /** Sends the answer by `decide`: nothing is kept of one that was sent, all of one that was not. */
  const decideWith = async (decide: () => Promise<boolean>): Promise<void> => {
    kept.stop();
    if (await decide()) kept.settle();
    else kept.saveNow(answer);
  };

  return { answer, type, send: decideWith };
}
