import { expect, jest, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import type { RegistryLine } from '#web/contract/signing/registry.ts';
import { SpaceContext } from '../../app/space.tsx';
import { Registry } from './Registry.tsx';

const registry = (
  <SpaceContext value={{ space: 'gestionnaire', enter: () => {} }}>
    <Registry />
  </SpaceContext>
);
const PAGE = { total: 0, more: false, next: null, previous: null, pageSize: 20 };
const FILTERS = { 'GET /api/registry/filters': { structures: [{ id: 's1', name: 'Tribunal' }], years: [2026, 2025] } };
const line = (line: Partial<RegistryLine>): RegistryLine => ({
  ...{ id: '1', number: '2026-TJ-VALMONT-A-000001', nature: 'arrete', state: 'in-force', unusedBecause: null },
  ...{ kind: { fr: 'Temps partiel', en: 'Part-time' }, title: 'Arrêté de temps partiel', structureName: 'Tribunal' },
  ...{ agent: { id: 'a1', firstName: 'Claire', lastName: 'Agnelet' }, reservedAt: '2026-11-20T10:00:00Z' },
  ...{ signedAt: '2026-11-21T10:00:00Z', touchedBy: [], request: { id: 'r1', number: '2026-000012' }, opens: true },
  kept: { until: '2106-11-21', fate: 'transfer' },
  deposit: null,
  eliminatedOn: null,
  ...line,
});

test('an empty registry says when an act comes into it', async () => {
  serve({ ...FILTERS, 'GET /api/registry': { ...PAGE, items: [] } });
  show(registry);
  expect(await screen.findByText('Aucun acte')).toBeTruthy();
  expect(screen.getByText(/dès qu’il est présenté à la signature/)).toBeTruthy();
});

test('each number says what became of its act; one without act says why', async () => {
  const items = [
    line({}),
    line({
      id: '2',
      number: '2026-TJ-VALMONT-D-000007',
      state: 'unused',
      unusedBecause: 'refused',
      signedAt: null,
      kept: null,
      opens: false,
    }),
  ];
  serve({ ...FILTERS, 'GET /api/registry': { ...PAGE, total: 2, items } });
  show(registry);
  const table = await screen.findByRole('table', { name: 'Registre des actes' });
  const [, first, second] = within(table).getAllByRole('row');
  if (!first || !second) throw new Error('a line is missing');
  expect(within(first).getByRole('link', { name: '2026-TJ-VALMONT-A-000001' }).getAttribute('href')).toBe(
    '/requests/r1?tab=acts',
  );
  expect(within(first).getByText('En vigueur')).toBeTruthy();
  expect(within(first).getByText('à conserver jusqu’au 21 novembre 2106 inclus, puis verser')).toBeTruthy();
  expect(within(second).queryByText(/à conserver/)).toBeNull();
  expect(within(second).queryByRole('link')).toBeNull();
  expect(within(second).getByText('La demande a été refusée')).toBeTruthy();
});

test('the export takes what the list is filtered by, by the keyboard alone', async () => {
  serve({
    ...FILTERS,
    'GET /api/registry?state=unused': { ...PAGE, items: [] },
    'GET /api/registry?state=unused&year=2025': { ...PAGE, items: [] },
  });
  show(registry, { at: '/registry?state=unused' });
  const link = await screen.findByRole('link', { name: 'Exporter (CSV)' });
  expect(link.getAttribute('href')).toBe('/api/registry/export?state=unused&lang=fr');
  const year = await screen.findByLabelText('Année');
  for (let tabs = 0; document.activeElement !== year && tabs < 20; tabs++) await userEvent.tab();
  expect(document.activeElement).toBe(year);
  await userEvent.selectOptions(year, '2025');
  expect(screen.getByRole('link', { name: 'Exporter (CSV)' }).getAttribute('href')).toContain('year=2025');
});

test('the archive of what is listed is taken once it is said how many acts it holds', async () => {
  const page = { ...PAGE, items: [] };
  serve({
    ...FILTERS,
    'GET /api/registry?year=2026': page,
    'GET /api/registry/archive/size?year=2026': { acts: 12, bytes: 3_400_000 },
  });
  show(registry, { at: '/registry?year=2026' });
  await userEvent.click(await screen.findByRole('button', { name: 'Archive (ZIP)' }));
  const dialog = await screen.findByRole('dialog', { name: 'Télécharger l’archive de 12 actes' });
  expect(within(dialog).getByText(/3,4 Mo de pièces/)).toBeTruthy();
  const taken: string[] = [];
  const clicked = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    taken.push(this.href);
  });
  await userEvent.click(within(dialog).getByRole('button', { name: 'Télécharger' }));
  expect(taken).toEqual([expect.stringMatching(/\/api\/registry\/archive\?year=2026$/)]);
  clicked.mockRestore();
});

test('acts whose time is over are deposited, and each says what became of it', async () => {
  const at = '2026-11-29T10:00:00Z';
  const items = [
    line({ deposit: { state: 'refused', at, code: null, answer: 'Profil inconnu' } }),
    line({
      id: '2',
      number: '2026-TJ-VALMONT-A-000002',
      deposit: { state: 'acknowledged', at, code: null, answer: 'OK' },
    }),
  ];
  const sent = serve({
    ...FILTERS,
    'GET /api/registry': { ...PAGE, total: 2, items },
    'GET /api/registry/deposits': { acts: 5, due: 2 },
    'POST /api/registry/deposits': { asked: 2 },
  });
  show(registry);
  expect(await screen.findByText('Versement refusé')).toBeTruthy();
  expect(screen.getByText('Archives : « Profil inconnu »')).toBeTruthy();
  expect(screen.getByText('Corrigez ce qui est dit, puis versez l’acte de nouveau.')).toBeTruthy();
  expect(screen.getByText(/^Accusé le /)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Verser aux archives' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Verser 2 actes' }));
  expect(await screen.findByText('2 actes sont en cours de versement.')).toBeTruthy();
  expect(sent.find(({ endpoint }) => endpoint.startsWith('POST'))?.body).toEqual({ due: true });
});

test('nothing to eliminate is not said as one act', async () => {
  serve({
    ...FILTERS,
    'GET /api/registry': { ...PAGE, items: [] },
    'GET /api/registry/eliminations/due': { acts: 0 },
  });
  show(registry);
  await userEvent.click(await screen.findByRole('button', { name: 'Proposer l’élimination' }));
  const dialog = await screen.findByRole('dialog', { name: /Proposer une élimination/ });
  expect(within(dialog).getByText(/^Aucun acte de la liste n’est à éliminer/)).toBeTruthy();
});
