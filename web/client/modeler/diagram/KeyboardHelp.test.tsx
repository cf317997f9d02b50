import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { show } from '#testing/component/show.tsx';
import { KeyboardHelp } from './KeyboardHelp.tsx';

function Toolbar() {
  const [helping, setHelping] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setHelping(true)}>
        Clavier
      </button>
      {helping ? <KeyboardHelp onClose={() => setHelping(false)} /> : null}
    </>
  );
}

test('whoever has no mouse comes into the list of keys, and back to where they were', async () => {
  show(<Toolbar />);
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  expect(screen.getByRole('dialog').contains(document.activeElement)).toBe(true);
  await userEvent.keyboard('{Escape}');
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Clavier' }));
});
