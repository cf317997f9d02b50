import { Checkbox, CheckboxGroup } from '@carbon/react';
import type { Test } from '#domain/circuit/condition.ts';
import { useEditorWords } from '../use-editor-words.ts';
import type { Fact } from './facts.ts';

type OneOf = Extract<Test, { readonly is: 'one-of' }>;

/** The choices of which an answer is one; the last one stays: of none, nothing would ever be true. */
export function ComparedTexts({
  id,
  test,
  choices,
  onChange,
}: {
  id: string;
  test: OneOf;
  choices: Fact['choices'];
  onChange: (test: OneOf) => void;
}) {
  const words = useEditorWords();
  const strangers = test.texts.filter((text) => !choices.some(({ value }) => value === text));
  const offered = [...choices, ...strangers.map((value) => ({ value, label: value }))];
  const put = (text: string, isOne: boolean) => {
    const next = offered
      .map(({ value }) => value)
      .filter((value) => (value === text ? isOne : test.texts.includes(value)));
    onChange({ ...test, texts: next });
  };
  return (
    <CheckboxGroup legendText={words('conditions.oneOf')}>
      {offered.map(({ value, label }) => (
        <Checkbox
          key={value}
          id={`${id}-${value}`}
          labelText={label}
          checked={test.texts.includes(value)}
          disabled={test.texts.length === 1 && test.texts.includes(value)}
          onChange={(_event, { checked }) => put(value, checked)}
        />
      ))}
    </CheckboxGroup>
  );
}
