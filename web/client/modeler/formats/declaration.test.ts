import { describe, expect, test } from '@jest/globals';
import { readDeclared, writeDeclared } from './declaration.ts';

const WRITTEN = {
  title: { fr: 'Clôture', en: 'Closing' },
  summary: { fr: 'Clôt.', en: 'Closes.' },
  inputs: [
    {
      name: 'outcome',
      label: { fr: 'Issue', en: 'Outcome' },
      choices: [{ value: 'granted', label: { fr: 'Accordée', en: 'Granted' } }],
    },
    {
      name: 'message',
      label: { fr: 'Message', en: 'Message' },
      heading: { fr: 'Courriel', en: 'Mail' },
      optional: true,
      whenAbsent: { fr: 'rien n’est envoyé', en: 'nothing is sent' },
      later: 'kept',
    },
  ],
  outputs: [{ name: 'ended', label: { fr: 'Fin', en: 'End' } }],
};

describe('what a block declares', () => {
  test('is read and written as it was, with what this form does not show', () => {
    const text = `${JSON.stringify(WRITTEN, null, 2)}\n`;
    const read = readDeclared(text);
    expect(read && writeDeclared(read)).toBe(text);
  });

  test.each(['', 'du texte', '[]', 'null', '{"inputs": "x"}', '{"outputs": [1]}'])(
    'is no form when it is %j',
    (text) => {
      expect(readDeclared(text)).toBeNull();
    },
  );

  test('is begun where much is missing', () => {
    expect(readDeclared('{"inputs": [{"name": 7, "choices": [{}]}]}')).toEqual({
      title: { fr: '', en: '' },
      summary: { fr: '', en: '' },
      inputs: [{ name: '', label: { fr: '', en: '' }, choices: [{ value: '', label: { fr: '', en: '' } }] }],
      outputs: [],
    });
  });
});
