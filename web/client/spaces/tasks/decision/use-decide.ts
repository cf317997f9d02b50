import { useState } from 'react';
import { ApiProblem, call } from '#web/client/api/api.ts';
import { faultText, problemText } from '#web/client/api/problem-text.ts';
import { useAttempt } from '#web/client/api/use-attempt.ts';
import type { FieldFault } from '#web/contract/common.ts';
import type { DecisionCreate } from '#web/contract/requests/tasks.ts';
import { useAfterDecision } from './use-after-decision.ts';

/**
 * Sends the decision of a task once, whatever the number of clicks; shows what is wrong next to its field. `decide` answers
 * whether it was taken; its `done` words what was done, where the usual words would not be true.
 */
export function useDecide(taskKey: string, onFaults?: (faults: FieldFault[]) => void) {
  const { decided, someoneElse } = useAfterDecision(taskKey);
  const { attempt, busy, problem, setProblem } = useAttempt();
  const [faults, setFaults] = useState<Record<string, string>>({});

  const decide = async (decision: DecisionCreate, done?: string): Promise<boolean> => {
    let isDecided = false;
    const send = async () => {
      setFaults({});
      try {
        const receipt = await call('POST /api/tasks/:key/decision', { params: { key: taskKey }, body: decision });
        await decided(receipt, decision.outcome, done);
        isDecided = true;
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        if (error.code === 'task-already-decided' || error.code === 'task-ended' || error.status === 410)
          return someoneElse(error);
        // The faults are those of the request's own form: none of its fields is on this screen.
        if (error.code === 'effect-unlawful')
          return setProblem([problemText(error), ...error.faults.map(faultText)].join(' '));
        if (error.faults.length === 0) throw error;
        onFaults?.(error.faults);
        setFaults(Object.fromEntries(error.faults.map((fault) => [fault.field, faultText(fault)])));
      }
    };
    await attempt(send, { again: true });
    return isDecided;
  };
  return { decide, busy, problem, faults, setFaults };
}
