import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { CIRCUIT_FAULTS } from '../domain/circuit/faults/fault.ts';
import { ACCOUNT_MAILS } from '../workers/mail/account-mails.ts';
import { CIRCUIT_MAILS } from '../workers/mail/circuit-mails.ts';
import { SITUATION_MAILS } from '../workers/mail/situation-mails.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const SCREENS = path.join(ROOT, 'web/client/language/en');
const PROCESSES = path.join(ROOT, 'processes');

/** A space before what French alone sets apart, or its quotes. */
const FRENCH = /[\s\u00a0\u202f][:;!?](?=\s|$)|[«»]/;

const stringsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(stringsIn)
      : [];

test('English is punctuated as English: screens, faults, mails, circuits', async () => {
  const screens = await Promise.all(
    readdirSync(SCREENS, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => import(path.join(SCREENS, file)) as Promise<object>),
  );
  const circuits = readdirSync(PROCESSES, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(texts|words)\.en\.json$/.test(file))
    .map((file) => JSON.parse(readFileSync(path.join(PROCESSES, file), 'utf8')));
  const mails = [ACCOUNT_MAILS, CIRCUIT_MAILS, SITUATION_MAILS].flatMap((each) => Object.values(each));
  const said = [
    ...screens.flatMap(stringsIn),
    ...circuits.flatMap(stringsIn),
    ...mails.flatMap(({ en }) => stringsIn(en)),
    ...Object.values(CIRCUIT_FAULTS).map(([, english]) => english),
  ];
  expect(said.length).toBeGreaterThan(2000);
  expect(said.filter((text) => FRENCH.test(text))).toEqual([]);
});
