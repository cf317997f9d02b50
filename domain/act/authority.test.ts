import { expect, test } from '@jest/globals';
import { withArticle } from './authority.ts';

test.each([
  ['directrice des services judiciaires', 'La directrice des services judiciaires'],
  ['directeur interrégional', 'Le directeur interrégional'],
  ['cheffe du bureau', 'La cheffe du bureau'],
  ['chef du bureau', 'Le chef du bureau'],
  ['adjointe au directeur', 'L’adjointe au directeur'],
  ['administrateur général', 'L’administrateur général'],
  ['sous-directrice des carrières', 'La sous-directrice des carrières'],
  ['présidente du tribunal', 'La présidente du tribunal'],
  ['secrétaire général', 'Secrétaire général'],
  ['ministre', 'Ministre'],
  ['le ministre', 'Le ministre'],
  ['l’inspectrice générale', 'L’inspectrice générale'],
])('« %s » opens an act as « %s »', (quality, authority) => {
  expect(withArticle(quality)).toBe(authority);
});
