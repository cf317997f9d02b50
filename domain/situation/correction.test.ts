import { expect, test } from '@jest/globals';
import { shippedTheme } from '#testing/shipped-themes.ts';
import { type CorrectionPath, correctionPath, type EntryOrigin } from './correction.ts';
import type { Guarantee } from './guarantee.ts';
import type { Theme } from './themes/theme.ts';

const [CONTACT, FAMILY, GRADE, ACCOUNT] = [
  'contact',
  'situation-familiale',
  'echelon-grade',
  'coordonnees-bancaires',
].map(shippedTheme) as [Theme, Theme, Theme, Theme];
const SEALED: Theme = { ...CONTACT, fields: CONTACT.fields.map((field) => ({ ...field, sensitive: true })) };

test.each<[string, Theme, EntryOrigin, Guarantee | null, CorrectionPath]>([
  ['their own word, by one who keeps the file', CONTACT, 'request', 'self', 'alone'],
  ['what somebody agreed to, likewise', FAMILY, 'request', 'checked', 'alone'],
  ['what was taken over, likewise', FAMILY, 'taken-over', null, 'alone'],
  ['what an act would change, by two', GRADE, 'taken-over', null, 'two'],
  ['what a file gave of it, by two', GRADE, 'import', null, 'two'],
  ['what was put right of it, by two again', GRADE, 'correction', 'two-person', 'two'],
  ['what an act put there, by an act', GRADE, 'request', 'act', 'act'],
  ['what it put there before grounds were kept, too', GRADE, 'request', null, 'act'],
  ['what asks for less today than the act behind it, by an act', FAMILY, 'request', 'act', 'act'],
  ['an account, by the agent alone', ACCOUNT, 'taken-over', null, 'request'],
  ['what two people proved, too', FAMILY, 'request', 'two-person', 'request'],
  ['what nobody reads, too', SEALED, 'taken-over', null, 'request'],
])('puts right %s', (_what, theme, origin, guarantee, path) => {
  expect(correctionPath(theme, { origin, guarantee })).toBe(path);
});
