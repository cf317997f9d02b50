import { expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import type { BarredKind, Catalogue as CatalogueView, KindSummary } from '#web/contract/requests/catalogue.ts';
import { SpaceContext } from '../../app/space.tsx';
import { speak } from '../../language/language.ts';
import { Catalogue } from './Catalogue.tsx';

const words = (fr: string) => ({ fr, en: `${fr} (en)` });
const CATEGORIES = ['Temps de travail', 'Famille', 'Données personnelles', 'Mobilité', 'Absences'];
const aKind = (name: string, category: string): KindSummary => ({
  ...{ kind: name, title: words(name), summary: words(`Pour ${name}`), category: words(category) },
  ...{ pieces: [], startedBy: null },
});
const barred = (name: string, more: Partial<BarredKind>): BarredKind => ({
  ...{ kind: name, title: words(name), summary: words(`Pour ${name}`), category: words('Carrière') },
  ...{ why: 'kind-closed', startedBy: null, offeredTo: [], ...more },
});

/** Thirty kinds in five categories, of which two are asked most; three that one cannot file. */
const MANY: CatalogueView = {
  items: Array.from({ length: 30 }, (_, at) => aKind(`Démarche ${30 - at}`, CATEGORIES[at % 5] ?? '')),
  barred: [
    barred('Avancement', { why: 'not-startable', startedBy: 'gestionnaire' }),
    barred('Détachement', { why: 'not-offered', offeredTo: ['titulaire', 'magistrat'] }),
    barred('Mutation', { why: 'kind-closed' }),
  ],
  mostAsked: { kinds: ['Démarche 7', 'Démarche 12'], from: '2026-08-30' },
  agent: null,
};

async function open(catalogue: CatalogueView = MANY) {
  serve({ 'GET /api/catalogue': catalogue });
  show(
    <SpaceContext.Provider value={{ space: 'agent', enter: () => {} }}>
      <Catalogue />
    </SpaceContext.Provider>,
  );
  await screen.findByRole('searchbox');
}
const headings = () => screen.getAllByRole('heading').map(({ tagName, textContent }) => `${tagName} ${textContent}`);
const cardsUnder = (heading: string) =>
  within(screen.getByRole('region', { name: heading }))
    .getAllByRole('link')
    .map((link) => link.querySelector('.h-kind__title')?.textContent);

test('what is asked most comes first, with since when it is counted, then each category under its heading', async () => {
  await open();
  expect(headings()).toEqual([
    'H1 Catalogue des démarches',
    'H2 Souvent demandé',
    'H2 Absences',
    'H2 Données personnelles',
    'H2 Famille',
    'H2 Mobilité',
    'H2 Temps de travail',
  ]);
  expect(cardsUnder('Souvent demandé')).toEqual(['Démarche 7', 'Démarche 12']);
  expect(screen.getByText(/depuis le 30 août 2026/)).toBeTruthy();
  // In its category too, where whoever looks there finds it.
  expect(cardsUnder('Famille')).toContain('Démarche 19');
  expect(screen.getByText('30 démarches')).toBeTruthy();
});

test('a search keeps only the groups where something is found, by any of its words', async () => {
  const agent = userEvent.setup();
  await open();
  await agent.type(screen.getByRole('searchbox'), 'demarche MOBILITE 2');
  await waitFor(() => expect(headings()).toEqual(['H1 Catalogue des démarches', 'H2 Mobilité']));
  expect(cardsUnder('Mobilité')).toEqual(['Démarche 2', 'Démarche 12', 'Démarche 22', 'Démarche 27'].sort());
  await agent.clear(screen.getByRole('searchbox'));
  await agent.click(screen.getByRole('button', { name: 'Famille' }));
  expect(headings()).toEqual(['H1 Catalogue des démarches', 'H2 Famille']);
});

test('a search finds a kind by a piece that it asks for, and an apostrophe however it is typed', async () => {
  const agent = userEvent.setup();
  const piece = { pieceType: 'rib', label: words('Relevé d’identité bancaire (RIB)'), mandatory: true, depends: false };
  await open({ ...MANY, items: [...MANY.items, { ...aKind('Compte de paye', 'Paie'), pieces: [piece] }] });
  await agent.type(screen.getByRole('searchbox'), "releve d'identite RIB");
  await waitFor(() => expect(headings()).toEqual(['H1 Catalogue des démarches', 'H2 Paie']));
});

test('what a superior starts is said so', async () => {
  await open({ ...MANY, barred: [barred('Entretien', { why: 'not-startable', startedBy: 'superieur' })] });
  expect(screen.getByText('Engagé par votre supérieur hiérarchique, qui vous le communique.')).toBeTruthy();
});

test('what one cannot file is listed apart, folded, each with why; no link leads there', async () => {
  await open();
  const summary = screen.getByText('3 démarches que vous ne pouvez pas déposer');
  const apart = summary.closest('details') as HTMLDetailsElement;
  expect(apart.open).toBe(false);
  expect(within(apart).queryAllByRole('link')).toEqual([]);
  for (const why of [
    'Engagé par votre gestionnaire : l’acte vous est notifié une fois signé.',
    'Proposée aux agents de ces statuts : titulaire, magistrat.',
    'Pas ouverte à votre structure aujourd’hui.',
  ])
    expect(within(apart).getByText(why)).toBeTruthy();
});

test('a search that finds nothing else unfolds what one cannot file and says why', async () => {
  const agent = userEvent.setup();
  await open();
  await agent.type(screen.getByRole('searchbox'), 'avancement');
  const apart = (await screen.findByText('Une démarche que vous ne pouvez pas déposer')).closest('details');
  await waitFor(() => expect(apart?.open).toBe(true));
});

test('where nothing is asked by enough agents, nothing is said of what is asked; English reads the same', async () => {
  await speak('en');
  await open({ ...MANY, mostAsked: { kinds: [], from: '2026-08-30' } });
  expect(headings().slice(0, 2)).toEqual(['H1 Catalogue of requests', 'H2 Absences (en)']);
  expect(screen.getByText('3 requests that you cannot file')).toBeTruthy();
});
