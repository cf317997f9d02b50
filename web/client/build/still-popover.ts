import { useState } from 'react';

/**
 * What Carbon's popovers ask of floating-ui while they stay where the style sheet puts them: to hold their element. The
 * library itself, which follows what moves and is not asked to (`autoAlign`), weighs more than all the popovers.
 */
export function useFloating() {
  const [still] = useState(() => {
    const floating: { current: Element | null } = { current: null };
    const setFloating = (element: Element | null) => {
      floating.current = element;
    };
    const refs = { floating, reference: { current: null }, setFloating, setReference: () => {} };
    return { refs, elements: {}, floatingStyles: {}, middlewareData: {}, placement: '', update: () => {} };
  });
  return still;
}

const never = (): never => {
  throw new Error('No popover of the screens is placed by script: see build/carbon.ts.');
};

export { never as arrow, never as autoUpdate, never as flip, never as hide, never as offset };
