import { describe, expect, test } from '@jest/globals';
import { bring, calledHere, needsOf } from './needs.ts';

const form = (id: string) => JSON.stringify({ id, components: [] });
const texts = (elements: object, mails: object) => JSON.stringify({ title: 'x', elements, mails });
const MAIL = { subject: 'Avis', body: 'Un avis est attendu.' };
/** As bpmn-js copies a step with a form and a header that names a message. */
const TREE = {
  0: [
    {
      id: 'visa',
      businessObject: {
        $type: 'bpmn:UserTask',
        id: 'visa',
        extensionElements: {
          values: [
            { $type: 'zeebe:FormDefinition', formId: 'pret-visa' },
            { $type: 'zeebe:TaskHeaders', values: [{ key: 'messages', value: 'to-visa, reminder' }] },
            { $type: 'zeebe:TaskHeaders', values: [{ key: 'template', value: 'arrete' }] },
          ],
        },
      },
    },
  ],
};
const FROM = [
  { path: 'visa.form', text: form('pret-visa') },
  { path: 'demande.form', text: form('pret-demande') },
  { path: 'arrete.act.json', text: '{}' },
  { path: 'texts.fr.json', text: texts({ visa: 'Visa', fin: 'Fin' }, { 'to-visa': MAIL, other: MAIL }) },
  { path: 'texts.en.json', text: texts({ visa: 'Approval' }, { 'to-visa': MAIL }) },
];
const needs = needsOf(TREE, FROM);
const IDS = new Map([['visa', 'visa_1']]);

describe('elements copied in one draft and pasted in another', () => {
  test('need the files and the messages that they name, and their own words', () => {
    expect(needs.files.map(({ path }) => path)).toEqual(['visa.form', 'arrete.act.json']);
    expect(needs.words.fr).toEqual({ elements: { visa: 'Visa' }, mails: { 'to-visa': MAIL } });
  });

  test('bring what is missing there, under their new ids', () => {
    const there = [
      { path: 'visa.form', text: form('another') },
      { path: 'texts.en.json', text: texts({ a: 'A' }, {}) },
    ];
    const { changes, files, messages } = bring(needs, IDS, there);
    expect([files, messages]).toEqual([['visa-2.form', 'arrete.act.json'], 1]);
    expect(JSON.parse(changes['texts.en.json'] ?? '')).toMatchObject({
      elements: { a: 'A', visa_1: 'Approval' },
      mails: { 'to-visa': MAIL },
    });
  });

  test('leave what is called the same there as it is', () => {
    const own = { subject: 'Le nôtre', body: '…' };
    const there = [
      { path: 'autre-nom.form', text: form('pret-visa') },
      { path: 'arrete.act.json', text: '{"own":1}' },
      { path: 'texts.fr.json', text: texts({}, { 'to-visa': own }) },
    ];
    const { changes, files, messages } = bring(needs, new Map(), there);
    expect([files, messages]).toEqual([[], 1]);
    expect(changes['texts.fr.json']).toBeUndefined();
  });

  test('a call of a block calls the block of its new diagram', () => {
    expect(calledHere('pret--cloture', 'conge')).toBe('conge--cloture');
    expect(calledHere('pret--cloture', null)).toBe('cloture');
    expect(calledHere('cloture', 'conge')).toBe('conge--cloture');
  });
});
