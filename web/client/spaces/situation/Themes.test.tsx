import { expect, test } from '@jest/globals';
import { show } from '#testing/component/show.tsx';
import type { SituationView, ThemeHistory } from '#web/contract/requests/situation.ts';
import { Themes } from './Themes.tsx';

const quota = (share: number) => {
  const label = { fr: 'Quotité', en: 'Share' };
  return [{ key: 'quota', label, value: { fr: `à ${share} pour cent`, en: `${share} per cent` } }];
};
type Entry = ThemeHistory['history'][number];
const anEntry = (id: string, share: number, from: string, until: string, superseded = false): Entry => ({
  ...{ id, values: quota(share), from, until, superseded },
  ...{ at: '2026-01-01T10:00:00Z', origin: 'request', request: null, correction: null },
});
const FIRST = anEntry('1', 80, '2020-01-01', '2098-12-31');

/** What the page says of working time, its history apart. */
function said(stands: Entry | null, history: Entry[]): string {
  const { values, from, until } = stands ?? { values: [], from: null, until: null };
  const theme: ThemeHistory = {
    ...{ theme: 'temps-de-travail', title: { fr: 'Temps de travail', en: 'Working time' }, items: [], kinds: [] },
    ...{ values, from, until, none: { fr: 'Temps plein', en: 'Full time' }, history, renewed: false },
  };
  const situation = { person: { id: 'claire' }, themes: [theme], mayCorrect: false, corrections: [] };
  const { container } = show(
    <Themes situation={situation as unknown as SituationView} begin={{ word: 'change', at: () => '/' }} />,
  );
  container.querySelector('details')?.remove();
  return (container.textContent ?? '').replaceAll('\u00a0', ' ');
}

test('after a period that ends, nothing stands: what that means is said', () => {
  expect(said(FIRST, [FIRST])).toContain('Ensuite : Temps plein.');
});

test('renewed already, it goes on: nobody reads that they are at full time again', () => {
  const text = said(FIRST, [anEntry('2', 70, '2099-01-01', '2099-12-31'), FIRST]);
  expect(text).toContain('Ensuite : à 70 pour cent');
  expect(text).not.toContain('Temps plein');
});

test('between two periods, both are said; what was put right is no period', () => {
  const history = [anEntry('3', 50, '2099-01-01', '2099-12-31', true), anEntry('2', 70, '2099-03-01', '2099-12-31')];
  const text = said(FIRST, [...history, FIRST]);
  expect(text).toMatch(/Ensuite : Temps plein[.]Ensuite : à 70 pour cent/);
  expect(text).not.toContain('à 50 pour cent');
});

test('where nothing stands yet, what is granted for later is said', () => {
  expect(said(null, [anEntry('2', 70, '2099-03-01', '2099-12-31')])).toMatch(/Temps plein.*Ensuite : à 70 pour cent/);
});
