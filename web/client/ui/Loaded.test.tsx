import { expect, test } from '@jest/globals';
import { useQuery } from '@tanstack/react-query';
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { send } from '../api/api.ts';
import { speak } from '../language/language.ts';
import { Loaded } from './Loaded.tsx';

function Thing({ wholePage = false }: { wholePage?: boolean }) {
  const query = useQuery({ queryKey: ['thing'], queryFn: () => send<{ name: string }>('GET', '/api/thing') });
  return (
    <Loaded query={query} wholePage={wholePage}>
      {({ name }) => <p>{name}</p>}
    </Loaded>
  );
}

test('says that it is coming, then shows what came', async () => {
  const { promise, resolve } = Promise.withResolvers<{ name: string }>();
  serve({ 'GET /api/thing': () => promise });
  show(<Thing />);

  const waiting = await screen.findByText('Chargement en cours');
  expect(waiting.closest('[aria-busy="true"]')).not.toBeNull();

  resolve({ name: 'Une demande' });
  expect(await screen.findByText('Une demande')).toBeDefined();
  expect(document.querySelector('[aria-busy="true"]')).toBeNull();
});

test('says why it did not come, and tries again when asked to', async () => {
  let up = false;
  serve({ 'GET /api/thing': () => (up ? { name: 'Une demande' } : refusal(409, 'conflict')) });
  show(<Thing />);

  expect((await screen.findByRole('alert')).textContent).toContain('Impossible d’aboutir');
  up = true;
  await userEvent.click(screen.getByRole('button', { name: 'Réessayer' }));

  expect(await screen.findByText('Une demande')).toBeDefined();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('says it in English too', async () => {
  await speak('en');
  serve({ 'GET /api/thing': refusal(409, 'conflict') });
  show(<Thing />);

  await screen.findByRole('alert');
  expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
});

test.each([
  [404, 'not-found', 'Page introuvable'],
  [400, 'invalid-input', 'Page introuvable'],
  [403, 'forbidden', 'Accès réservé'],
])('a whole page that is answered %i is another page: %s', async (status, code, title) => {
  serve({ 'GET /api/thing': refusal(status, code) });
  show(<Thing wholePage />);

  expect(await screen.findByRole('heading', { level: 1, name: title })).toBeDefined();
  expect(screen.getByRole('link', { name: 'Revenir à l’accueil' }).getAttribute('href')).toBe('/');
  await waitFor(() => expect(document.title).toBe(`${title} – Harmonie`));
});

test('a whole page that could not be read is a page that says so, where it is asked for again', async () => {
  serve({ 'GET /api/thing': refusal(409, 'conflict') });
  show(<Thing wholePage />);

  const title = 'Cette page n’a pas pu s’afficher';
  expect(await screen.findByRole('heading', { level: 1, name: title })).toBeDefined();
  expect(screen.getByRole('button', { name: 'Réessayer' })).toBeDefined();
  await waitFor(() => expect(document.title).toBe(`${title} – Harmonie`));
});
