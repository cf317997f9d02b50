import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import type { Me } from '#web/contract/account/me.ts';
import { MeProvider } from '../../app/me.tsx';
import { SpaceContext } from '../../app/space.tsx';
import { KindVersions } from './KindVersions.tsx';

const version = (number: number, more: object) => ({
  ...{ versionId: `v${number}`, number, inForceWithout: null, title: { fr: 'Mobilité', en: 'Mobility' } },
  ...{ publishedAt: '2026-03-02T09:00:00Z', publishedBy: null, proposedBy: null, reason: null, openRequests: 0 },
  ...{ current: false, withdrawnAt: null, withdrawnBy: null, withdrawalReason: null, ...more },
});
const GONE = { withdrawnAt: '2026-03-03T09:00:00Z', withdrawalReason: 'Une étape manque' };
const analyst = { habilitations: [{ role: 'analyste' }] } as unknown as Me;

test.each([
  ['fermee', [version(3, GONE), version(2, GONE), version(1, {})], 1],
  ['ouverte', [version(3, GONE), version(2, { current: true }), version(1, {})], 0],
])(
  'of a process that is %s, its versions are shown, and that it is closed only if it is',
  async (kind, items, notices) => {
    serve({ [`GET /api/circuits/${kind}/versions`]: { kind, items } });
    show(
      <MeProvider value={analyst}>
        <SpaceContext.Provider value={{ space: 'circuits', enter: () => {} }}>
          <KindVersions />
        </SpaceContext.Provider>
      </MeProvider>,
      { at: `/circuits/kinds/${kind}`, path: '/circuits/kinds/:kind' },
    );
    expect(await screen.findByRole('link', { name: 'Version 1' })).toBeDefined();
    expect(screen.queryAllByText('Cette démarche est fermée.')).toHaveLength(notices);
  },
);
