import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { CIRCUIT_FAULTS } from '#domain/circuit/faults/fault.ts';
import { ACCOUNT_MAILS } from '#workers/mail/account-mails.ts';
import { CIRCUIT_MAILS } from '#workers/mail/circuit-mails.ts';
import { DEPOSIT_MAILS } from '#workers/mail/deposit-mails.ts';
import { SITUATION_MAILS } from '#workers/mail/situation-mails.ts';
import { OF_BATCHES, OF_DRAFTS, OF_RIGHTS, OWN } from '#workers/mail/texts.ts';
import { stringsIn, wordsOfScreens } from './words.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const PROCESSES = path.join(ROOT, 'processes');

/** A space before what French alone sets apart, or its quotes. */
const FRENCH = /[\s\u00a0\u202f][:;!?](?=\s|$)|[«»]/;

/** All that is said in English: screens, faults, mails, circuits. */
async function saidInEnglish(): Promise<string[]> {
  const screens = await wordsOfScreens('en');
  const circuits = readdirSync(PROCESSES, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(texts|words)\.en\.json$/.test(file))
    .map((file) => JSON.parse(readFileSync(path.join(PROCESSES, file), 'utf8')));
  const mails = [ACCOUNT_MAILS, CIRCUIT_MAILS, DEPOSIT_MAILS, SITUATION_MAILS, OF_RIGHTS, OWN].flatMap((each) =>
    Object.values<{ readonly en: object }>(each),
  );
  return [
    ...[...screens.values()].flatMap(stringsIn),
    ...circuits.flatMap(stringsIn),
    ...[...mails, OF_BATCHES, OF_DRAFTS].flatMap(({ en }) => stringsIn(en)),
    ...Object.values(CIRCUIT_FAULTS).map(([, english]) => english),
  ];
}

test('English is punctuated as English: screens, faults, mails, circuits', async () => {
  const said = await saidInEnglish();
  expect(said.length).toBeGreaterThan(2000);
  expect(said.filter((text) => FRENCH.test(text))).toEqual([]);
});

/** What people are called elsewhere than in `roles`, or in French. */
const OTHER_NAMES =
  /\b(?:agents?|superiors?|validators?|gestionnaires?|(?:HR|pay|finance|human resources) managers?)\b/i;

test('whoever holds a role has one name in English', async () => {
  const plain = (await saidInEnglish()).map((text) => text.replace(/\{\{?[^}]*\}\}?|“[^”]*”/g, ''));
  expect(plain.filter((text) => OTHER_NAMES.test(text))).toEqual([]);
});

/** « délai » is a time limit; what is late (« retard ») has a delay. */
test('no time limit is called a delay', async () => {
  const [french, english] = await Promise.all([wordsOfScreens('fr'), wordsOfScreens('en')]);
  const pairs = [...french].map(([file, texts]) => {
    const translated = stringsIn(english.get(file));
    return stringsIn(texts).map((said, place) => [said, translated[place] ?? ''] as const);
  });
  const words = Object.entries(
    JSON.parse(readFileSync(path.join(PROCESSES, '_templates/words.en.json'), 'utf8')) as Record<string, string>,
  );
  const limits = [...pairs.flat(), ...words].filter(([french]) => /\bdélais?\b/i.test(french));
  expect(limits.length).toBeGreaterThan(20);
  expect(limits.filter(([, english]) => /(?<!without )\bdelays?\b/i.test(english))).toEqual([]);
});
