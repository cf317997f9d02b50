import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ImportKind, readHeader, readLine, sameKeys } from './import-line.ts';
import { planStructures } from './import-plan.ts';
import { countWords, faultWords } from './import-words.ts';

const read = (kind: ImportKind, head: string, line: string) => {
  const found = readHeader(kind, head.split(';'));
  if ('fault' in found) return found.fault;
  return readLine(kind, found.header, line.split(';'), head.split(';').length);
};
const codes = (found: ReturnType<typeof read>) => ('faults' in found ? found.faults.map(({ code }) => code) : found);

describe('a line', () => {
  const PEOPLE = 'Matricule;Nom;Prénom;Courriel;Structure;Qualité;Grade;Du;Au';
  test('is read under French or English columns, dates either way', () => {
    expect(read('people', PEOPLE, 'A-1;Durand;Zoé;zoe@justice.example;TJ-1;greffière;B;01/09/2026;')).toMatchObject({
      key: 'A-1',
      faults: [],
      said: {
        ...{ employeeNumber: 'A-1', lastName: 'Durand', firstName: 'Zoé', language: null },
        post: { structure: 'TJ-1', quality: 'greffière', grade: 'B', from: '2026-09-01', until: null },
      },
    });
    expect(read('structures', 'code;name;city;parent', 'tj-1;Tribunal;Paris;racine')).toMatchObject({
      said: { code: 'TJ-1', department: null, parent: 'RACINE', closedOn: null },
    });
    for (const [said, department] of [
      ['1', '01'],
      ['2a', '2A'],
      ['974', '974'],
    ])
      expect(read('structures', 'code;nom;ville;Département;rattachement', `TJ-1;T;X;${said};R`)).toMatchObject({
        said: { department },
      });
    expect(codes(read('structures', 'code;nom;ville;departement;rattachement', 'TJ-1;T;X;20;R'))).toEqual([
      'department',
    ]);
    expect(read('rights', 'matricule;habilitation;structure;plein droit', 'A;Gestionnaire financier;X;')).toMatchObject(
      {
        said: { role: 'financier', byRight: false },
      },
    );
    for (const [said, role] of [
      ['Référent déontologue', 'referent-deontologue'],
      ['referent-deontologue', 'referent-deontologue'],
      ['Administration d’accueil', 'administration-accueil'],
      ['administration-accueil', 'administration-accueil'],
    ])
      expect(read('rights', 'matricule;habilitation;structure', `A;${said};X`)).toMatchObject({ said: { role } });
  });
  test.each([
    ['A-1;;Zoé;zoe@justice.example;;;;;', ['empty']],
    ['A 1;Durand;Zoé;zoe;;;;;', ['number', 'email']],
    ['A-1;Durand;Zoé;zoe@justice.example;TJ-1;;B;31/02/2026;', ['empty', 'day']],
    ['A-1;Durand;Zoé;zoe@justice.example;TJ-1;x;B;2026-09-02;2026-09-01', ['period-upside-down']],
    ['A-1;Dur\u0000and;Zoé;zoe@justice.example;;;;;', ['unreadable']],
    [`A-1;${'x'.repeat(101)};Zoé;zoe@justice.example;;;;;`, ['too-long']],
    ['A-1;Durand', ['cells']],
  ])('%s: %j', (line, expected) => {
    expect(codes(read('people', PEOPLE, line))).toEqual(expected);
  });
  test('may give no address: such people share none', () => {
    const line = read('people', PEOPLE, 'A-1;Durand;Zoé;;;;;;');
    expect(line).toMatchObject({ faults: [], said: { workEmail: null } });
    const said = { firstName: 'x', lastName: 'y', language: null, post: null, workEmail: null };
    expect(sameKeys('people', { ...said, employeeNumber: 'A' })).toEqual(['number:A']);
  });
  test('a header says its columns once, knows them, and lacks none', () => {
    expect(read('people', 'matricule;nom', '')).toMatchObject({ code: 'column-missing' });
    expect(read('people', 'matricule;iban', '')).toMatchObject({ code: 'column-unknown' });
    expect(read('people', 'matricule;Matricule', '')).toMatchObject({ code: 'column-twice' });
  });
  test('only a signatory signs by right; no role is invented', () => {
    expect(codes(read('rights', 'matricule;role;structure;byRight', 'A;valideur;X;oui'))).toEqual(['by-right']);
    expect(codes(read('rights', 'matricule;role;structure', 'A;ministre;X'))).toEqual(['choice']);
  });
  const APPOINTED =
    'matricule;role;structure;plein droit;texte du pouvoir;au nom de;nomination;nomination signée le;nomination publiée le;nomination effet le';
  test('a signatory by right is given with the act that appointed them, which takes effect when signed unless it says so', () => {
    const reference = 'le décret du 3 mars 2025 portant nomination de Mme Marchand';
    expect(read('rights', APPOINTED, `A;signataire;X;oui;;;${reference};03/03/2025;05/03/2025;`)).toMatchObject({
      faults: [],
      said: {
        appointment: { reference, signedOn: '2025-03-03', publishedOn: '2025-03-05', effectiveOn: '2025-03-03' },
      },
    });
    expect(read('rights', APPOINTED, 'A;signataire;X;oui;;;;;;')).toMatchObject({ said: { appointment: null } });
  });
  test.each([
    ['of somebody who does not sign by right', 'A;signataire;X;;;;le décret;2025-03-03;;', ['appointment-by-right']],
    ['without the day when it was signed', 'A;signataire;X;oui;;;le décret;;;', ['empty']],
    ['of which only a day is said', 'A;signataire;X;oui;;;;2025-03-03;;', ['empty']],
    [
      'published before it was signed',
      'A;signataire;X;oui;;;le décret;2025-03-03;2025-03-02;',
      ['published-before-signed'],
    ],
    [
      'unpublished, of whoever signs for an authority',
      'A;signataire;X;oui;le texte;le ministre;le décret;2025-03-03;;',
      ['empty'],
    ],
    ['of a day that does not exist', 'A;signataire;X;oui;;;le décret;2025-02-30;;', ['day']],
  ])('an appointment %s is at fault', (_what, line, expected) => {
    expect(codes(read('rights', APPOINTED, line))).toEqual(expected);
  });
  test('two people never share a number nor an address, whatever its capitals', () => {
    const said = { firstName: 'x', lastName: 'y', language: null, post: null };
    expect(sameKeys('people', { ...said, employeeNumber: 'A', workEmail: 'Z@x.fr' })).toEqual([
      'number:A',
      'address:z@x.fr',
    ]);
  });
});

describe('structures of a file', () => {
  const lines = (...pairs: [string, string | null][]) =>
    pairs.map(([code, parent], place) => ({ line: place + 2, code, parent }));
  test('come parents first, whatever the order of their lines', () => {
    const plan = planStructures(lines(['C', 'B'], ['B', 'A'], ['A', 'ROOT']), new Set(['ROOT']));
    expect([plan.order, plan.faults.size]).toEqual([[4, 3, 2], 0]);
  });
  test('a ring is at fault whole, what hangs from it waits, the rest goes on', () => {
    const plan = planStructures(
      lines(['A', 'B'], ['B', 'A'], ['C', 'A'], ['D', 'ROOT'], ['E', 'NONE']),
      new Set(['ROOT']),
    );
    expect(plan.order).toEqual([5]);
    expect([...plan.faults].map(([line, { code }]) => [line, code]).sort()).toEqual([
      [2, 'structure-ring'],
      [3, 'structure-ring'],
      [4, 'waits-for'],
      [6, 'structure-unknown'],
    ]);
    expect(faultWords(plan.faults.get(4) ?? { code: '', params: {} }, 'fr')).toContain('La ligne 2');
  });
  test('every line is in the order once, after its parent, or at fault', () => {
    const code = fc.integer({ min: 0, max: 30 }).map(String);
    fc.assert(
      fc.property(fc.array(fc.tuple(code, fc.option(code)), { maxLength: 30 }), (pairs) => {
        const unique = [...new Map(pairs)].map(([code, parent], line) => ({ line, code, parent }));
        const { order, faults } = planStructures(unique, new Set(['0']));
        expect([...order, ...faults.keys()].sort((a, b) => a - b)).toEqual(unique.map(({ line }) => line));
        const place = new Map(order.map((line, at) => [unique[line]?.code, at]));
        for (const line of order) {
          const { parent = null } = unique[line] ?? {};
          if (parent !== null && parent !== '0') expect(place.get(parent)).toBeLessThan(order.indexOf(line));
        }
      }),
    );
  });
});

test('what became of a file is said in words that agree with how many', () => {
  const counts = { ready: 0, same: 1, applied: 35, waits: 2, fault: 1 };
  const said = { lines: 39, encoding: 'UTF-8', counts };
  expect(countWords(said, 'fr')).toBe(
    '39 lignes (UTF-8) : 1 inchangée, 35 importées, 2 attendent deux administrateurs, 1 en défaut',
  );
  expect(countWords({ ...said, lines: 1, counts: { ...counts, same: 0, applied: 1, waits: 0, fault: 0 } }, 'en')).toBe(
    '1 line (UTF-8): 1 imported',
  );
});

test('a value that is none of those expected is told with them, as words to write', () => {
  const fault = { code: 'choice', params: { column: 'fondement', choices: 'ancienneté, rectification' } } as const;
  expect(faultWords(fault, 'fr')).toBe(
    'Colonne « fondement » : une de ces valeurs est attendue, écrite ainsi : ancienneté, rectification.',
  );
});
