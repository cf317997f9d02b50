import { expect, test } from '@jest/globals';
import type { RuleSituation } from '#domain/situation/rules.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import { judgeRulesApart } from './judge-rules-apart.ts';

const SITUATION: RuleSituation = {
  ...{
    filedOn: '2026-11-26',
    byAgent: true,
    taken: [],
    items: [],
    least: 0,
    promised: { least: 0, numbers: [] },
    places: [],
    past: [],
    ending: null,
    former: null,
  },
  ...{ grade: null, grids: {}, inPostSince: null },
};
const theme = (broken: string): Theme => ({
  name: 'essai',
  title: { fr: 'Essai', en: 'Essay' },
  inTime: { is: 'current' },
  guarantee: 'self',
  fields: [{ key: 'city', type: 'text', label: { fr: 'Ville', en: 'Town' } }],
  rules: [
    // biome-ignore lint/suspicious/noThenProperty: no promise, what the rule does then
    { id: 'first', field: 'city', broken, message: { fr: 'Non.', en: 'No.' }, legal: null, then: 'refuses' },
  ],
});
const judge = (broken: string) => judgeRulesApart(theme(broken), { city: 'Rodez' }, SITUATION);

test('rules are judged as anywhere, each refusal in its words', async () => {
  expect(await judge('asked.city = "Albi"')).toEqual([]);
  expect(await judge('asked.city = "Rodez"')).toMatchObject([
    { field: 'city', code: 'situation-rule', rule: 'first', params: { fr: 'Non.', en: 'No.' }, warns: false },
  ]);
});

test('G11: a rule that goes on and on refuses at its field, and meanwhile the process serves others', async () => {
  const many = 'count(for a in 1..9000 return count(for b in 1..9000 return a * b)) = 0';
  let isOver = false;
  const judged = judge(many).finally(() => {
    isOver = true;
  });
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
  expect(isOver).toBe(false);
  expect(await judged).toMatchObject([{ field: 'city', code: 'rule-unjudged', rule: 'first', warns: false }]);
  // The next one is judged again.
  expect(await judge('asked.city = "Albi"')).toEqual([]);
});

test('G11: so does one that loops over a list too long to be made', async () => {
  expect(await judge('count(for i in 1..1000000000 return i) > 0')).toMatchObject([
    { field: 'city', code: 'rule-unjudged' },
  ]);
});
