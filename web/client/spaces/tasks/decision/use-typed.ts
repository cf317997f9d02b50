import { useState } from 'react';
import { forgetLocalCopy, keepLocalCopy, readLocalCopy, taskPlace } from '#web/client/api/local-copy.ts';
import { useMe } from '#web/client/app/me.tsx';

/**
 * What is typed to decide on a task: kept in this browser until the task is over, so that whoever goes back to the act, reads the
 * request or loads the page anew has nothing to write again.
 * @example const [typed, type, forget] = useTyped(task.key, { reason: '' });
 */
export function useTyped<Typed extends object>(taskKey: string, beginning: Typed) {
  const { id: me } = useMe();
  const place = taskPlace(taskKey);
  const kept = () => readLocalCopy(me, place)?.data;
  const [typed, setTyped] = useState<Typed>(() => ({ ...beginning, ...kept() }));
  const type = (part: Partial<Typed>) => {
    setTyped((before) => ({ ...before, ...part }));
    keepLocalCopy(me, place, { data: { ...kept(), ...part }, revision: 0, at: new Date().toISOString() });
  };
  /** It was sent, and the task goes on. */
  const forget = () => forgetLocalCopy(me, place);
  return [typed, type, forget] as const;
}
