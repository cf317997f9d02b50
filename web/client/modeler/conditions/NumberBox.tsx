import { TextInput } from '@carbon/react';
import { useState } from 'react';

interface BoxProps {
  id: string;
  label: string;
  /** What is said of one that may not be. */
  wrong: string;
  number: number;
  isRight: (number: number) => boolean;
  onChange: (number: number) => void;
}

/** A number as it is typed, with a comma or a point; kept when one leaves the field, if it may be that. */
export function NumberBox(props: BoxProps) {
  // Another number than the one that was typed over, once one undoes or takes a row away: nothing is typed of it.
  return <Box key={props.number} {...props} />;
}

function Box(props: BoxProps) {
  const [typed, setTyped] = useState(String(props.number));
  const number = typed.trim() === '' ? Number.NaN : Number(typed.replace(',', '.'));
  const isRight = props.isRight(number);
  return (
    <TextInput
      id={props.id}
      size="sm"
      labelText={props.label}
      hideLabel
      inputMode="decimal"
      value={typed}
      invalid={!isRight}
      invalidText={props.wrong}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={() => isRight && number !== props.number && props.onChange(number)}
    />
  );
}
