import { expect, test } from '@jest/globals';
import { vocabularyOfCircuit } from './of-circuit.ts';

const FORM = {
  id: 'demande',
  components: [
    { key: 'jours', type: 'select', label: 'Jours', validate: { required: true }, values: [{ value: 2, label: '2' }] },
    { key: 'iban', type: 'textfield', properties: { sensitive: 'true' }, validate: { required: true } },
    {
      type: 'group',
      conditional: { hide: '=x' },
      components: [{ key: 'motif', type: 'textfield', validate: { required: true } }],
    },
    { key: 'pieces', type: 'filepicker' },
  ],
};
const FILES: Readonly<Record<string, string>> = {
  'conge.bpmn': `<bpmn:startEvent id="d"><zeebe:formDefinition formId="demande"/></bpmn:startEvent>
    <bpmn:userTask id="visa" name="Visa"><zeebe:header key="decision" value="visa"/></bpmn:userTask>`,
  'demande.form': JSON.stringify(FORM),
  'rappel.form': JSON.stringify({ id: 'rappel', components: [{ key: 'appel', type: 'textfield' }] }),
  'texts.fr.json': JSON.stringify({ form: { 'jours.label': 'Jours par semaine', 'jours.options.2': '2 jours' } }),
  'texts.en.json': JSON.stringify({ form: { 'jours.label': 'Days a week' }, elements: { visa: 'Check' } }),
};
const named = (files: Readonly<Record<string, string>>) =>
  vocabularyOfCircuit({ kind: 'conge', paths: Object.keys(files), textOf: (path) => files[path] });

test('an act names the answers of the form that files the request, in their words, and the steps that decide', () => {
  const vocabulary = named(FILES);
  const own = vocabulary.filter(({ path }) => /^(?:form|step)\./.test(path));
  expect(own).toEqual([
    {
      path: 'form.jours',
      label: { fr: 'Jours par semaine', en: 'Days a week' },
      type: 'choice',
      sure: true,
      choices: [{ value: '2', label: '2 jours' }],
    },
    { path: 'form.motif', label: { fr: 'motif', en: 'motif' }, type: 'text', sure: false },
    { path: 'step.visa.day', label: { fr: 'Visa : jour', en: 'Check: day' }, type: 'date', sure: false },
    { path: 'step.visa.outcome', label: { fr: 'Visa : issue', en: 'Check: outcome' }, type: 'outcome', sure: false },
  ]);
});

test('steps that only complete what an act lacked are none that it cites: each draft of one has its own, of one name', () => {
  const lacking = ['accord', 'refus'].map(
    (id) =>
      `<bpmn:userTask id="${id}" name="Compléter la situation"><zeebe:header key="decision" value="correction"/></bpmn:userTask>`,
  );
  const drawn = FILES['conge.bpmn'] + lacking.join('');
  expect(named({ ...FILES, 'conge.bpmn': drawn })).toEqual(named(FILES));
});

test.each(['', '{', '[]', 'null', '{"components": 3}', '{"components": [null, 1, {"components": {}}]}'])(
  'of files that cannot be read (%s) it names what every act has',
  (text) => {
    const broken = Object.fromEntries(Object.keys(FILES).map((path) => [path, text]));
    expect(named(broken).every(({ path }) => /^(?:agent|request|act|interview)\./.test(path))).toBe(true);
  },
);
