import './conditions.scss';
import { Add } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import type { Test } from '#domain/circuit/condition.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { firstTest } from './answers.ts';
import { FeelCondition } from './FeelCondition.tsx';
import type { Fact } from './facts.ts';
import { TestRow } from './TestRow.tsx';

interface ChooserProps {
  readonly id: string;
  /** What its expression is called. */
  readonly label: string;
  /** As it is kept, with its « = »; empty: there is none. */
  readonly feel: string;
  readonly read: (feel: string) => readonly Test[] | null;
  readonly write: (tests: readonly Test[]) => string;
  readonly facts: readonly Fact[];
  /** What is said where nothing can be chosen, and where nothing is yet. */
  readonly nothing: string;
  readonly unsaid: string;
  readonly onChange: (feel: string) => void;
}

/** A condition, chosen: all of some tests must hold. Its FEEL is behind; one that says something else is kept as it is. */
export function ConditionChooser({ id, label, feel, read, write, facts, nothing, unsaid, onChange }: ChooserProps) {
  const words = useEditorWords();
  const tests = feel === '' ? [] : read(feel);
  const put = (next: readonly Test[]) => onChange(next.length === 0 ? '' : write(next));
  const next = facts.find(({ name }) => !tests?.some((test) => test.name === name)) ?? facts[0];
  return (
    <>
      {tests === null ? <p className="h-muted">{words('conditions.unread')}</p> : null}
      {(tests ?? []).map((test, index) => (
        <TestRow
          // biome-ignore lint/suspicious/noArrayIndexKey: two tests may be of one variable
          key={index}
          id={`${id}-${index}`}
          test={test}
          facts={facts}
          onChange={(changed) => put((tests ?? []).with(index, changed))}
          onRemove={() => put((tests ?? []).toSpliced(index, 1))}
        />
      ))}
      {facts.length === 0 ? <p className="h-muted">{nothing}</p> : null}
      {feel === '' && facts.length > 0 ? <p className="h-muted">{unsaid}</p> : null}
      {next && tests !== null ? (
        <Button kind="ghost" size="sm" renderIcon={Add} onClick={() => put([...tests, firstTest(next, facts)])}>
          {words(tests.length === 0 ? 'conditions.choose' : 'conditions.and')}
        </Button>
      ) : null}
      {next && tests === null ? (
        <Button kind="ghost" size="sm" onClick={() => put([firstTest(next, facts)])}>
          {words('conditions.instead')}
        </Button>
      ) : null}
      <FeelCondition
        key={feel}
        id={`${id}-feel`}
        label={label}
        feel={feel}
        isOpen={tests === null}
        onChange={onChange}
      />
    </>
  );
}
