import { beforeAll, expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { show } from '../../../../../testing/component/show.tsx';
import { alsoSpeak } from '../../../language/language.ts';
import { GridChangeList } from './GridChangeList.tsx';

beforeAll(() => alsoSpeak('grids'));

const gridOf = (count: number) => ({
  ...{ name: 'quotites', title: { fr: 'Quotités', en: 'Quotas' } },
  columns: [{ key: 'quota', type: 'quota', label: { fr: 'Quotité', en: 'Quota' }, by: true } as const],
  rows: Array.from({ length: count }, (_none, index) => ({
    ...{ from: '2020-01-01', until: null, values: { quota: index + 1 }, legal: null },
  })),
});

test('whoever approves reads all that changes, however many rows do', async () => {
  const user = userEvent.setup();
  show(<GridChangeList before={gridOf(0)} after={gridOf(203)} />);
  expect(screen.queryByText(/ 203 ·/)).toBeNull();
  expect(screen.getByText(/et 3 autres/)).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Tout afficher' }));
  expect(screen.getByText(/ 203 ·/)).toBeDefined();
  expect(screen.queryByRole('button')).toBeNull();
});
