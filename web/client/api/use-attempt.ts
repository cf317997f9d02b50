import { useRef, useState } from 'react';
import { problemText } from './problem-text.ts';

/**
 * Runs an action of a screen once at a time, whatever the number of clicks; keeps why it failed until the next try.
 * `setProblem` shows what is wrong before anything is sent, or a failure in the screen's own words.
 * @param first what is wrong as the screen opens
 */
export function useAttempt(first: string | null = null) {
  const trying = useRef(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(first);
  /**
   * Tries `work`. After a success, stays busy while the screen is left, unless `again` is set or `work` answers false: it did
   * not complete, and may be tried again.
   */
  const attempt = async (work: () => Promise<unknown>, { again = false } = {}): Promise<void> => {
    if (trying.current) return;
    trying.current = true;
    setBusy(true);
    setProblem(null);
    const free = () => {
      trying.current = false;
      setBusy(false);
    };
    try {
      const completed = await work();
      if (again || completed === false) free();
    } catch (error) {
      setProblem(problemText(error));
      free();
    }
  };
  return { attempt, busy, problem, setProblem };
}
