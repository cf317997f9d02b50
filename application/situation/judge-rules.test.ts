import { describe, expect, test } from '@jest/globals';
import type { SituationEntry } from '#domain/situation/entry.ts';
import type { RuleSituation } from '#domain/situation/rules.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import { shippedGrids, shippedTheme } from '#testing/shipped-themes.ts';
import { judgeRules } from './judge-rules.ts';

/** The twenty-sixth of November 2026: Claire, greffière since 2020, sixth échelon since February 2025. */
const SITUATION: RuleSituation = {
  filedOn: '2026-11-26',
  byAgent: true,
  taken: [],
  items: [],
  least: 0,
  promised: { least: Number.POSITIVE_INFINITY, numbers: [] },
  places: [],
  past: [],
  ending: null,
  former: {
    theme: 'echelon-grade',
    value: { grade: 'Greffière', echelon: 6, index: 421 },
    from: '2025-02-01',
    until: null,
  },
  grade: 'Greffière',
  grids: shippedGrids(),
  inPostSince: '2020-01-01',
};

const PART_TIME = shippedTheme('temps-de-travail');
const ECHELON = shippedTheme('echelon-grade');

const broken = (theme: Theme, data: Record<string, unknown>, more: Partial<RuleSituation> = {}) =>
  judgeRules(theme, data, { ...SITUATION, ...more }).map(({ field, rule, params: { fr: _fr, en: _en, ...params } }) =>
    `${field}: ${rule} ${Object.values(params).join(' ')}`.trim(),
  );

describe('a part-time on request', () => {
  const asked = (startDate: string, endDate: string, quota: unknown = '80') => ({ startDate, endDate, quota });

  test.each([
    ['six months to the day', asked('2027-03-01', '2027-08-31')],
    ['a year to the day', asked('2027-03-01', '2028-02-29')],
    ['six months from the end of a month', asked('2027-08-31', '2028-02-28')],
    ['from the very day it is asked for', asked('2026-11-26', '2027-05-25')],
  ])('may last %s (décret n° 82-624, article 2)', (_case, data) => {
    expect(broken(PART_TIME, data)).toEqual([]);
  });

  test.each([
    ['ten days', asked('2027-03-01', '2027-03-10'), 'endDate: part-time-short 2027-08-31'],
    ['a day less than six months', asked('2027-03-01', '2027-08-30'), 'endDate: part-time-short 2027-08-31'],
    ['a day more than a year', asked('2027-03-01', '2028-03-01'), 'endDate: part-time-long 2028-02-29'],
    ['a time that ends before it begins', asked('2027-03-01', '2026-12-31'), 'endDate: part-time-short 2027-08-31'],
    ['a quota that no text knows (article 1)', asked('2027-03-01', '2027-08-31', '75'), 'quota: part-time-quota'],
    ['a time gone by', asked('2026-11-25', '2027-05-31'), 'startDate: effect-too-early 2026-11-26'],
    ['1950', asked('1950-01-01', '1950-12-31'), 'startDate: effect-too-early 2026-11-26'],
    ['2099', asked('2099-01-01', '2099-12-31'), 'startDate: effect-too-late 2036-11-26'],
  ])('is not for %s', (_case, data, fault) => {
    expect(broken(PART_TIME, data)).toEqual([fault]);
  });

  test.each([
    ['begins within', asked('2027-06-01', '2027-11-30'), 'startDate'],
    ['ends within', asked('2026-12-01', '2027-05-31'), 'endDate'],
    ['covers', asked('2027-01-01', '2027-12-31'), 'endDate'],
    ['shares a day with', asked('2027-08-31', '2028-02-28'), 'startDate'],
  ])('is not for a time that %s another', (_case, data, field) => {
    const period = { from: '2027-03-01', until: '2027-08-31', number: '2026-000042' };
    const at = `${period.number} ${period.from} ${period.until}`;
    expect(broken(PART_TIME, data, { taken: [{ ...period, granted: true }] })).toEqual([
      `${field}: period-granted ${at}`,
    ]);
    expect(broken(PART_TIME, data, { taken: [{ ...period, granted: false }] })).toEqual([
      `${field}: period-under-way ${at}`,
    ]);
  });

  test('follows another from the very next day', () => {
    const taken = [{ from: '2027-03-01', until: '2027-08-31', number: '2026-000042', granted: true }];
    expect(broken(PART_TIME, asked('2027-09-01', '2028-02-29'), { taken })).toEqual([]);
    expect(broken(PART_TIME, asked('2026-12-01', '2027-02-28'), { taken })).toEqual([
      'endDate: part-time-short 2027-05-31',
    ]);
  });
});

describe('a return before the last day', () => {
  const stands = {
    theme: 'temps-de-travail',
    value: { quota: 80, payFraction: '6/7' },
    from: '2026-09-01',
    until: '2027-08-31',
  } as const;
  const back = (change: Record<string, unknown> = {}) => ({
    ...{ quota: '80', startDate: '2026-09-01', returnDate: '2027-01-01', endDate: '2026-12-31' },
    ...change,
  });
  const taken = [{ from: stands.from, until: stands.until, number: '2026-000042', granted: true }];

  test.each([
    ['within the period, however short it becomes', back()],
    ['after its first day', back({ returnDate: '2026-09-02', endDate: '2026-09-01' })],
    ['before its last one', back({ returnDate: '2027-08-31', endDate: '2027-08-30' })],
  ])('is lawful %s', (_case, data) => {
    expect(broken(PART_TIME, data, { ending: stands, taken })).toEqual([]);
  });

  test.each([
    ['of nothing that stands', back(), null],
    ['on its first day', back({ returnDate: '2026-09-01', endDate: '2026-08-31' }), stands],
    ['once it is over', back({ returnDate: '2027-09-01', endDate: '2027-08-31' }), stands],
    ['of a period told otherwise', back({ quota: '50' }), stands],
    ['of one that is not told', { returnDate: '2027-01-01', endDate: '2026-12-31' }, null],
    ['that ends it another day', back({ endDate: '2027-05-31' }), stands],
  ])('is not %s', (_case, data, ending) => {
    expect(broken(PART_TIME, data, { ending, taken })).toEqual(['returnDate: period-none']);
  });
});

describe('an advancement', () => {
  const started = { byAgent: false };
  const asked = (change: Record<string, unknown> = {}) => ({
    basis: 'seniority',
    effectDate: '2027-02-01',
    echelon: 7,
    index: 435,
    ...change,
  });

  test.each([
    ['to the next échelon', asked(), {}],
    ['with arrears of four years', asked({ effectDate: '2022-01-01' }), { former: null }],
    ['to a further one, where the classification is put right', asked({ basis: 'correction', echelon: 9 }), {}],
    ['from the day of the former one, likewise', asked({ basis: 'correction', effectDate: '2025-02-01' }), {}],
    ['to a lower one of another grade, at a higher index', asked({ echelon: 2 }), { grade: 'Greffière principale' }],
    ['to any, where none is known', asked({ echelon: 3, index: 380 }), { former: null }],
  ])('is lawful %s', (_case, data, more) => {
    expect(broken(ECHELON, data, { ...started, ...more })).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, Partial<RuleSituation>, string]>([
    ['down', asked({ echelon: 5 }), {}, 'echelon: echelon-down 6'],
    ['to where one stands', asked({ echelon: 6 }), {}, 'echelon: echelon-down 6'],
    ['over one, by seniority (CGFP, article L522-2)', asked({ echelon: 8 }), {}, 'echelon: echelon-skips 7'],
    ['to what no grade has', asked({ echelon: 21 }), { former: null }, 'echelon: echelon-beyond 20'],
    ['to a pay no higher', asked({ index: 421 }), {}, 'index: index-down 421'],
    ['before the former one', asked({ effectDate: '2025-01-31' }), {}, 'effectDate: echelon-before-former 2025-02-01'],
    [
      'before the agent came',
      asked({ effectDate: '2023-05-01' }),
      { former: null, inPostSince: '2023-09-01' },
      'effectDate: effect-before-post 2023-09-01',
    ],
    ['in 1950', asked({ effectDate: '1950-01-01' }), {}, 'effectDate: effect-too-early 2022-01-01'],
    ['in 2099', asked({ effectDate: '2099-03-01' }), {}, 'effectDate: effect-too-late 2027-11-26'],
    ['at the agent’s own request', asked(), { byAgent: true }, 'echelon: echelon-own-filing'],
  ])('is refused %s', (_case, data, more, fault) => {
    expect(broken(ECHELON, data, { ...started, ...more })).toEqual([fault]);
  });
});

describe('a reference grid, on the day of effect', () => {
  const row = (echelon: number, index: number, months?: number, grade = 'Greffière') => ({
    from: '2020-01-01',
    until: null,
    values: { grade, echelon, index, ...(months !== undefined && { months }) },
    legal: null,
  });
  const columns = shippedGrids().echelons?.columns ?? [];
  const rows = [row(6, 421, 24), row(7, 435), row(12, 560, 24, 'Greffière principale')];
  const grids = { echelons: { name: 'echelons', title: { fr: '', en: '' }, columns, rows } };
  const asked = (change: Record<string, unknown> = {}) => ({
    ...{ basis: 'seniority', effectDate: '2027-02-01', echelon: 7, index: 435 },
    ...change,
  });
  const judged = (data: Record<string, unknown>, more: Partial<RuleSituation> = {}) =>
    broken(ECHELON, data, { byAgent: false, grids, ...more });

  test('says the index of an échelon, how many its grade has, and when seniority is reached', () => {
    expect(judged(asked())).toEqual([]);
    expect(judged(asked({ index: 436 }))).toEqual(['index: index-not-of-grid 7 435']);
    expect(judged(asked({ index: 450, basis: 'correction' }))).toEqual([]);
    expect(judged(asked({ echelon: 8, index: 450, basis: 'correction' }))).toEqual(['echelon: echelon-beyond 7']);
    expect(judged(asked({ effectDate: '2027-01-31' }))).toEqual(['effectDate: echelon-too-early 6 2027-02-01']);
  });

  test('says nothing of a grade that it does not hold', () => {
    const grade = 'Greffier en chef';
    expect(judged(asked({ echelon: 9, index: 500 }), { grade, former: null })).toEqual([]);
  });

  test('without a row that day refuses what it would give, at that day', () => {
    const data = { startDate: '2027-03-01', endDate: '2027-08-31', quota: '80' };
    const { quotites } = shippedGrids();
    expect(broken(PART_TIME, data)).toEqual([]);
    const [fault, ...others] = judgeRules(PART_TIME, data, {
      ...SITUATION,
      grids: { quotites: { ...quotites, rows: [] } as never },
    });
    expect(others).toEqual([]);
    expect(fault).toMatchObject({
      field: 'startDate',
      code: 'grid-without-row',
      params: { day: '2027-03-01' },
      warns: false,
    });
  });
});

describe('an item of a list', () => {
  const CHILDREN = shippedTheme('enfants');
  const louise: SituationEntry = {
    ...{ theme: 'enfants', item: 'a', from: '2020-03-03', until: null },
    value: { prenom: 'Louise', naissance: '2020-03-03', lien: 'naissance' },
  };
  const asked = { prenom: 'Louise', naissance: '2020-03-03', lien: 'naissance', effectDate: '2026-11-26' };
  const known = { items: [louise], former: null };

  test.each<[string, Record<string, unknown>, Partial<RuleSituation>, string[]]>([
    ['begins beside another', { ...asked, prenom: 'Marc' }, known, []],
    ['is not given twice', asked, known, ['prenom: enfant-deja-connu']],
    ['begins anew once it ended', asked, { items: [{ ...louise, until: '2025-01-01' }], former: null }, []],
    // What is left empty is judged as it stands.
    ['changes', { enfant: 'a', nom: 'Martin', effectDate: '2026-11-26' }, { items: [louise], former: louise }, []],
    [
      'changes no sooner than it was born',
      { enfant: 'a', nom: 'Martin', effectDate: '2020-03-02' },
      { items: [louise], former: louise },
      ['effectDate: effet-avant-naissance 2020-03-03'],
    ],
    [
      'changes no sooner than it was last given',
      { enfant: 'a', nom: 'Martin', effectDate: '2021-01-01' },
      { items: [], former: { ...louise, from: '2024-01-01' } },
      ['effectDate: before-former 2024-01-01'],
    ],
    [
      'is one of the agent’s',
      { enfant: 'b', nom: 'Martin', effectDate: '2026-11-26' },
      known,
      ['enfant: item-unknown'],
    ],
    ['ends', { enfant: 'a', endDate: '2026-10-31' }, { items: [louise], former: louise }, []],
    [
      'ends after it began',
      { enfant: 'a', nom: 'Martin', effectDate: '2026-11-26', endDate: '2026-10-31' },
      { items: [louise], former: louise },
      ['endDate: period-upside-down'],
    ],
    [
      'ends once',
      { enfant: 'a', endDate: '2026-10-31' },
      { items: [], former: { ...louise, until: '2025-01-01' } },
      ['enfant: item-ended 2025-01-01'],
    ],
  ])('%s', (_case, data, more, faults) => {
    expect(broken(CHILDREN, data, more)).toEqual(faults);
  });
});

describe('a movement of a balance', () => {
  const SAVINGS = shippedTheme('compte-epargne-temps');
  const standing = {
    theme: SAVINGS.name,
    value: { mouvement: 'versement', jours: 2, solde: 12 },
    from: '2026-01-01',
    until: null,
  };
  const stands = { former: standing, least: 12 };

  test.each<[string, Record<string, unknown>, Partial<RuleSituation>, string[]]>([
    ['takes all that there is', { mouvement: 'conge', jours: 12 }, stands, []],
    ['takes no more', { mouvement: 'conge', jours: 13 }, stands, ['jours: balance-below 12']],
    // What is taken later is not available today either.
    [
      'takes nothing that is promised',
      { mouvement: 'conge', jours: 3 },
      { ...stands, least: 2 },
      ['jours: balance-below 2'],
    ],
    ['opens the account', { mouvement: 'versement', jours: 5 }, { former: null, least: 0 }, []],
    [
      'takes nothing of an account that is not open',
      { mouvement: 'conge', jours: 1 },
      { former: null },
      ['jours: balance-below 0'],
    ],
    ['is not of nothing', { mouvement: 'versement', jours: 0 }, stands, ['jours: movement-nothing']],
    ['does not go the other way', { mouvement: 'conge', jours: -5 }, stands, ['jours: movement-nothing']],
    ['nor the one', { mouvement: 'versement', jours: -5 }, stands, ['jours: movement-nothing']],
    ['is of whole days', { mouvement: 'versement', jours: 0.5 }, stands, ['jours: jours-entiers']],
  ])('%s', (_case, data, more, faults) => {
    expect(broken(SAVINGS, data, more)).toEqual(faults);
  });

  test('is judged by rules that know what the balance comes to, nothing before the first one', () => {
    const ceiling = { ...SAVINGS.rules[0], id: 'plafond', broken: 'former.solde + asked.jours > 60' };
    const capped = { ...SAVINGS, rules: [ceiling] } as Theme;
    const deposit = (jours: number) => ({ mouvement: 'versement', jours });
    expect(broken(capped, deposit(48), stands)).toEqual([]);
    expect(broken(capped, deposit(49), stands)).toEqual(['jours: plafond']);
    expect(broken(capped, deposit(60), { former: null })).toEqual([]);
    expect(broken(capped, deposit(61), { former: null })).toEqual(['jours: plafond']);
  });
});

describe('a movement of the working days of a period', () => {
  const savings = shippedTheme('compte-epargne-temps');
  const LEAVE: Theme = {
    ...savings,
    inTime: { ...savings.inTime, from: 'startDate' } as Theme['inTime'],
    fields: savings.fields.map((field) =>
      field.key === 'jours'
        ? { ...field, source: 'working-days', period: { from: 'startDate', until: 'endDate', endsAtNoon: 'noon' } }
        : field,
    ),
    rules: [],
  };
  const leave = (startDate: string, endDate: string, more: object = {}) => ({
    ...{ mouvement: 'conge', startDate, endDate },
    ...more,
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    ['takes what it counts', leave('2026-12-07', '2026-12-11'), []],
    ['to the half day', leave('2026-12-07', '2026-12-14', { noon: true }), ['endDate: balance-below 5']],
    ['whatever is typed', leave('2026-12-07', '2026-12-14', { jours: 1 }), ['endDate: balance-below 5']],
    ['and not when nobody works', leave('2026-12-05', '2026-12-06'), ['endDate: no-working-day']],
    ['nor upside down', leave('2026-12-11', '2026-12-07'), ['endDate: period-upside-down']],
    ['nor of years', leave('2026-12-07', '9999-12-31'), ['endDate: period-long 2027-12-06']],
    [
      'or what is typed, where no period is asked for',
      { ...leave('2026-12-07', ''), jours: 6 },
      ['jours: balance-below 5'],
    ],
  ])('%s', (_case, data, faults) => {
    expect(broken(LEAVE, data, { former: null, least: 5 })).toEqual(faults);
  });

  test('is known to its rules', () => {
    const short = { ...savings.rules[0], id: 'court', field: 'endDate', broken: 'asked.jours < 5' };
    const judged = (data: Record<string, unknown>) => broken({ ...LEAVE, rules: [short] } as Theme, data, { least: 9 });
    expect(judged(leave('2026-12-07', '2026-12-11'))).toEqual([]);
    expect(judged(leave('2026-12-07', '2026-12-10'))).toEqual(['endDate: court']);
    const away = { places: [{ clock: 'Indian/Reunion' as const, from: '2020-01-01', until: null }] };
    const ruled = { ...LEAVE, rules: [short] } as Theme;
    expect(broken(ruled, leave('2027-12-20', '2027-12-24'), { least: 9, ...away })).toEqual(['endDate: court']);
  });
});

test('data that says nothing of the kind breaks nothing: its effect refuses it', () => {
  for (const theme of [PART_TIME, ECHELON]) expect(broken(theme, { startDate: '2027-02-31' })).toEqual([]);
});

describe('a rule of a theme', () => {
  const ruled = (broken: string): Theme => ({
    ...PART_TIME,
    rules: [
      {
        id: 'first-try',
        field: 'quota',
        broken,
        params: { quota: 'asked.quota' },
        message: { fr: 'Pas {{quota}}.', en: 'Not {{quota}}.' },
        legal: null,
        // biome-ignore lint/suspicious/noThenProperty: no promise, what the rule does then
        then: 'warns',
      },
    ],
  });
  const data = { startDate: '2027-03-01', endDate: '2027-08-31', quota: '80', reason: 'Un enfant' };

  test('says its message in both languages, with what fills it in, and whether it only warns', () => {
    expect(judgeRules(ruled('answers.reason = "Un enfant"'), data, SITUATION)).toEqual([
      {
        field: 'quota',
        code: 'situation-rule',
        params: { fr: 'Pas {{quota}}.', en: 'Not {{quota}}.', quota: 80 },
        theme: 'temps-de-travail',
        rule: 'first-try',
        warns: true,
      },
    ]);
  });

  test('that only warns keeps no refusal from its field, of another rule or of what every theme asks', () => {
    const warns = ruled('true');
    // biome-ignore lint/suspicious/noThenProperty: no promise, what the rule does then
    const refuses = { ...ruled('true').rules[0], id: 'second-try', then: 'refuses' } as Theme['rules'][number];
    const rulesOf = (theme: Theme, filed = data) => judgeRules(theme, filed, SITUATION).map(({ rule }) => rule);
    expect(rulesOf({ ...warns, rules: [...warns.rules, refuses] })).toEqual(['first-try', 'second-try']);
    expect(rulesOf({ ...warns, rules: [refuses, ...warns.rules] })).toEqual(['second-try']);
    expect(rulesOf(warns, { ...data, quota: '75' })).toEqual(['first-try', 'choice-none']);
  });

  test('sees nothing that is sealed', () => {
    const account = {
      ...shippedTheme('coordonnees-bancaires'),
      rules: ruled('asked.iban != null or answers.iban != null').rules,
    };
    const filed = { holder: 'Claire', iban: { sealed: 'v2.x', shown: 'FR76' } };
    expect(judgeRules(account, filed, SITUATION)).toEqual([]);
  });

  test('that cannot be judged refuses, whatever it says that it does', () => {
    const endless = 'count(for a in 1..100000, b in 1..100000 return a) > 0';
    expect(judgeRules(ruled(endless), data, SITUATION)).toMatchObject([
      { code: 'rule-unjudged', params: { rule: 'first-try' }, warns: false },
    ]);
  });
});

describe('a certificate of sick leave, sent late (décret n° 86-442, article 25)', () => {
  const ABSENCES = shippedTheme('absences-et-conges');
  const late = { nature: 'maladie-ordinaire', envoiTardif: 'oui', prescritLe: '2026-11-20', envoyeLe: '2026-11-25' };
  const asked = { ...late, startDate: '2026-11-20', endDate: '2026-11-30' };
  const given = (prescritLe: string, envoiTardif = 'oui') => ({
    theme: ABSENCES.name,
    value: { nature: 'maladie-ordinaire', envoiTardif, prescritLe },
    from: prescritLe,
    until: prescritLe,
  });
  const judged = (past: RuleSituation['past'], data: Record<string, unknown> = asked) =>
    broken(ABSENCES, data, { former: null, past });

  test('is told once what a second one would cost, and until when', () => {
    expect(judged([])).toEqual(['envoyeLe: arret-tardif 2028-11-20']);
    expect(judged([given('2024-11-19'), given('2025-03-01', 'non')])).toEqual(['envoyeLe: arret-tardif 2028-11-20']);
  });

  test('costs half of the pay of the days of delay, the second time in twenty-four months', () => {
    expect(judged([given('2024-11-20')])).toEqual(['envoyeLe: arret-tardif-repete 2026-11-20 2026-11-25']);
  });

  test('says nothing of one sent in time, nor of another absence', () => {
    expect(judged([given('2026-01-05')], { ...asked, envoiTardif: 'non' })).toEqual([]);
    expect(
      judged([given('2026-01-05')], { nature: 'autorisation', startDate: '2026-11-20', endDate: '2026-11-20' }),
    ).toEqual([]);
  });
});
