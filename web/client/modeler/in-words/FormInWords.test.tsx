import { expect, test } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { FormInWords } from './FormInWords.tsx';

const MISSION = { label: 'Mission', value: 'mission' };
const FORM = {
  id: 'pret-demande',
  type: 'default',
  components: [
    { id: 'f1', key: 'from', type: 'datetime', subtype: 'date', dateLabel: 'Du', validate: { required: true } },
    {
      ...{ id: 'f2', key: 'until', type: 'datetime', subtype: 'date', dateLabel: 'Au', validate: { required: true } },
      properties: { validate: '=date(until) >= date(from)', validateMessage: 'Le dernier jour suit le premier.' },
    },
    {
      ...{ id: 'f3', key: 'reason', type: 'select', label: 'Motif du prêt' },
      values: [MISSION, { label: 'Formation', value: 'training' }],
    },
    {
      ...{ id: 'f4', key: 'passengers', type: 'number', label: 'Passagers', validate: { min: 1 } },
      conditional: { hide: '=reason != "mission"' },
      properties: { requiredWhen: '=reason = "mission"' },
    },
  ],
};
const PATH = 'demande.form';
const circuit = (form: object) => ({ files: [{ path: PATH, text: JSON.stringify(form), sha256: '' }] });

/** What is said of a field, by its label. */
const said = async (label: string): Promise<string[]> => {
  const field = (await screen.findByText(label, { selector: 'strong' })).closest('li') as HTMLElement;
  return within(field)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent ?? '');
};

test('whoever approves a form reads when a field is asked, when it is mandatory, and the rules between fields', async () => {
  serve({ 'GET /api/atelier/parts?of=theme': { items: [] } });
  show(<FormInWords path={PATH} circuit={circuit(FORM)} />);
  expect(await said('Au')).toEqual([
    'Obligatoire : oui',
    'Règle entre champs : Au est au plus tôt Du',
    'Message si la règle n’est pas suivie : Le dernier jour suit le premier.',
  ]);
  expect(await said('Motif du prêt')).toEqual(['Obligatoire : non', 'Choix : Mission ; Formation']);
  expect(await said('Passagers')).toEqual([
    'Affiché quand : Motif du prêt est « Mission »',
    'Obligatoire quand : Motif du prêt est « Mission »',
    'Au moins : 1',
  ]);
  expect(screen.queryByText(/passengers|datetime/)).toBeNull();
});

test('of a form that replaces another, the fields that changed are read, before and after', async () => {
  serve({ 'GET /api/atelier/parts?of=theme': { items: [] } });
  const [from, until, reason] = FORM.components;
  const after = { ...FORM, components: [from, until, { ...reason, validate: { required: true }, values: [MISSION] }] };
  show(<FormInWords path={PATH} circuit={circuit(after)} before={circuit(FORM)} />);
  expect(await said('Motif du prêt')).toEqual([
    'Obligatoire : Avant non Après oui',
    'Choix : Avant Mission ; Formation Après Mission',
  ]);
  expect(screen.getByText('Passagers').parentElement?.textContent).toContain('retiré');
  expect(screen.queryByText('Au')).toBeNull();
});

test('where a field is filled in from is called by its theme from the first, however late its title comes', async () => {
  const come = Promise.withResolvers<unknown>();
  serve({ 'GET /api/atelier/parts?of=theme': () => come.promise });
  const town = { id: 'f5', key: 'town', type: 'textfield', label: 'Ville', properties: { from: 'adresse.ville' } };
  show(<FormInWords path={PATH} circuit={circuit({ ...FORM, components: [town] })} />);
  expect(await screen.findByText('Chargement en cours')).toBeDefined();
  expect(document.body.textContent).not.toContain('adresse.ville');
  const both = (said: string) => ({ fr: said, en: said });
  const fillable = [{ key: 'ville', label: both('Ville'), type: 'text' }];
  come.resolve({ items: [{ of: 'theme', name: 'adresse', title: both('Adresse'), fillable }] });
  expect(await said('Ville')).toContainEqual(expect.stringContaining('Adresse, Ville'));
});
