import { TrashCan } from '@carbon/icons-react';
import { Button, Select, SelectItem } from '@carbon/react';
import type { Test } from '#domain/circuit/condition.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { answersOf, firstTest, keyOf } from './answers.ts';
import { ComparedDay } from './ComparedDay.tsx';
import { ComparedNumber } from './ComparedNumber.tsx';
import { ComparedTexts } from './ComparedTexts.tsx';
import type { Fact } from './facts.ts';
import { labelIn } from './say-condition.ts';

interface RowProps {
  readonly id: string;
  readonly test: Test;
  readonly facts: readonly Fact[];
  readonly onChange: (test: Test) => void;
  readonly onRemove: () => void;
}

/** One thing that must hold, chosen: what it is of, what of it, and what that is compared with. */
export function TestRow({ id, test, facts, onChange, onRemove }: RowProps) {
  const words = useEditorWords();
  const fact = facts.find(({ name }) => name === test.name);
  const isKnown = fact !== undefined;
  const answers = answersOf(test, facts, words);
  return (
    <div className="h-condition__row">
      <div className="h-condition__test">
        <Select
          id={`${id}-fact`}
          size="sm"
          labelText={words('conditions.fact')}
          hideLabel
          value={test.name}
          onChange={(event) => {
            const chosen = facts.find(({ name }) => name === event.target.value);
            if (chosen) onChange(firstTest(chosen, facts));
          }}
        >
          {isKnown ? null : <SelectItem value={test.name} text={test.name} />}
          {facts.map(({ name, label }) => (
            <SelectItem key={name} value={name} text={label} />
          ))}
        </Select>
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
        {'number' in test || 'other' in test ? (
          <ComparedNumber key={test.name} id={id} test={test} facts={facts} onChange={onChange} />
        ) : null}
        {'texts' in test ? (
          <ComparedTexts id={id} test={test} choices={fact?.choices ?? []} onChange={onChange} />
        ) : null}
        {'day' in test ? <ComparedDay key={test.name} id={id} test={test} facts={facts} onChange={onChange} /> : null}
      </div>
      <Button
        kind="ghost"
        size="sm"
        hasIconOnly
        renderIcon={TrashCan}
        iconDescription={words('conditions.remove', { fact: labelIn(facts, test.name) })}
        tooltipPosition="left"
        onClick={onRemove}
      />
    </div>
  );
}
