import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { show } from '#testing/component/show.tsx';
import { byKind, type PublishedRow } from './by-kind.ts';
import { KindTable } from './KindTable.tsx';

const row = (kind: string, number: number, current: boolean): PublishedRow => ({
  ...{ kind, number, current, versionId: `${kind}-${number}`, title: { fr: kind, en: kind } },
  ...{ publishedAt: '2026-03-02T09:00:00Z', openRequests: 0 },
});

test('a kind that is closed has no version in use', () => {
  show(<KindTable kinds={byKind([row('ouverte', 2, true), row('fermee', 3, false)], [])} draws />);
  expect(screen.getByText('Version 2')).toBeDefined();
  expect(screen.queryByText('Version 3')).toBeNull();
  expect(screen.getByText('Aucune : démarche fermée')).toBeDefined();
});
