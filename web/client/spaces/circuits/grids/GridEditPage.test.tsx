import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { Grid } from '#domain/situation/grids/grid.ts';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { queryClient } from '#web/client/api/query.ts';
import { MeProvider } from '#web/client/app/me.tsx';
import { SpaceContext } from '#web/client/app/space.tsx';
import { alsoSpeak } from '#web/client/language/language.ts';
import type { Me } from '#web/contract/account/me.ts';
import { GridEditPage } from './GridEditPage.tsx';

beforeAll(() => alsoSpeak('grids'));

const label = (text: string) => ({ fr: text, en: text });
const gridOf = (quotas: readonly number[]): Grid => ({
  name: 'quotites',
  title: label('Quotités'),
  columns: [
    { key: 'quota', type: 'quota', label: label('Quotité'), by: true },
    { key: 'part', type: 'fraction', label: label('Part') },
  ],
  rows: quotas.map((quota) => ({
    from: '2020-01-01',
    until: null,
    values: { quota, part: `${quota}/100` },
    legal: null,
  })),
});
const someone = { id: 'p1', firstName: 'Alice', lastName: 'Analyste' };

function open(grid: Grid, { at, sentBack }: { at: string; sentBack?: { id: string; grid: Grid } }) {
  const version = { number: 1, publishedAt: '2026-03-02T09:00:00Z', by: null };
  const mine = { approvalBar: null, canReturn: false, canTakeBack: false };
  const proposal = sentBack && {
    ...{ ...sentBack, mine, proposedBy: someone, proposedAt: '2026-03-03T09:00:00Z', reason: 'Décret' },
    ...{ state: 'returned', decidedBy: null, remark: 'Manque une ligne' },
  };
  const current = { ...version, id: 'v1', grid };
  serve({
    'GET /api/grids/quotites': {
      current,
      versions: [version],
      readBy: [],
      proposal: proposal ?? null,
      mayPropose: true,
    },
  });
  return show(
    <MeProvider value={{ id: 'p1', habilitations: [{ role: 'analyste' }] } as unknown as Me}>
      <SpaceContext.Provider value={{ space: 'circuits', enter: () => {} }}>
        <GridEditPage />
      </SpaceContext.Provider>
    </MeProvider>,
    { at, path: '/circuits/grids/:name/edit' },
  );
}

const EDIT = '/circuits/grids/quotites/edit';
const partOf = (quota: number) => screen.findByLabelText<HTMLInputElement>(new RegExp(`^Part, ${quota}, `));

/** A button by its words, found without asking the role of a thousand others. */
const buttonSaid = (words: RegExp) =>
  screen.getByText(words).closest('.cds--icon-tooltip')?.querySelector('button') as HTMLElement;

describe('the rows of a grid while they are changed', () => {
  beforeEach(() => localStorage.clear());

  test('what was typed of a proposal that was sent back is there when its page is opened again', async () => {
    const user = userEvent.setup();
    const sentBack = { id: 'q1', grid: gridOf([80, 70]) };
    const first = open(gridOf([80]), { at: `${EDIT}?resume`, sentBack });
    await user.clear(await partOf(70));
    await user.type(await partOf(70), '7/10');
    first.unmount();
    const again = open(gridOf([80]), { at: `${EDIT}?resume`, sentBack });
    expect((await partOf(70)).value).toBe('7/10');
    expect(screen.getByText('Vos modifications sont conservées dans ce navigateur')).toBeDefined();
    again.unmount();
    queryClient.clear();
    // Another proposal, sent back since, is read as it was proposed.
    open(gridOf([80]), { at: `${EDIT}?resume`, sentBack: { id: 'q2', grid: gridOf([80, 60]) } });
    expect((await partOf(60)).value).toBe('60/100');
  });

  test('starting over leaves no row to put back', async () => {
    const user = userEvent.setup();
    open(gridOf([80]), { at: EDIT });
    await user.click(await screen.findByRole('button', { name: /^Retirer la ligne 80/ }));
    expect(screen.getByRole('button', { name: 'Annuler le retrait' })).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Repartir de la version en vigueur' }));
    const dialog = screen.getByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Repartir de la version en vigueur' }));
    expect((await partOf(80)).value).toBe('80/100');
    expect(screen.queryByRole('button', { name: 'Annuler le retrait' })).toBeNull();
  });

  test('the page before is shown once the last one has no row left', async () => {
    const user = userEvent.setup();
    open(gridOf(Array.from({ length: 21 }, (_none, index) => index + 1)), { at: EDIT });
    await partOf(1);
    await user.click(buttonSaid(/page suivante/i));
    await user.click(buttonSaid(/^Retirer la ligne 21/));
    expect((await partOf(20)).value).toBe('20/100');
  });
});
