import { useEffect, useState } from 'react';
import { useEditorWords } from '../use-editor-words.ts';
import { DELAY_UNITS, type DelayUnit, readDelay, writeDelay } from './delay.ts';

/** A number of days, weeks, months or years. */
export function DelayInput({
  id,
  value,
  label,
  describedBy,
  onChange,
}: {
  id: string;
  value: string;
  label: string;
  describedBy: string;
  onChange: (value: string) => void;
}) {
  const words = useEditorWords();
  const delay = readDelay(value);
  const [amount, setAmount] = useState('');
  const [unit, setUnit] = useState<DelayUnit>('D');
  useEffect(() => {
    const read = readDelay(value);
    setAmount(read ? String(read.amount) : '');
    if (read) setUnit(read.unit);
  }, [value]);
  const put = (next: string, of: DelayUnit) => {
    setAmount(next);
    setUnit(of);
    const number = Number(next);
    if (next === '') onChange('');
    else if (Number.isInteger(number) && number > 0 && number < 10_000)
      onChange(writeDelay({ amount: number, unit: of }));
  };
  return (
    <div className="h-field__delay">
      <input
        id={id}
        type="number"
        min={1}
        max={9999}
        className="bio-properties-panel-input"
        aria-describedby={describedBy}
        value={amount}
        onChange={(event) => put(event.target.value, unit)}
        // What is no delay goes back to the one that is kept.
        onBlur={() => setAmount(delay ? String(delay.amount) : '')}
      />
      <select
        className="bio-properties-panel-input"
        aria-label={words('fields.unitOf', { label })}
        value={unit}
        onChange={(event) => put(amount, event.target.value as DelayUnit)}
      >
        {DELAY_UNITS.map((one) => (
          <option key={one} value={one}>
            {words(`fields.units.${one}`)}
          </option>
        ))}
      </select>
    </div>
  );
}
