import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { MeProvider } from '../../app/me.tsx';
import { SpaceContext } from '../../app/space.tsx';
import { OthersSituation } from './SituationPage.tsx';

test('whoever keeps the file of an agent starts from there the very act that would change a value', async () => {
  serve({
    'GET /api/situations/lea': {
      person: {
        id: 'lea',
        firstName: 'Léa',
        lastName: 'Fontaine',
        employeeNumber: 'D10023',
        structureName: 'Tribunal',
      },
      themes: [
        {
          ...{ theme: 'echelon-grade', title: { fr: 'Échelon', en: 'Step' }, items: [], values: [], history: [] },
          ...{ from: null, until: null, none: null, renewed: false },
          kinds: [
            { kind: 'avancement-echelon', title: { fr: 'Avancement d’échelon', en: 'Advancement' }, ends: false },
          ],
        },
      ],
      ...{ mayCorrect: false, corrections: [] },
    },
  });
  show(
    <MeProvider value={{ id: 'nadia', spaces: ['gestionnaire'], rights: [] } as never}>
      <SpaceContext.Provider value={{ space: 'gestionnaire', enter: () => {} }}>
        <OthersSituation />
      </SpaceContext.Provider>
    </MeProvider>,
    { path: '/people/:id/situation', at: '/people/lea/situation' },
  );
  const link = await screen.findByRole('link', { name: 'Démarrer : Avancement d’échelon' });
  expect(link.getAttribute('href')).toBe('/acts/new/lea?kind=avancement-echelon');
});
