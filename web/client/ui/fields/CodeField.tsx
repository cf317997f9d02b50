import { TextInput } from '@carbon/react';
import { type Ref, useId } from 'react';

/** Where a one-time code is typed or pasted, with or without spaces. */
export function CodeField(props: {
  id?: string;
  label: string;
  value: string;
  problem: string;
  onChange: (code: string) => void;
  ref?: Ref<HTMLInputElement>;
}) {
  const made = useId();
  const id = props.id ?? made;
  return (
    <TextInput
      ref={props.ref}
      id={id}
      className="h-code"
      labelText={props.label}
      inputMode="numeric"
      autoComplete="one-time-code"
      value={props.value}
      invalid={props.problem !== ''}
      invalidText={props.problem}
      {...(props.problem ? { 'aria-describedby': `${id}-error-msg` } : {})}
      onChange={(event) => props.onChange(event.target.value.replace(/\D/g, '').slice(0, 6))}
    />
  );
}

export const isCode = (text: string): boolean => /^\d{6}$/.test(text);
