import { expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import type { Me } from '#web/contract/account/me.ts';
import type { KindDetail } from '#web/contract/requests/catalogue.ts';
import { MeProvider } from '../../app/me.tsx';
import { SpaceContext } from '../../app/space.tsx';
import { KindPage } from './KindPage.tsx';

type Step = KindDetail['steps'][number];
const aStep = (fr: string, role: string, normal: Step['normal']): Step => ({
  ...{ elementId: fr, name: { fr, en: fr }, role, type: 'user', normal },
});

function showKind(steps: Step[]) {
  const said = { fr: 'Mobilité', en: 'Mobility' };
  serve({
    'GET /api/catalogue/mobilite': {
      ...{
        kind: 'mobilite',
        title: said,
        summary: said,
        category: said,
        legalReference: null,
        delay: null,
        pieces: [],
      },
      ...{ startedBy: null, versionId: 'v1', versionNumber: 1, stepUp: false, confirmsFiling: true },
      ...{ form: {}, formTexts: {}, steps },
    },
  });
  show(
    <MeProvider value={{ email: 'claire@harmonie.example' } as unknown as Me}>
      <SpaceContext.Provider value={{ space: 'agent', enter: () => {} }}>
        <KindPage />
      </SpaceContext.Provider>
    </MeProvider>,
    { at: '/catalogue/mobilite', path: '/catalogue/:kind' },
  );
}

/** What the page says each request goes through, then what may be added. */
async function saidWay(): Promise<string[][]> {
  const filed = await screen.findByText('Vous déposez la demande');
  const panel = filed.closest('section') as HTMLElement;
  return within(panel)
    .getAllByRole('list')
    .map((list) =>
      within(list)
        .getAllByRole('listitem')
        .map((item) => item.textContent ?? ''),
    );
}

test('what every request goes through is told apart from what may be added, wherever it is drawn', async () => {
  showKind([
    aStep('Avis', 'superieur', 'always'),
    aStep('Visa', 'valideur', 'sometimes'),
    aStep('Compléter la demande', 'agent', null),
    aStep('Signature', 'signataire', 'always'),
    aStep('Signature du refus', 'signataire', null),
  ]);
  const [way = [], added = []] = await saidWay();
  expect(way.slice(1).map((step) => step.split(/(?=Sup|Signataire)/)[0])).toEqual(['Avis', 'Signature']);
  expect(added.map((step) => step.replace(/ \(.*/, ''))).toEqual([
    'Visa',
    'Compléter la demande',
    'Signature du refus',
  ]);
});

test('a version that does not say it shows what is drawn up to the signature', async () => {
  showKind([
    aStep('Avis', 'superieur', null),
    aStep('Signature', 'signataire', null),
    aStep('Signature du refus', 'signataire', null),
  ]);
  const [way = [], added = []] = await saidWay();
  expect([way.length, added.length]).toEqual([3, 1]);
});
