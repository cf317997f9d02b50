import { TrashCan } from '@carbon/icons-react';
import { Button, Select, SelectItem, TextInput } from '@carbon/react';
import { useState } from 'react';
import { COMPARISONS, type Comparison, type Test } from '../../../../domain/circuit/condition.ts';
import { type EditorWords, useEditorWords } from '../use-editor-words.ts';
import type { Fact } from './facts.ts';
import { sayTest } from './say-condition.ts';

interface RowProps {
  readonly id: string;
  readonly test: Test;
  readonly facts: readonly Fact[];
  readonly onChange: (test: Test) => void;
  readonly onRemove: () => void;
}

/** What a fact is asked first: its first choice, that it is so. */
export function firstTest({ name, is, choices }: Fact): Test {
  switch (is) {
    case 'presence':
      return { name, is: 'given' };
    case 'flag':
      return { name, is: 'yes' };
    case 'number':
      return { name, is: '>', number: 0 };
    case 'text':
      return { name, is: 'text', text: choices[0]?.value ?? '' };
  }
}

/** One thing that must hold, chosen: what it is of, and what of it. */
export function TestRow({ id, test, facts, onChange, onRemove }: RowProps) {
  const words = useEditorWords();
  const fact = facts.find(({ name }) => name === test.name);
  const answers = answersOf(test, fact, words);
  return (
    <div className="h-condition__row">
      <Select
        id={`${id}-fact`}
        size="sm"
        labelText={words('conditions.fact')}
        hideLabel
        value={test.name}
        onChange={(event) => {
          const chosen = facts.find(({ name }) => name === event.target.value);
          if (chosen) onChange(firstTest(chosen));
        }}
      >
        {fact ? null : <SelectItem value={test.name} text={test.name} />}
        {facts.map(({ name, label }) => (
          <SelectItem key={name} value={name} text={label} />
        ))}
      </Select>
      {'number' in test ? (
        <NumberTest key={test.name} id={id} test={test} onChange={onChange} />
      ) : (
        <Select
          id={`${id}-answer`}
          size="sm"
          labelText={words('conditions.answer')}
          hideLabel
          value={keyOf(test)}
          onChange={(event) => {
            const chosen = answers.find((answer) => keyOf(answer.test) === event.target.value);
            if (chosen) onChange(chosen.test);
          }}
        >
          {answers.map((answer) => (
            <SelectItem key={keyOf(answer.test)} value={keyOf(answer.test)} text={answer.text} />
          ))}
        </Select>
      )}
      <Button
        kind="ghost"
        size="sm"
        hasIconOnly
        renderIcon={TrashCan}
        iconDescription={words('conditions.remove', { fact: fact?.label ?? test.name })}
        onClick={onRemove}
      />
    </div>
  );
}

function NumberTest({
  id,
  test,
  onChange,
}: {
  id: string;
  test: Extract<Test, { readonly number: number }>;
  onChange: (test: Test) => void;
}) {
  const words = useEditorWords();
  const [typed, setTyped] = useState(String(test.number));
  const number = Number(typed.replace(',', '.'));
  const isNumber = typed.trim() !== '' && Number.isFinite(number);
  return (
    <div className="h-condition__number">
      <Select
        id={`${id}-comparison`}
        size="sm"
        labelText={words('conditions.comparison')}
        hideLabel
        value={test.is}
        onChange={(event) => onChange({ ...test, is: event.target.value as Comparison })}
      >
        {COMPARISONS.map((sign) => (
          <SelectItem key={sign} value={sign} text={words(`conditions.sign.${sign}`)} />
        ))}
      </Select>
      <TextInput
        id={`${id}-number`}
        size="sm"
        labelText={words('conditions.number')}
        hideLabel
        inputMode="decimal"
        value={typed}
        invalid={!isNumber}
        invalidText={words('conditions.notNumber')}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => isNumber && number !== test.number && onChange({ ...test, number })}
      />
    </div>
  );
}

interface Answer {
  readonly test: Test;
  readonly text: string;
}

const keyOf = (test: Test): string => ('text' in test ? `${test.is} ${test.text}` : test.is);

/** What can be chosen of a fact, with what is written where that is none of it. */
function answersOf(test: Test, fact: Fact | undefined, words: EditorWords): Answer[] {
  const offered = fact === undefined ? [] : offeredBy(fact, words);
  return offered.some((answer) => keyOf(answer.test) === keyOf(test))
    ? offered
    : [{ test, text: sayTest(test, fact, words) }, ...offered];
}

function offeredBy({ name, is, choices }: Fact, words: EditorWords): Answer[] {
  const answers = (...of: ('given' | 'absent' | 'yes' | 'no')[]): Answer[] =>
    of.map((each) => ({ test: { name, is: each }, text: words(`conditions.is.${each}`) }));
  switch (is) {
    case 'presence':
      return answers('given', 'absent');
    case 'flag':
      return answers('yes', 'no');
    case 'number':
      return [];
    case 'text':
      return (['text', 'other-text'] as const).flatMap((each) =>
        choices.map(({ value, label }) => ({
          test: { name, is: each, text: value },
          text: words(`conditions.is.${each}`, { value: label }),
        })),
      );
  }
}
