import { describe, expect, test } from '@jest/globals';
import { takenInto } from './taken-file.ts';

const form = (id: string) => JSON.stringify({ id, components: [] });
const table = (id: string) =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"><decision id="${id}" name="x"/></definitions>`;
const DRAFT = [
  { path: 'demande.form', text: form('pret-demande') },
  { path: 'regles.dmn', text: table('pret-regles') },
  { path: 'logo.ttf', text: null },
];

describe('a form or a table drawn elsewhere', () => {
  test('takes the place of the one that the circuit calls by the same name, whatever their files are called', () => {
    const taken = takenInto(DRAFT, 'Form_1.form', form('pret-demande'));
    expect(taken).toMatchObject({ path: 'demande.form', replaces: 'demande.form' });
    expect(takenInto(DRAFT, 'x.dmn', table('pret-regles'))).toMatchObject({
      path: 'regles.dmn',
      replaces: 'regles.dmn',
    });
  });
  test('takes the place of the file of its name', () => {
    expect(takenInto(DRAFT, 'demande.form', form('autre'))).toMatchObject({ replaces: 'demande.form' });
  });
  test('stands beside the others under a name that a file may have', () => {
    const taken = takenInto(DRAFT, 'Formulaire de prêt (1).FORM', form('autre'));
    expect(taken).toMatchObject({ path: 'Formulaire-de-pret-1.form', replaces: null });
  });
  test('that cannot be read stands under its name: the checks say what is wrong', () => {
    expect(takenInto(DRAFT, 'a.form', 'not JSON')).toMatchObject({ path: 'a.form', replaces: null });
  });
  test.each(['a.bpmn', 'a.zip', '.form', '…'])('« %s » is neither', (name) => {
    expect(takenInto(DRAFT, name, '')).toBeNull();
  });
});
