import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parisDay } from '../domain/calendar/civil-date.ts';
import type { SituationEntry } from '../domain/situation/entry.ts';
import { guaranteeOf, type Theme } from '../domain/situation/theme.ts';
import { shippedTheme } from '../testing/shipped-themes.ts';
import { insertEntry } from './repositories/people/situation.ts';
import { keepThemes } from './repositories/people/themes.ts';
import { aPerson, aRequest, aShippedCircuit, aStructure } from './testing/builders.ts';
import { aDatabase, type TestDatabase } from './testing/database.ts';

let db: TestDatabase;
let court: Awaited<ReturnType<typeof aStructure>>;
beforeAll(async () => {
  db = await aDatabase();
  court = await aStructure(db.database.prisma, 'Cour');
});
afterAll(() => db.drop());

const anAgent = () => aPerson('Claire').postedIn(court).make(db.database);

/** Publishes a kind that changes a theme, which an agent’s own filing is enough for. */
async function published(shipped: Theme): Promise<Theme> {
  const theme: Theme = { ...shipped, name: `essai-${shipped.name}`, guarantee: 'self' };
  const text = JSON.stringify(theme);
  const path = `_situation/${theme.name}.json`;
  const content = new TextEncoder().encode(text);
  await keepThemes(db.database.prisma, [{ path, content, sha256: createHash('sha256').update(text).digest('hex') }]);
  const manifest = { steps: [], effects: [theme.name], themes: { [theme.name]: theme } };
  await aShippedCircuit(db.database, { kind: theme.name, manifest, files: { [path]: text } });
  return theme;
}

/** Files a request with these answers, and writes what it changes. */
async function applied(
  theme: Theme,
  personId: string,
  data: object,
  entry: Pick<SituationEntry, 'value' | 'from' | 'until'>,
): Promise<string> {
  const requestId = await aRequest(db.database.prisma, personId, court, theme.name);
  await db.asOwner('update request set data = $2 where id = $1', [requestId, JSON.stringify(data)]);
  const grounds = { guarantee: guaranteeOf(theme), actId: null, decisionIds: [] };
  return db.database.transaction((tx) =>
    insertEntry(tx, { ...entry, theme: theme.name, requestId, personId, grounds, at: new Date() }),
  );
}

describe('the periods of a dated theme', () => {
  test('have their own values: what one leaves empty is not what the one before said', async () => {
    const training = await published(shippedTheme('formation'));
    const claire = await anAgent();
    const of = (startDate: string, endDate: string, value: SituationEntry['value'], written = value) =>
      applied(training, claire, { startDate, endDate, ...value }, { value: written, from: startDate, until: endDate });
    await of('2027-01-04', '2027-01-08', { intitule: 'Greffe', heures: 30 });
    await of('2027-02-01', '2027-02-05', { intitule: 'Accueil' });
    const later = of('2027-03-01', '2027-03-05', { intitule: 'Langues' }, { intitule: 'Langues', heures: 30 });
    await expect(later).rejects.toThrow(/« heures » is not what the request asked for/);
  });

  test('do not meet, whatever asks for them', async () => {
    const leave = await published(shippedTheme('absences-et-conges'));
    const claire = await anAgent();
    const from = (startDate: string, endDate: string) => {
      const value = { nature: 'conge-annuel' };
      return applied(leave, claire, { startDate, endDate, ...value }, { value, from: startDate, until: endDate });
    };
    await from('2027-07-05', '2027-07-16');
    for (const [startDate, endDate] of [
      ['2027-07-16', '2027-07-20'],
      ['2027-07-01', '2027-07-05'],
      ['2027-07-01', '2027-07-31'],
      ['2027-07-08', '2027-07-09'],
    ] as const)
      await expect(from(startDate, endDate)).rejects.toThrow(/situation_entry_apart/);
    await from('2027-07-17', '2027-07-20');
  });
});

describe('one value', () => {
  test('from a day that is asked is given whole: whoever moves keeps no line of the former address', async () => {
    const address = await published(shippedTheme('adresse'));
    const claire = await anAgent();
    const street = (voie: string) => ({ voie, codePostal: '75001', ville: 'Paris', pays: 'France' });
    const from = (effectDate: string, value: SituationEntry['value'], written = value) =>
      applied(
        address,
        claire,
        { effectDate, complement: '', ...value },
        { value: written, from: effectDate, until: null },
      );
    await from('2027-01-04', { ...street('1 rue de la Paix'), complement: 'Bâtiment B' });
    const moved = street('2 rue de la Paix');
    await expect(from('2027-02-01', moved, { ...moved, complement: 'Bâtiment B' })).rejects.toThrow(
      /« complement » is not what the request asked for/,
    );
    await from('2027-02-01', moved);
  });

  test('from when it is applied keeps what is left empty', async () => {
    const contact = await published({ ...shippedTheme('contact'), use: undefined } as unknown as Theme);
    const claire = await anAgent();
    const now = (asked: object, value: SituationEntry['value']) =>
      applied(contact, claire, asked, { value, from: parisDay(new Date()), until: null });
    await now({ phone: '+33142761717' }, { phone: '+33142761717' });
    const email = { personalEmail: 'claire@exemple.fr' };
    await expect(now(email, email)).rejects.toThrow(/« phone » is not what the request asked for/);
    await now(email, { phone: '+33142761717', ...email });
  });
});
