import { beforeAll, expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { show } from '#testing/component/show.tsx';
import { withoutRow, withRow } from '../controls/rows.ts';
import type { FieldRow, RuleRow, ThemeFile } from '../formats/theme-file.ts';
import { FieldEditor } from './FieldEditor.tsx';
import { RuleEditor } from './RuleEditor.tsx';
import { ThemeAbout } from './ThemeAbout.tsx';

// Nothing is laid out here.
beforeAll(() => {
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
});

function Field({ field: first }: { field: FieldRow }) {
  const [field, put] = useState(first);
  return (
    <>
      <FieldEditor id="field" field={field} isAsked={false} faults={[]} onChange={put} onRemove={() => {}} />
      <output>{JSON.stringify(field)}</output>
    </>
  );
}

const aRule = (id: string, params: Record<string, string>): RuleRow => ({
  ...{ id, field: 'quota', broken: 'asked.quota > 80', message: { fr: 'Trop', en: 'Too much' } },
  ...{ params, legal: null },
  // biome-ignore lint/suspicious/noThenProperty: no promise, what the rule does then
  then: 'refuses',
});

function Rules({ rules: first }: { rules: readonly RuleRow[] }) {
  const [rules, put] = useState(first);
  return (
    <>
      {rules.map((rule, at) => (
        <RuleEditor
          // biome-ignore lint/suspicious/noArrayIndexKey: as the theme has them
          key={at}
          id={`rule-${at}`}
          rule={rule}
          variables={[]}
          isAsked={false}
          faults={[]}
          onChange={(next) => put(withRow(rules, at, next))}
          onRemove={() => put(withoutRow(rules, at))}
        />
      ))}
      <output>{JSON.stringify(rules)}</output>
    </>
  );
}

const kept = () => JSON.parse(screen.getByRole('status').textContent ?? '');

test('a choice that goes leaves what the others give as it was', async () => {
  const user = userEvent.setup();
  const choices = [
    { value: 'a', gives: { share: 10 } },
    { value: 'b', gives: { share: 20 } },
  ];
  show(<Field field={{ key: 'quota', type: 'choice', label: { fr: 'Quotité', en: 'Quota' }, choices }} />);
  await user.click(screen.getByRole('button', { name: 'Retirer a' }));
  const gives = screen.getByRole<HTMLInputElement>('textbox', { name: /donne/i });
  expect(gives.value).toBe('share=20');
  await user.click(gives);
  await user.tab();
  expect(kept().choices).toEqual([{ value: 'b', gives: { share: 20 } }]);
  await user.type(gives, '; days=2');
  await user.tab();
  expect(kept().choices[0].gives).toEqual({ share: 20, days: 2 });
});

test('a rule that goes leaves what the others fill in as it was', async () => {
  const user = userEvent.setup();
  show(<Rules rules={[aRule('trop', { max: '80' }), aRule('peu', { min: '50' })]} />);
  await user.click(screen.getByRole('button', { name: 'Retirer trop' }));
  const group = screen.getByRole('group', { name: /peu/ });
  const params = within(group).getByDisplayValue<HTMLInputElement>('min=50');
  await user.click(params);
  await user.tab();
  expect(kept()).toEqual([aRule('peu', { min: '50' })]);
});

test('a field read from elsewhere than a grid names no grid any more', async () => {
  const user = userEvent.setup();
  const field = { key: 'index', type: 'index', label: { fr: 'Indice', en: 'Index' }, source: 'grid', grid: 'echelons' };
  show(<Field field={field} />);
  const source = screen.getByRole('combobox', { name: 'D’où vient sa valeur' });
  await user.selectOptions(source, 'share');
  expect(kept()).not.toHaveProperty('grid');
  await user.type(screen.getByRole('textbox', { name: 'Clé de la part (%)' }), 'taux');
  expect(kept().share).toEqual({ percent: 'taux' });
  await user.selectOptions(source, 'answer');
  const { label, key, type } = field;
  expect(kept()).toEqual({ key, type, label });
});

function About({ theme: first }: { theme: ThemeFile }) {
  const [theme, put] = useState(first);
  return (
    <>
      <ThemeAbout theme={theme} faults={() => []} onChange={put} />
      <output>{JSON.stringify(theme.inTime)}</output>
      <pre>{`at its end: ${JSON.stringify(theme.atEnd ?? null)}`}</pre>
    </>
  );
}

test('what takes from a balance is typed as a list, and taken off it again', async () => {
  const user = userEvent.setup();
  const theme = {
    ...{ title: { fr: 'Compte', en: 'Account' }, guarantee: 'checked', fields: [], rules: [] },
    inTime: { is: 'balance', amount: 'days', by: 'way', out: ['retrait'] },
  };
  show(<About theme={theme} />);
  const out = () => screen.getByDisplayValue<HTMLInputElement>(/retrait/);
  await user.type(out(), '; don de jours; ');
  await user.tab();
  expect(kept().out).toEqual(['retrait', 'don de jours']);
  await user.type(out(), '{Backspace>14/}');
  await user.tab();
  expect(kept().out).toEqual(['retrait']);
});

test('what happens as a period ends is said where a theme lives in periods, and goes with them', async () => {
  const user = userEvent.setup();
  const theme = {
    ...{ title: { fr: 'Télétravail', en: 'Remote work' }, guarantee: 'act', fields: [], rules: [] },
    ...{ inTime: { is: 'dated', from: 'start', until: 'end' }, atEnd: { reminder: 'P2M', renewal: false } },
  };
  show(<About theme={theme} />);
  const atEnd = () => JSON.parse(screen.getByText(/^at its end: /).textContent?.replace('at its end: ', '') ?? '');
  const reminder = () => screen.getByRole<HTMLInputElement>('textbox', { name: /Rappel avant la fin/ });
  await user.click(screen.getByRole('checkbox', { name: /Proposer alors le renouvellement/ }));
  await user.type(reminder(), '{Backspace}W');
  expect(atEnd()).toEqual({ reminder: 'P2W', renewal: true });
  await user.clear(reminder());
  expect([atEnd(), screen.queryByRole('checkbox', { name: /renouvellement/ })]).toEqual([null, null]);
  await user.type(reminder(), 'P1M');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Comment elle vit dans le temps' }), 'current');
  expect([kept(), atEnd()]).toEqual([{ is: 'current' }, null]);
});
