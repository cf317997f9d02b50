import { Select, SelectItem } from '@carbon/react';
import { ORDERS, type Test } from '#domain/circuit/condition.ts';
import { useEditorWords } from '../use-editor-words.ts';
import type { Fact } from './facts.ts';
import { NumberBox } from './NumberBox.tsx';
import { labelIn } from './say-condition.ts';

interface NumberProps {
  readonly id: string;
  readonly test: Extract<Test, { readonly number: number } | { readonly other: string }>;
  readonly facts: readonly Fact[];
  readonly onChange: (test: Test) => void;
}

/** What a number is compared with: one that is written, or that of another field where both are put in order. */
export function ComparedNumber({ id, test, facts, onChange }: NumberProps) {
  const words = useEditorWords();
  const { name } = test;
  const order = ORDERS.find((one) => one === test.is);
  const written = 'other' in test ? [test.other] : [];
  const numbers = facts.filter((fact) => fact.is === 'number' && fact.unanswered !== undefined && fact.name !== name);
  const others = order ? [...new Set([...numbers.map((fact) => fact.name), ...written])] : [];
  return (
    <>
      {order && others.length > 0 ? (
        <Select
          id={`${id}-with`}
          size="sm"
          labelText={words('conditions.comparedWith')}
          hideLabel
          value={'other' in test ? test.other : ''}
          onChange={({ target }) =>
            onChange(target.value === '' ? { name, is: order, number: 0 } : { name, is: order, other: target.value })
          }
        >
          <SelectItem value="" text={words('conditions.aNumber')} />
          {others.map((other) => (
            <SelectItem key={other} value={other} text={labelIn(facts, other)} />
          ))}
        </Select>
      ) : null}
      {'number' in test ? (
        <NumberBox
          id={`${id}-number`}
          label={words('conditions.number')}
          wrong={words('conditions.notNumber')}
          number={test.number}
          isRight={Number.isFinite}
          onChange={(number) => onChange({ ...test, number })}
        />
      ) : null}
    </>
  );
}
