import { expect, test } from '@jest/globals';
import { act, screen } from '@testing-library/react';
import { show } from '#testing/component/show.tsx';
import { PassedNotice } from './Notice.tsx';

test('what was done is said once: not again to whoever comes back from another task that they left undone', async () => {
  const notice = { kind: 'success', title: 'Votre avis est enregistré.' };
  const { router } = show(<PassedNotice />);
  await act(() => router.navigate('/tasks', { state: { notice }, replace: true }));
  expect(screen.getByRole('status').textContent).toContain('Votre avis est enregistré.');
  await act(() => router.navigate('/tasks/8'));
  await act(() => router.navigate(-1));
  expect(router.state.location.pathname).toBe('/tasks');
  expect(screen.queryByRole('status')).toBeNull();
});
