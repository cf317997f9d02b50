import { useCallback, useRef, useState } from 'react';
import { ApiProblem, call } from '#web/client/api/api.ts';
import { faultText, problemText } from '#web/client/api/problem-text.ts';
import type { FieldFault } from '#web/contract/common.ts';
import type { DecisionCreate } from '#web/contract/requests/tasks.ts';
import { useAfterDecision } from './use-after-decision.ts';

/**
 * Sends a decision once, whatever the number of clicks; says what is wrong next to its field. `done` says what was done,
 * where the usual words would not be true.
 */
export function useDecide(taskKey: string, onFaults?: (faults: FieldFault[]) => void) {
  const report = useRef(onFaults);
  report.current = onFaults;
  const { decided, someoneElse } = useAfterDecision(taskKey);
  const sending = useRef(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [faults, setFaults] = useState<Record<string, string>>({});

  const decide = useCallback(
    async (decision: DecisionCreate, done?: string): Promise<boolean> => {
      if (sending.current) return false;
      sending.current = true;
      setBusy(true);
      setProblem(null);
      setFaults({});
      try {
        const receipt = await call('POST /api/tasks/:key/decision', { params: { key: taskKey }, body: decision });
        await decided(receipt, decision.outcome, done);
        return true;
      } catch (error) {
        const over =
          error instanceof ApiProblem &&
          (error.code === 'task-already-decided' || error.code === 'task-ended' || error.status === 410);
        if (over) {
          await someoneElse(error);
          return false;
        }
        if (error instanceof ApiProblem && error.code === 'effect-unlawful') {
          // The faults are those of the request's own form: none of its fields is on this screen.
          setProblem([problemText(error), ...error.faults.map(faultText)].join(' '));
        } else if (error instanceof ApiProblem && error.faults.length > 0) {
          report.current?.(error.faults);
          setFaults(Object.fromEntries(error.faults.map((fault) => [fault.field, faultText(fault)])));
        } else {
          setProblem(problemText(error));
        }
        return false;
      } finally {
        sending.current = false;
        setBusy(false);
      }
    },
    [taskKey, decided, someoneElse],
  );
  return { decide, busy, problem, faults, setFaults, setProblem };
}
