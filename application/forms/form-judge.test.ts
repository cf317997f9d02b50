import { afterAll, describe, expect, test } from '@jest/globals';
import { hasRules, openFormJudge } from './form-judge.ts';
import type { FormComponent } from './schema.ts';

const judge = openFormJudge();
afterAll(() => judge.close());

/** A pattern of letters only tries every way to match it. */
const ENDLESS = `${'a'.repeat(60)}!`;

const HUGE = 'for i in 1..1000000000 return i';

const around = { today: '2026-09-01', pieces: [] };
const judged = (component: FormComponent, value: string, personId = 'claire') =>
  judge.judge(
    { personId, versionId: component.key ?? '' },
    { components: [component] },
    { [component.key ?? '']: value },
    around,
  );
const field = (change: Partial<FormComponent>): FormComponent => ({ type: 'textfield', key: 'x', ...change });

describe('G11: a form whose rules have no end', () => {
  test('a pattern is given up, and another person is answered first', async () => {
    const order: string[] = [];
    const endless = judged(field({ validate: { pattern: '^(a+)+$' } }), ENDLESS).catch(
      ({ code }) => void order.push(code),
    );
    const { data } = await judged(field({ key: 'y', validate: { pattern: '^a+$' } }), 'aaa', 'paul');
    order.push(`kept ${data.y}`);
    await endless;
    expect(order).toEqual(['kept aaa', 'form-endless']);
    expect((await judged(field({ validate: { pattern: '^a$' } }), 'a')).data).toEqual({ x: 'a' });
  });

  test.each<[string, Partial<FormComponent>]>([
    ['an expression', { properties: { validate: '=count(for i in 1..1000000, j in 1..1000000 return i) > 0' } }],
    ['a loop over a list too long to be made', { properties: { validate: `=count(${HUGE}) > 0` } }],
    ['a condition over one', { conditional: { hide: `=count(${HUGE}) > 0` } }],
    ['an expression with a pattern', { properties: { validate: '=matches(x, "^(a+)+$")' } }],
    ['a condition', { conditional: { hide: '=count(for i in 1..2000, j in 1..2000 return i * j) > 1' } }],
    ['a condition with a pattern', { conditional: { hide: '=matches(x, "^(a+)+$")' } }],
  ])('%s is given up, and others are answered', async (_what, change) => {
    // The expression stops by itself at its limit; which of the two is answered first depends on
    // the machine.
    const [endless, other] = await Promise.allSettled([
      judged(field(change), ENDLESS),
      judged(field({ key: 'y', validate: { pattern: '^a+$' } }), 'aaa', 'paul'),
    ]);
    expect(endless).toMatchObject({ status: 'rejected', reason: { code: 'form-endless' } });
    expect(other).toMatchObject({ status: 'fulfilled', value: { data: { y: 'aaa' } } });
  });

  test('more fields than anybody types are given up at once', async () => {
    const form = { components: [{ type: 'dynamiclist', path: 'rows', components: [field({}), field({ key: 'y' })] }] };
    const sent = { rows: Array.from({ length: 60_000 }, () => ({})) };
    const asked = judge.judge({ personId: 'claire', versionId: '1' }, form, sent, around);
    await expect(asked).rejects.toMatchObject({ code: 'form-endless' });
  });
});

test('a form without rules is known as such', () => {
  expect(hasRules({ components: [field({ label: 'a = b' })] })).toBe(false);
  expect(hasRules({ components: [field({ conditional: { hide: '=a' } })] })).toBe(true);
  expect(hasRules({ components: [field({ validate: { pattern: 'a' } })] })).toBe(true);
});
