import { type Dispatch, type SetStateAction, useEffect, useEffectEvent, useRef, useState } from 'react';
import { useNavigation } from 'react-router';

const TYPING_PAUSE = 300;

/**
 * What is typed in a search, which is asked for once the typing pauses, with what was chosen beside it by then. Not on the
 * way to another page: this one stays on screen until that one has come, and its search would call back whoever followed a
 * link meanwhile.
 */
export function useTypedSearch(
  q: string,
  onSearch: (q: string) => void,
): readonly [string, Dispatch<SetStateAction<string>>] {
  const [typed, setTyped] = useState(q);
  const leaving = useNavigation().state !== 'idle';
  /** The address says it a little later: what was typed meanwhile stays. */
  const asked = useRef(q);
  useEffect(() => {
    if (q !== asked.current) setTyped(q);
    asked.current = q;
  }, [q]);
  const search = useEffectEvent((q: string) => {
    asked.current = q;
    onSearch(q);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed starts the clock
  useEffect(() => {
    if (leaving || typed.trim() === q) return;
    const timer = window.setTimeout(() => search(typed.trim()), TYPING_PAUSE);
    return () => window.clearTimeout(timer);
  }, [typed, leaving]);
  return [typed, setTyped];
}
