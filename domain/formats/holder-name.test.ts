import { describe, expect, test } from '@jest/globals';
import { isHolder } from './holder-name.ts';

const person = (name: string) => {
  const [firstName = '', lastName = ''] = name.split(' | ');
  return { firstName, lastName };
};

describe('the holder of an account', () => {
  test.each([
    ['Claire | Martin', 'CLAIRE MARTIN'],
    ['Claire | Martin', 'Mme MARTIN Claire'],
    ['Hélène | Cœuret', 'HELENE COEURET'],
    ['Maëlle | Lefèvre', 'M OU MME LEFEVRE MAELLE PAUL'],
    ['Jean-Pierre | Dupont', 'DUPONT JEAN PIERRE'],
    ['Jean-Pierre | Dupont', 'Jeanpierre Dupont'],
    ['Yann | Le Goff', 'LEGOFF YANN'],
    ['Sophie | Signoret-Bailly', 'MLLE BAILLY SOPHIE'],
    ['Sophie | Signoret-Bailly', 'Sophie Signoret'],
    ['Anne | de La Tour', 'ANNE DE LA TOUR'],
    ['Marie | D’Hermitte', "Marie d'Hermitte"],
    ['Martin | Martin', 'MARTIN MARTIN'],
  ])('%s may be written %s', (name, holder) => {
    expect(isHolder(holder, person(name))).toBe(true);
  });

  test.each([
    ['Claire | Martin', 'Paul Martin'],
    ['Claire | Martin', 'C. Martin'],
    ['Claire | Martin', 'Claire Martinez'],
    ['Claire | Martin', 'Claire'],
    ['Claire | Martin', 'SARL CLAIRE MARTIN'],
    ['Claire | Martin', 'Association Claire Martin'],
    ['Claire | Martin', '—'],
    ['Jean-Pierre | Dupont', 'Jean Dupont'],
    ['Anne | de La Tour', 'Anne de la Motte'],
    ['Martin | Martin', 'Martin Durand'],
  ])('%s is not %s', (name, holder) => {
    expect(isHolder(holder, person(name))).toBe(false);
  });
});
