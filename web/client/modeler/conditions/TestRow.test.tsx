import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { type Test, writeCondition } from '#domain/circuit/condition.ts';
import { show } from '#testing/component/show.tsx';
import type { Fact } from './facts.ts';
import { TestRow } from './TestRow.tsx';

const MOTIF: Fact = {
  ...{ name: 'motif', label: 'Motif', is: 'text' },
  choices: ['Mission', 'Formation', 'Autre'].map((label) => ({ value: label.toLowerCase(), label })),
};

function Row() {
  const [chosen, choose] = useState<Test>({ name: 'motif', is: 'text', text: 'formation' });
  return (
    <>
      <TestRow id="row" test={chosen} facts={[MOTIF]} onChange={choose} onRemove={() => {}} />
      <output>{writeCondition([chosen])}</output>
    </>
  );
}
const kept = () => screen.getByRole('status').textContent;

test('an answer that is one of several: begun with the one it was, the last one staying', async () => {
  const user = userEvent.setup();
  show(<Row />);
  await user.selectOptions(screen.getByRole('combobox', { name: 'Ce qui doit être vrai' }), 'est l’un de…');
  expect(kept()).toBe('=motif in ("formation")');
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'Formation' }).disabled).toBe(true);
  await user.click(screen.getByRole('checkbox', { name: 'Mission' }));
  expect(kept()).toBe('=motif in ("mission", "formation")');
  await user.click(screen.getByRole('checkbox', { name: 'Formation' }));
  expect(kept()).toBe('=motif in ("mission")');
});

function Rows() {
  const [tests, put] = useState<readonly Test[]>([
    { name: 'jours', is: '>', number: 3 },
    { name: 'jours', is: '<', number: 10 },
  ]);
  const facts: Fact[] = [{ name: 'jours', label: 'Jours', is: 'number', choices: [] }];
  return (
    <>
      {tests.map((test, index) => (
        <TestRow
          // biome-ignore lint/suspicious/noArrayIndexKey: two tests may be of one variable
          key={index}
          id={`row-${index}`}
          test={test}
          facts={facts}
          onChange={(changed) => put(tests.with(index, changed))}
          onRemove={() => put(tests.toSpliced(index, 1))}
        />
      ))}
      <button type="button" onClick={() => put([{ name: 'jours', is: '<', number: 5 }])}>
        Annuler
      </button>
      <output>{writeCondition(tests)}</output>
    </>
  );
}

test('a number is the one that is kept, once another test goes or a change is undone', async () => {
  const user = userEvent.setup();
  show(<Rows />);
  await user.click(screen.getAllByRole('button', { name: /^Retirer/ })[0] as HTMLElement);
  const number = () => screen.getByRole<HTMLInputElement>('textbox');
  expect(number().value).toBe('10');
  await user.clear(number());
  await user.type(number(), '8');
  await user.tab();
  expect(kept()).toBe('=jours < 8');
  await user.click(screen.getByRole('button', { name: 'Annuler' }));
  expect(number().value).toBe('5');
  await user.click(number());
  await user.tab();
  expect(kept()).toBe('=jours < 5');
});
