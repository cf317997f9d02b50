import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import type { KindSummary } from '#web/contract/requests/catalogue.ts';
import { MeProvider } from '../../app/me.tsx';
import { SpaceContext } from '../../app/space.tsx';
import { ChooseAct } from './StartAct.tsx';

const ID = '0198d2b1-7c00-7000-8000-000000000002';
const words = (fr: string) => ({ fr, en: `${fr} (en)` });
const aKind = (title: string, startedBy: KindSummary['startedBy'], piece = 'Justificatif'): KindSummary => ({
  ...{ kind: title.toLowerCase(), title: words(title), summary: words(`Pour ${title}`), category: words('Carrière') },
  ...{ pieces: [{ type: 'piece', label: words(piece), mandatory: true }] as never, startedBy },
});
const titles = () => screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent);

function showActs(query = '') {
  serve({
    [`GET /api/catalogue?agentId=${ID}`]: {
      items: [
        aKind('Affectation', 'gestionnaire'),
        aKind('Avancement', 'gestionnaire'),
        aKind('Mariage', null, 'Livret'),
      ],
      ...{ barred: [], mostAsked: { kinds: [], from: '2026-08-30' } },
      agent: { id: ID, firstName: 'Claire', lastName: 'Agnelet', employeeNumber: 'D10001', structureName: 'Tribunal' },
    },
  });
  show(
    <MeProvider value={{ spaces: ['gestionnaire'], rights: [] } as never}>
      <SpaceContext.Provider value={{ space: 'gestionnaire', enter: () => {} }}>
        <ChooseAct />
      </SpaceContext.Provider>
    </MeProvider>,
    { path: '/acts/new/:id', at: `/acts/new/${ID}${query}` },
  );
}

test('among all that may be started for an agent, one searches by what it is called or by its documents', async () => {
  showActs();
  const search = await screen.findByRole('searchbox');
  expect(titles()).toEqual(['Affectation', 'Avancement', 'Mariage']);
  await userEvent.type(search, 'livrét');
  expect(titles()).toEqual(['Mariage']);
  expect(screen.getByRole('status').textContent).toBe('1 démarche');
  await userEvent.clear(search);
  await userEvent.type(search, 'rien de tel');
  expect(screen.queryAllByRole('heading', { level: 3 })).toEqual([]);
  expect(screen.getByText('Aucun résultat')).toBeDefined();
});

test('whoever comes from the situation of an agent for one of them finds it first, and the others by clearing the search', async () => {
  showActs('?kind=avancement');
  const search = await screen.findByRole('searchbox');
  expect(titles()).toEqual(['Avancement']);
  await userEvent.clear(search);
  expect(titles()).toEqual(['Affectation', 'Avancement', 'Mariage']);
});
