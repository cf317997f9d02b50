import { type FocusEvent, useRef } from 'react';

type Field = HTMLInputElement | HTMLTextAreaElement;
/** What is typed again in a moment. */
const FEW_CHARACTERS = 20;

const isField = (target: EventTarget): target is Field =>
  target instanceof HTMLTextAreaElement ||
  (target instanceof HTMLInputElement && ['text', 'email', 'tel', 'url'].includes(target.type));

/** Whether more than a few words were typed, or changed, in the fields around which `onFocusCapture` is. */
export function useTypedWords() {
  const found = useRef(new Map<Field, string>());
  const onFocusCapture = ({ target }: FocusEvent) => {
    if (isField(target) && !found.current.has(target)) found.current.set(target, target.value);
  };
  const isMuch = (): boolean => {
    const typed = [...found.current].filter(([field, before]) => field.isConnected && field.value !== before);
    return typed.reduce((characters, [field]) => characters + field.value.trim().length, 0) > FEW_CHARACTERS;
  };
  return { onFocusCapture, isMuch };
}
