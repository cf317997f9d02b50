import { describe, expect, test } from '@jest/globals';
import { shippedTheme } from '#testing/shipped-themes.ts';
import type { FieldType, Theme } from '../situation/themes/theme.ts';
import { columnsOfTheme, readEntryLine, readThemeHeader, themeFault } from './import-entry.ts';

const read = (theme: Theme, head: string, line: string) => {
  const found = readThemeHeader(theme, head.split(';'));
  if ('fault' in found) return found.fault;
  return readEntryLine(theme, found.header, line.split(';'), head.split(';').length);
};
const codes = (found: ReturnType<typeof read>) => ('faults' in found ? found.faults.map(({ code }) => code) : found);

/** A theme with one field of a type. */
const of = (type: FieldType): Theme => ({
  ...shippedTheme('adresse'),
  inTime: { is: 'current' },
  fields: [{ key: 'field', type, label: { fr: 'Champ', en: 'Field' }, required: true }],
});
const cellAs = (type: FieldType, cell: string) => {
  const found = read(of(type), 'matricule;champ', `A-1;${cell}`);
  return 'said' in found ? (found.said?.value.field ?? codes(found)) : found;
};

describe('a column of a file of values', () => {
  test('is named by the label of its field in either language, or by its key; days where the theme asks for them', () => {
    expect(columnsOfTheme(shippedTheme('position'))).toBe('matricule, du, au, Position');
    expect(columnsOfTheme(shippedTheme('contact'))).toBe('matricule, [Téléphone personnel], [Courriel personnel]');
    expect(columnsOfTheme(shippedTheme('adresse'))).toContain('[du], Numéro et voie, [Complément], Code postal');
    const line = 'A-1;2024-03-01;1 rue du Port;44000;Nantes;France';
    for (const head of [
      'matricule;du;voie;codePostal;ville;pays',
      'EmployeeNumber;From;Number and street;POSTCODE;Town;Country',
    ])
      expect(read(shippedTheme('adresse'), head, line)).toMatchObject({
        key: 'A-1',
        said: {
          employeeNumber: 'A-1',
          from: '2024-03-01',
          until: null,
          value: { voie: '1 rue du Port', ville: 'Nantes' },
        },
      });
  });
  test.each([
    ['matricule;ville', 'column-missing'],
    ['matricule;voie;codePostal;ville;pays;au', 'column-unknown'],
    ['matricule;voie;codePostal;ville;pays;Town', 'column-twice'],
  ])('« %s » is refused: %s', (head, code) => {
    expect(read(shippedTheme('adresse'), head, '')).toMatchObject({ code });
  });
});

describe('a cell', () => {
  test.each<[FieldType, string, unknown]>([
    ['number', '1 234,5', 1234.5],
    ['amount', '12.30', 12.3],
    ['amount', 'douze', ['decimal']],
    ['echelon', '5', 5],
    ['echelon', '0', ['whole']],
    ['quota', '80.5', ['whole']],
    ['boolean', 'Oui', true],
    ['boolean', 'peut-être', ['yes-no']],
    ['date', '29/02/2028', '2028-02-29'],
    ['date', '29/02/2027', ['day']],
    ['month', '2026-13', ['month']],
    ['fraction', '6/7', '6/7'],
    ['fraction', '6/0', ['fraction']],
    ['phone', '06 12 34 56 78', '+33612345678'],
    ['phone', '12', ['phone']],
    ['email', 'claire@exemple.fr', 'claire@exemple.fr'],
    ['email', 'claire', ['email']],
    ['iban', 'FR76 3000 6000 0112 3456 7890 189', 'FR7630006000011234567890189'],
    ['iban', 'FR76 3000 6000 0112 3456 7890 188', ['iban']],
    ['country', 'belgium', 'Belgique'],
    ['country', 'Nulle part', ['country']],
    ['nir', '2 85 05 78 006 084 36', '285057800608436'],
    ['nir', '285057800608', ['nir']],
    ['text', 'a\u0000b', ['unreadable']],
    ['text', 'x'.repeat(301), ['too-long']],
    ['text', '', ['empty']],
  ])('of the type %s, %j, is %j', (type, cell, expected) => {
    expect(cellAs(type, cell)).toEqual(expected);
  });

  test('of a choice is its value or its label, whatever the capitals', () => {
    const position = (cell: string) =>
      read(shippedTheme('position'), 'matricule;du;au;position', `A;2026-01-01;2026-12-31;${cell}`);
    for (const cell of ['conge-parental', 'Congé parental', 'PARENTAL LEAVE'])
      expect(position(cell)).toMatchObject({ said: { value: { position: 'conge-parental' } } });
    expect(codes(position('activité'))).toEqual(['choice']);
  });
});

test('a line says something, and its period in full where the theme is dated', () => {
  expect(codes(read(shippedTheme('contact'), 'matricule;phone', 'A;'))).toEqual(['nothing-said']);
  expect(codes(read(shippedTheme('position'), 'matricule;du;au;position', 'A;2026-01-01;;detachement'))).toEqual([
    'empty',
  ]);
});

test('what is sealed comes by no file that people read', () => {
  const account = shippedTheme('coordonnees-bancaires');
  expect(themeFault(account, { openly: true })).toMatchObject({ code: 'theme-sensitive' });
  expect(themeFault(account, { openly: false })).toBeNull();
});
