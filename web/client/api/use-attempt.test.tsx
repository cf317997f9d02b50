import { expect, test } from '@jest/globals';
import { act, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { show } from '#testing/component/show.tsx';
import { ApiProblem } from './api.ts';
import { useAttempt } from './use-attempt.ts';

function Screen(props: { send: () => Promise<unknown>; again?: boolean; first?: string | undefined }) {
  const { send, again = false, first } = props;
  const { attempt, busy, problem, setProblem } = useAttempt(first);
  return (
    <>
      <button type="button" onClick={() => void attempt(send, { again })}>
        {busy ? 'Envoi…' : 'Envoyer'}
      </button>
      <button type="button" onClick={() => setProblem('Choisissez une réponse.')}>
        Relire
      </button>
      <p role="alert">{problem}</p>
    </>
  );
}

/** Shows a screen whose sendings are settled one by one, by hand. */
function shown({ again = false, first }: { again?: boolean; first?: string } = {}) {
  const sent: PromiseWithResolvers<unknown>[] = [];
  const send = () => {
    const sending = Promise.withResolvers<unknown>();
    sent.push(sending);
    return sending.promise;
  };
  show(<Screen send={send} again={again} first={first} />);
  return sent;
}
const click = (name: string) => userEvent.click(screen.getByRole('button', { name }));
const problem = () => screen.getByRole('alert').textContent;

test('what is clicked twice in one turn is sent once', async () => {
  const sent = shown();
  const button = screen.getByRole('button', { name: 'Envoyer' });
  act(() => {
    button.click();
    button.click();
  });
  expect(sent).toHaveLength(1);
  await click('Envoi…');
  expect(sent).toHaveLength(1);
});

test('what went well is not sent again while the screen is left', async () => {
  const sent = shown();
  await click('Envoyer');
  await act(async () => sent[0]?.resolve(undefined));
  await click('Envoi…');
  expect(sent).toHaveLength(1);
});

test('what went well may be sent again where the screen stays', async () => {
  const sent = shown({ again: true });
  await click('Envoyer');
  await act(async () => sent[0]?.resolve(undefined));
  await click('Envoyer');
  expect(sent).toHaveLength(2);
});

test('what the person gave up, or is told of at its field, may be sent again: nothing else is said of it', async () => {
  const sent = shown();
  await click('Envoyer');
  await act(async () => sent[0]?.resolve(false));
  expect(problem()).toBe('');
  await click('Envoyer');
  expect(sent).toHaveLength(2);
});

test('why it failed is read until it is sent again', async () => {
  const sent = shown();
  await click('Envoyer');
  await act(async () => sent[0]?.reject(new ApiProblem(403, { code: 'forbidden' })));
  expect(problem()).not.toBe('');
  await click('Envoyer');
  expect(sent).toHaveLength(2);
  expect(problem()).toBe('');
});

test('what is wrong before anything is sent is read until something is', async () => {
  const sent = shown();
  await click('Relire');
  expect(problem()).toBe('Choisissez une réponse.');
  await click('Envoyer');
  expect(sent).toHaveLength(1);
  expect(problem()).toBe('');
});

test('what is wrong as the screen opens is read until something is sent', async () => {
  const sent = shown({ first: 'Code incorrect.' });
  expect(problem()).toBe('Code incorrect.');
  await click('Envoyer');
  expect(sent).toHaveLength(1);
  expect(problem()).toBe('');
});
