import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { REQUEST_EVENT_KINDS } from '#domain/request/request-event.ts';
import { show } from '#testing/component/show.tsx';
import type { ProgressView } from '#web/contract/requests/requests.ts';
import { events as en } from '../../language/en/pages/request.ts';
import { events as fr } from '../../language/fr/pages/request.ts';
import { Timeline } from './ProgressTab.tsx';

type Entry = ProgressView['entries'][number];
const anEntry = (kind: string, params: Entry['params']): Entry => ({
  ...{ id: kind, at: '2026-11-26T07:40:00Z', kind, params },
  ...{ elementId: null, step: null, actor: null },
});
const said = () => screen.getAllByRole('listitem').map((item) => item.querySelector('strong')?.textContent);

test('each dated step has its words, in French and in English', () => {
  expect(REQUEST_EVENT_KINDS.filter((kind) => !Object.hasOwn(fr, kind) || !Object.hasOwn(en, kind))).toEqual([]);
});

test('a step says why it was done', () => {
  show(<Timeline entries={[anEntry('cancelled', { reason: 'circuit sans issue' })]} />);
  expect(said()).toEqual(['Demande clôturée par l’administration du portail : circuit sans issue']);
});

test('a step whose detail cannot be read any more says so, and the others stand', () => {
  show(
    <Timeline entries={[anEntry('cancelled', null), anEntry('decision', null), anEntry('of-a-later-release', null)]} />,
  );
  expect(said()).toEqual([
    'Demande clôturée par l’administration du portail (motif illisible)',
    'Étape franchie',
    'Étape',
  ]);
});
