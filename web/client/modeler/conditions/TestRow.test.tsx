import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { type Test, writeCondition } from '../../../../domain/circuit/condition.ts';
import { show } from '../../../../testing/component/show.tsx';
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
