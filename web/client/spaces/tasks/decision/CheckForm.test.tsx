import { describe, expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { show } from '#testing/component/show.tsx';
import { MeProvider } from '#web/client/app/me.tsx';
import type { Me } from '#web/contract/account/me.ts';
import type { TaskView } from '#web/contract/requests/tasks.ts';
import { CheckForm } from './CheckForm.tsx';

const outcomes = ['confirmed', 'unconfirmed'].map((outcome) => ({ outcome, requires: [] }));
const taskWith = (contacts: TaskView['contacts'], form: TaskView['form'] = null) =>
  ({ key: '7', outcomes, contacts, form, request: { agent: { id: 'a' } } }) as unknown as TaskView;

const me = { spaces: ['gestionnaire'] } as unknown as Me;
const ask = (task: TaskView, decision: 'check' | 'answer' = 'check') =>
  show(
    <MeProvider value={me}>
      <CheckForm task={task} decision={decision} />
    </MeProvider>,
  );

describe('what a check asks', () => {
  test('by itself: whether the request may go on', () => {
    ask(taskWith(null));
    expect(screen.getByRole('group', { name: 'Le contrôle permet-il de poursuivre ?' })).toBeTruthy();
    expect(screen.getByLabelText('Oui, le contrôle est concluant')).toBeTruthy();
    expect(screen.queryByText(/l’agent confirme/i)).toBeNull();
  });

  test('of whoever calls the agent back: whether the agent confirms', () => {
    ask(taskWith([]));
    expect(screen.getByRole('group', { name: 'L’agent confirme-t-il la demande ?' })).toBeTruthy();
    expect(screen.getByLabelText('Non, ou l’agent n’a pas pu être joint')).toBeTruthy();
  });

  test('in the words of the circuit, where it has some: those of the form of the step', async () => {
    const fr = { 'diplome.question': 'Le diplôme est-il authentique ?', 'diplome.confirmed': 'Oui, vérifié' };
    ask(taskWith(null, { schema: { id: 'diplome', components: [] }, texts: { fr, en: {} } }));
    expect(screen.getByRole('group', { name: 'Le diplôme est-il authentique ?' })).toBeTruthy();
    expect(screen.getByLabelText('Oui, vérifié')).toBeTruthy();
    expect(screen.getByLabelText('Non, le contrôle n’est pas concluant')).toBeTruthy();
  });
});

describe('what an agent may answer', () => {
  const answering = (...offered: string[]) =>
    ({ ...taskWith(null), outcomes: offered.map((outcome) => ({ outcome, requires: [] })) }) as unknown as TaskView;

  test('one of several, with their observations', () => {
    ask(answering('answered', 'acknowledged'), 'answer');
    expect(screen.getByLabelText('Présenter des observations')).toBeTruthy();
    expect(screen.getByLabelText('Attester que j’en ai pris connaissance')).toBeTruthy();
    expect(screen.getByLabelText('Vos observations (facultatif)')).toBeTruthy();
  });

  test('to a proposal: that it is accepted, or that the request stays as it was filed', () => {
    const proposal = { by: { id: 'v', firstName: 'Victor', lastName: 'Veillard' }, changed: [] };
    ask({ ...answering('accepted', 'declined'), proposal } as unknown as TaskView, 'answer');
    expect(screen.getByLabelText('Accepter la proposition')).toBeTruthy();
    expect(screen.getByLabelText('Maintenir ma demande telle que je l’ai déposée')).toBeTruthy();
  });

  test('what is the only answer is the button', () => {
    ask(answering('acknowledged'), 'answer');
    expect(screen.queryByRole('group')).toBeNull();
    expect(screen.getByRole('button', { name: 'Attester que j’en ai pris connaissance' })).toBeTruthy();
  });
});
