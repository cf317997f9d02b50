import { type RefObject, useEffect, useRef } from 'react';

/**
 * Two things that take each other's place, as by a button that goes away once it is pressed: the focus goes to the first field or
 * button of what comes. `around` is a ref to what holds either; `byHand` is said before the change: what changes by itself takes no focus.
 * @param shown which of them is there
 */
export function useMovedFocus(shown: unknown) {
  const holder = useRef<HTMLElement>(null);
  const asked = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once the other one is there
  useEffect(() => {
    if (asked.current) holder.current?.querySelector<HTMLElement>('input, select, textarea, button')?.focus();
    asked.current = false;
  }, [shown]);
  const around = (element: HTMLElement | null) => {
    holder.current = element;
  };
  const byHand = () => {
    asked.current = true;
  };
  return { around, byHand };
}

/**
 * As a dialog opens and nothing in it took the focus, gives it to the first field of what the ref is on, or to that itself
 * (its tabIndex is -1), not to what closes it: whose hint takes the first Escape.
 */
export function useFocusInside(): RefObject<HTMLDivElement | null> {
  const inside = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const dialog = inside.current?.closest('[role="dialog"]');
    if (!dialog || dialog.contains(document.activeElement)) return;
    const field = inside.current?.querySelector<HTMLElement>('input:not([tabindex="-1"]), select, textarea');
    (field ?? inside.current)?.focus();
  }, []);
  return inside;
}
