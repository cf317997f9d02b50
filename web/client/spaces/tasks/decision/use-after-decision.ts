import { createContext, useCallback, useContext } from 'react';
import { useNavigate } from 'react-router';
import { ApiProblem } from '#web/client/api/api.ts';
import { forgetLocalCopy, taskPlace } from '#web/client/api/local-copy.ts';
import { refresh } from '#web/client/api/query.ts';
import { useMe } from '#web/client/app/me.tsx';
import { taskSpace } from '#web/client/app/spaces.ts';
import { known, useLanguage } from '#web/client/language/use-language.ts';
import type { Notice } from '#web/client/ui/Notice.tsx';
import type { DecisionReceipt } from '#web/contract/requests/tasks.ts';

/** What a page that one does not leave does once a task on it is over; null: one goes back to the list. */
export const AfterDecision = createContext<((notice: Notice) => void) | null>(null);

/** Where one goes once a task is over, and what is said there; what was typed to decide on it is kept no more. */
export function useAfterDecision(taskKey: string) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const me = useMe();
  const stay = useContext(AfterDecision);
  const list = taskSpace(me) === 'agent' ? '/' : '/tasks';

  const leave = useCallback(
    async (to: string, notice: Notice) => {
      forgetLocalCopy(me.id, taskPlace(taskKey));
      if (stay) stay(notice);
      else await navigate(to, { state: { notice }, replace: true });
      // The task itself is over: reading it again would only say so.
      void refresh('/api/tasks?', '/api/me', '/api/requests', '/api/notifications', '/api/signing');
    },
    [navigate, stay, me.id, taskKey],
  );

  const decided = useCallback(
    async (receipt: DecisionReceipt, outcome: string, done?: string) => {
      const kept = receipt.state === 'kept';
      const notice: Notice = {
        kind: kept ? 'info' : 'success',
        title: kept ? t('tasks.keptTitle') : (done ?? known(`tasks.done.${outcome}`) ?? t('tasks.done.generic')),
        ...(kept ? { text: t('tasks.keptText') } : receipt.nextTaskKey ? { text: t('tasks.nextText') } : {}),
      };
      await leave(receipt.nextTaskKey ? `/tasks/${receipt.nextTaskKey}` : list, notice);
    },
    [leave, list, t],
  );

  /** The task was ended by someone else: someone decided, or the request was withdrawn. */
  const someoneElse = useCallback(
    async (error: unknown) => {
      const by = error instanceof ApiProblem ? (error.params.by ?? error.params.name) : undefined;
      await leave(list, {
        kind: 'warning',
        title: t('tasks.someoneElse'),
        text: by ? t('tasks.someoneElseBy', { name: String(by) }) : t('tasks.someoneElseText'),
      });
    },
    [leave, list, t],
  );

  return { decided, someoneElse };
}
