import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parisDay } from '#domain/calendar/civil-date.ts';
import type { SituationEntry } from '#domain/situation/entry.ts';
import { guaranteeOf, type Theme } from '#domain/situation/themes/theme.ts';
import { shippedTheme } from '#testing/shipped-themes.ts';
import { insertEntry, lastEntry, readSituation } from './repositories/people/situation.ts';
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

/**
 * Publishes a kind that changes a theme, for which the agent’s own filing is enough, without its
 * movement of pay.
 */
async function published({ pay: _pay, ...shipped }: Theme): Promise<Theme> {
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
  entry: Omit<SituationEntry, 'theme'>,
  ends = false,
): Promise<string> {
  const requestId = await aRequest(db.database.prisma, personId, court, theme.name);
  await db.asOwner('update request set data = $2 where id = $1', [requestId, JSON.stringify(data)]);
  const grounds = { guarantee: guaranteeOf(theme), actId: null, decisionIds: [] };
  return db.database.transaction((tx) =>
    insertEntry(tx, { ...entry, theme: theme.name, requestId, personId, grounds, ends, at: new Date() }),
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

describe('a period that ends before its last day', () => {
  const nature = 'enseignement';
  const stands = { startDate: '2027-01-01', endDate: '2027-12-31', nature, employeur: 'Université' };
  const value = { nature, employeur: 'Université' };
  const back = { ...stands, returnDate: '2027-07-01', endDate: '2027-06-30' };
  const ended = { value, from: '2027-01-01', until: '2027-06-30' };
  let activity: Theme;
  beforeAll(async () => {
    activity = await published(shippedTheme('activite-accessoire'));
  });
  const withActivity = async () => {
    const claire = await anAgent();
    await applied(activity, claire, stands, { value, from: '2027-01-01', until: '2027-12-31' });
    return claire;
  };

  test('is the same but for its end, and leaves the days after to another', async () => {
    const claire = await withActivity();
    await applied(activity, claire, back, ended, true);
    expect(await lastEntry(db.database.prisma, claire, activity.name)).toMatchObject(ended);
    const next = { ...stands, startDate: '2027-07-01' };
    await applied(activity, claire, next, { value, from: '2027-07-01', until: '2027-12-31' });
    // It has ended: nothing more can be ended there.
    await expect(applied(activity, claire, back, ended, true)).rejects.toThrow(/otherwise than the request ends it/);
  });

  test.each([
    ['later than it did', { ...back, returnDate: '2028-02-01' }, { ...ended, until: '2028-01-31' }],
    ['another day than was asked', back, { ...ended, until: '2027-05-31' }],
    ['with other values', { ...back, employeur: 'Lycée' }, { ...ended, value: { nature, employeur: 'Lycée' } }],
  ])('does not end %s', async (_case, data, entry) => {
    const claire = await withActivity();
    await expect(applied(activity, claire, data, entry, true)).rejects.toThrow(/situation:/);
  });

  test('is ended by no request that asks for something else, nor left standing by one that ends it', async () => {
    const claire = await withActivity();
    await expect(applied(activity, claire, { ...back, returnDate: '' }, ended, true)).rejects.toThrow(/and then alone/);
    await expect(applied(activity, claire, back, ended)).rejects.toThrow(/and then alone/);
  });
});

test('working days are no more than those of the period asked for; typed, they are what was answered', async () => {
  const leave = await published(shippedTheme('conges-annuels'));
  const claire = await anAgent();
  const days = { startDate: '2027-07-05', endDate: '2027-07-09' };
  const moves = (data: object, mouvementConges: string, jours: number) =>
    applied(
      leave,
      claire,
      { ...data, mouvementConges },
      { value: { mouvementConges, jours }, from: days.startDate, until: null },
    );
  await moves({ startDate: days.startDate, jours: '25' }, 'ouverts', 25);
  await expect(moves({ startDate: days.startDate, jours: 2 }, 'ouverts', 25)).rejects.toThrow(/not what the request/);
  for (const jours of [6, 4.2]) await expect(moves(days, 'pris', jours)).rejects.toThrow(/not counted from the period/);
  await moves({ ...days, jours: 1 }, 'pris', 4.5);
});

describe('one value', () => {
  test('from a day that is asked is given whole: a person who moves keeps no line of the former address', async () => {
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

describe('the items of a list', () => {
  let children: Theme;
  beforeAll(async () => {
    children = await published(shippedTheme('enfants'));
  });
  const louise = { prenom: 'Louise', naissance: '2020-03-03', lien: 'naissance' };
  const born = (personId: string, value: SituationEntry['value'] = louise) =>
    applied(children, personId, { ...value, effectDate: '2020-03-03' }, { value, from: '2020-03-03', until: null });
  const change = (personId: string, item: string, data: object, entry: Omit<SituationEntry, 'theme'>) =>
    applied(children, personId, { enfant: item, ...data }, { ...entry, item });
  const known = async (personId: string, day = '2026-11-28') => {
    const situation = await readSituation(db.database.prisma, personId, day);
    const { entry, items = [] } = situation.find(({ definition }) => definition.name === children.name) ?? {};
    expect(entry).toBeNull();
    return items.map(({ item, value, until }) => [item, value.prenom, value.nom ?? null, until]);
  };

  test('begin, change and end one by one: what is left empty stays, and nothing is removed', async () => {
    const claire = await anAgent();
    const first = await born(claire);
    const second = await born(claire, { ...louise, prenom: 'Marc' });
    const named = { ...louise, nom: 'Martin' };
    await change(
      claire,
      first,
      { nom: 'Martin', effectDate: '2024-01-01' },
      { value: named, from: '2024-01-01', until: null },
    );
    expect(await known(claire)).toEqual([
      [first, 'Louise', 'Martin', null],
      [second, 'Marc', null, null],
    ]);
    expect(await known(claire, '2023-12-31')).toEqual([
      [first, 'Louise', null, null],
      [second, 'Marc', null, null],
    ]);
    // It ends with the value that it had, from the day when that one began.
    await change(claire, first, { endDate: '2026-10-31' }, { value: named, from: '2024-01-01', until: '2026-10-31' });
    expect(await known(claire, '2026-10-31')).toEqual([
      [first, 'Louise', 'Martin', '2026-10-31'],
      [second, 'Marc', null, null],
    ]);
    expect(await known(claire)).toEqual([[second, 'Marc', null, null]]);
    expect(await lastEntry(db.database.prisma, claire, children.name, first)).toMatchObject({ until: '2026-10-31' });
    expect(await db.database.prisma.situationEntry.count({ where: { personId: claire } })).toBe(4);
  });

  test('do not come back once they ended, nor go backwards, nor change for another’s', async () => {
    const [claire, paul] = [await anAgent(), await anAgent()];
    const item = await born(claire);
    const named = { ...louise, nom: 'Martin' };
    const asked = (personId: string, from: string, written: string | undefined = item, until: string | null = null) =>
      change(personId, item, { nom: 'Martin', effectDate: from }, { value: named, from, until, item: written });
    await expect(asked(paul, '2024-01-01')).rejects.toThrow(/no item of this person/);
    await expect(asked(claire, '2020-03-02')).rejects.toThrow(/begins later/);
    // Only what the request asked: neither an end, nor another item, nor another value.
    await expect(asked(claire, '2024-01-01', item, '2025-01-01')).rejects.toThrow(/does not end/);
    const other = await born(claire, { ...louise, prenom: 'Marc' });
    const forged = (data: object, entry: Omit<SituationEntry, 'theme'>) => applied(children, claire, data, entry);
    const started = { ...louise, effectDate: '2020-03-03' };
    await expect(forged(started, { value: louise, from: '2020-03-03', until: null, item: other })).rejects.toThrow(
      /names no item/,
    );
    const renamed = { ...named, prenom: 'Lou' };
    await expect(
      forged(
        { enfant: item, nom: 'Martin', effectDate: '2024-01-01' },
        { value: renamed, from: '2024-01-01', until: null, item },
      ),
    ).rejects.toThrow(/« prenom » is not what/);
    await change(claire, item, { endDate: '2024-12-31' }, { value: louise, from: '2020-03-03', until: '2024-12-31' });
    await expect(asked(claire, '2025-01-01', item, '2024-12-31')).rejects.toThrow(/has ended/);
    await expect(
      change(claire, item, { endDate: '2027-12-31' }, { value: louise, from: '2020-03-03', until: '2027-12-31' }),
    ).rejects.toThrow(/has ended/);
    await expect(
      db.asOwner(
        'insert into situation_entry (id, person_id, theme, theme_sha256, "from", value, origin, at, item_id) select gen_random_uuid(), $1, name, sha256, now(), $2, \'taken-over\', now(), $3 from situation_theme where name = $4',
        [paul, '{}', item, children.name],
      ),
    ).rejects.toThrow(/no item of this person/);
  });
});

describe('the movements of a balance', () => {
  let savings: Theme;
  beforeAll(async () => {
    savings = await published(shippedTheme('compte-epargne-temps'));
  });
  const today = parisDay(new Date());
  const move = (personId: string, mouvement: string, jours: number) => {
    const value = { mouvement, jours };
    return applied(savings, personId, value, { value, from: today, until: null });
  };
  const balance = async (personId: string) =>
    (await lastEntry(db.database.prisma, personId, savings.name))?.value.solde ?? null;

  test('come to what they add and take, which none of them holds', async () => {
    const claire = await anAgent();
    expect(await balance(claire)).toBeNull();
    await move(claire, 'versement', 12);
    await move(claire, 'conge', 4.5);
    expect(await balance(claire)).toBe(7.5);
    await move(claire, 'indemnisation', 7.5);
    expect(await balance(claire)).toBe(0);
    const written = await db.database.prisma.situationEntry.findMany({ where: { personId: claire } });
    expect(written.map(({ value }) => Object.keys(value as object))).toEqual(Array(3).fill(['jours', 'mouvement']));
  });

  test('never come to less than nothing, nor go the other way, whichever role writes them', async () => {
    const claire = await anAgent();
    await move(claire, 'versement', 5);
    await expect(move(claire, 'conge', 5.5)).rejects.toThrow(/below nothing/);
    for (const jours of [0, -3]) await expect(move(claire, 'conge', jours)).rejects.toThrow(/above nothing/);
    const kept = { mouvement: 'versement', jours: 1, solde: 99 };
    await expect(applied(savings, claire, kept, { value: kept, from: today, until: null })).rejects.toThrow(/not kept/);
    // Taken over, and dated before what was given: the later movements would not have been
    // possible.
    const takeFrom = (day: string) =>
      db.asOwner(
        `insert into situation_entry (id, person_id, theme, theme_sha256, "from", value, origin, at)
         select gen_random_uuid(), $1, name, sha256, $2, '{"mouvement": "conge", "jours": 1}', 'taken-over', now()
           from situation_theme where name = $3`,
        [claire, day, savings.name],
      );
    await expect(takeFrom('2020-01-01')).rejects.toThrow(/below nothing/);
    expect(await balance(claire)).toBe(5);
  });

  test('of two at the same moment, the second is judged on the first, however its transaction reads', async () => {
    const claire = await anAgent();
    await move(claire, 'versement', 5);
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => move(claire, 'conge', 3)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await balance(claire)).toBe(2);
    // It cannot see the other movements, and would take the same days twice.
    for (const level of ['repeatable read', 'serializable'])
      await expect(
        db.asOwner(`begin isolation level ${level};
          insert into situation_entry (id, person_id, theme, theme_sha256, "from", value, origin, at)
          select gen_random_uuid(), '${claire}', name, sha256, now(), '{"mouvement": "conge", "jours": 1}', 'taken-over', now()
            from situation_theme where name = '${savings.name}';
          commit`),
      ).rejects.toThrow(/reads what others wrote/);
  });

  test('stay movements: a theme that values hold keeps its way to live in time', async () => {
    const claire = await anAgent();
    const theme = { ...savings, name: 'essai-vie' };
    await published({ ...theme, name: 'vie' });
    await applied(
      { ...theme, name: 'essai-vie' },
      claire,
      { mouvement: 'versement', jours: 1 },
      { value: { mouvement: 'versement', jours: 1 }, from: today, until: null },
    );
    const text = JSON.stringify({ ...theme, inTime: { is: 'current' } });
    const content = new TextEncoder().encode(text);
    const sha256 = createHash('sha256').update(text).digest('hex');
    await expect(
      keepThemes(db.database.prisma, [{ path: '_situation/essai-vie.json', content, sha256 }]),
    ).rejects.toThrow(/stand in time as they did/);
  });
});
