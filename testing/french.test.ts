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

/** « vous serez informé », « vous vous êtes prononcé », « vous seul », « {{name}} est créée »: right for half of the people alone. */
const OF_ONE_GENDER = [
  /\b[Vv]ous (?:n’|vous |y )*(?:serez|êtes|étiez|seriez|avez été)(?: (?:pas|plus|déjà|bien|toujours))* \p{L}+(?:[éu]|is|it|er)(?![\p{L}-])/u,
  /\b[Vv]ous(?:-même)? seul(?!\p{L})/u,
  /\b[Vv]ous avez tous deux\b/u,
  /\{\{?(?:name|person|agent)\}?\} (?:s’est|est|a été|sera) \p{L}+ée?(?!\p{L})/u,
];

test('what is said to somebody, or of them by name, is right for a woman and for a man', async () => {
  const screens = await wordsOfScreens('fr');
  const circuits = readdirSync(PROCESSES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('texts.fr.json'))
    .map((file) => JSON.parse(readFileSync(path.join(PROCESSES, file), 'utf8')));
  const mails = [ACCOUNT_MAILS, CIRCUIT_MAILS, DEPOSIT_MAILS, SITUATION_MAILS, OF_RIGHTS, OWN].flatMap((each) =>
    Object.values<{ readonly fr: object }>(each),
  );
  const said = [
    ...[...screens.values()].flatMap(stringsIn),
    ...circuits.flatMap(stringsIn),
    ...[...mails, OF_BATCHES, OF_DRAFTS].flatMap(({ fr }) => stringsIn(fr)),
    ...Object.values(CIRCUIT_FAULTS).map(([french]) => french),
  ];
  expect(said.length).toBeGreaterThan(2000);
  expect(said.filter((text) => OF_ONE_GENDER.some((words) => words.test(text)))).toEqual([]);
});

/** Messages that tell an agent of a refusal, written or by silence; a refusal that is signed says it on its act. */
const REFUSALS = ['silence', 'change-refused', 'campaign-unplaced'];

test('whoever is refused without an act reads that a court can be asked, and within what time', () => {
  const told = readdirSync(PROCESSES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('texts.fr.json'))
    .flatMap((file) => {
      const { mails = {} } = JSON.parse(readFileSync(path.join(PROCESSES, file), 'utf8')) as {
        mails?: Record<string, { readonly body: string }>;
      };
      return REFUSALS.flatMap((message) => (mails[message] ? [{ file, message, body: mails[message].body }] : []));
    })
    .filter(({ message, body }) => message !== 'silence' || /vaut rejet/.test(body));
  expect(told.length).toBeGreaterThan(40);
  const court = /peut être contestée? devant le tribunal administratif dans un délai de deux mois/;
  expect(told.filter(({ body }) => !court.test(body)).map(({ file, message }) => `${file}: ${message}`)).toEqual([]);
});
