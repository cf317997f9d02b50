import { useRef, useState } from 'react';
import { problemText } from './problem-text.ts';

/** Something tried once at a time, whatever the number of clicks; why it failed is kept until the next try. */
export function useAttempt() {
  const trying = useRef(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  /** `again`: it may be tried anew after it went well. */
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
      await work();
      if (again) free();
    } catch (error) {
      setProblem(problemText(error));
      free();
    }
  };
  return { attempt, busy, problem };
}
