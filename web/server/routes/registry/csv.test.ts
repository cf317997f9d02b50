import { expect, test } from '@jest/globals';
import type { RegistryRow } from '#prisma/repositories/acts/registry.ts';
import { type RegistrySources, registryCsv } from './csv.ts';

const LINE: RegistryRow = {
  ...{ id: '1', number: '2026-TJ-VALMONT-A-000001', nature: 'arrete', state: 'unused', unusedBecause: 'refused' },
  ...{ title: 'Arrêté', kind: 'velo', versionId: '2', agent: { id: '3', firstName: 'Claire', lastName: '=Agnelet' } },
  ...{
    employeeNumber: 'D1',
    structureName: 'Tribunal',
    structurePath: '/t/',
    reservedAt: new Date('2026-11-20T23:30:00Z'),
    signedAt: null,
  },
  ...{ touchedBy: [], deposit: null, eliminatedOn: null, request: { id: '4', number: '2026-000001' }, opens: true },
};

const SOURCES: RegistrySources = {
  titleOf: async () => ({ fr: 'Vélo de service', en: 'Office bicycle' }),
  retention: (kind) => (kind === 'velo' ? { years: 10, fate: 'destroy' } : null),
};

async function* batches(...lengths: (number | Error)[]) {
  for (const length of lengths) {
    if (length instanceof Error) throw length;
    yield Array.from({ length }, () => LINE);
  }
}

async function written(from: AsyncIterable<RegistryRow[]>): Promise<string[]> {
  const parts: string[] = [];
  try {
    for await (const part of registryCsv(from, 'fr', SOURCES)) parts.push(part);
  } catch {
    // What was sent before it was cut.
  }
  return parts.join('').trimEnd().split('\r\n');
}

test('a registry that is exported whole says at its end how many lines it has', async () => {
  const [head, first, ...others] = await written(batches(2, 1));
  expect(head).toMatch(/^\uFEFFNuméro;Nature;Objet/);
  expect(first).toBe(
    "2026-TJ-VALMONT-A-000001;Arrêté;Arrêté;D1;'=Agnelet;Claire;Tribunal;Vélo de service;2026-000001;2026-11-21;;Sans acte;Demande refusée;;;;;;;",
  );
  expect(others.at(-1)).toBe('Fin du registre;3 lignes');
  expect((await written(batches())).at(-1)).toBe('Fin du registre;0 ligne');
});

test('one that is cut in its middle lacks that line, which is how it is seen', async () => {
  const lines = await written(batches(2, new Error('the database went away'), 1));
  expect(lines).toHaveLength(3);
  expect(lines.join()).not.toContain('Fin du registre');
});

test('a signed act says until when it is kept, and then what', async () => {
  const signed = {
    ...LINE,
    state: 'in-force',
    unusedBecause: null,
    signedAt: new Date('2026-11-20T23:30:00Z'),
  } as const;
  async function* one() {
    yield [signed, { ...signed, kind: 'autre' }];
  }
  const [, kept, unknown] = await written(one());
  expect([kept, unknown].map((line) => line?.split(';').slice(-5, -3))).toEqual([
    ['2036-11-21', 'Éliminer'],
    ['', ''],
  ]);
});

test('an act says how far it is with the archives service; eliminated, since when, and no more until when it is kept', async () => {
  const signed = {
    ...LINE,
    state: 'in-force',
    unusedBecause: null,
    signedAt: new Date('2014-11-20T12:00:00Z'),
  } as const;
  const deposit = { state: 'acknowledged', at: '2026-11-20T23:30:00Z', code: null, answer: 'OK' } as const;
  async function* one() {
    yield [
      { ...signed, deposit },
      { ...signed, eliminatedOn: '2025-02-03' as const },
    ];
  }
  const [head, deposited, eliminated] = (await written(one())).map((line) => line.split(';').slice(-5));
  expect(head).toEqual([
    ...['À conserver jusqu’au (inclus)', 'Sort final', 'Versement', 'Versement, depuis le', 'Éliminé le'],
  ]);
  expect(deposited).toEqual(['2024-11-20', 'Éliminer', 'Accusé', '2026-11-21', '']);
  expect(eliminated).toEqual(['', '', '', '', '2025-02-03']);
});
