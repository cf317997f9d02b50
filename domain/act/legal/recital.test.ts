import { expect, test } from '@jest/globals';
import { recitalOf } from './recital.ts';

test.each([
  ['qu’aux termes de l’article 2, la durée est limitée', 'qu’aux termes de l’article 2, la durée est limitée'],
  ['Que le service manque de bras.', 'que le service manque de bras'],
  ['Considérant que le service manque de bras ;', 'que le service manque de bras'],
  ['Le service est réduit de moitié.', 'que le service est réduit de moitié'],
  ['Il ne reste que deux agents...', 'qu’il ne reste que deux agents'],
  ['L’effectif n’est pas suffisant', 'que l’effectif n’est pas suffisant'],
  ['Aux termes de l’article 37, elle peut être refusée.', 'qu’aux termes de l’article 37, elle peut être refusée'],
  ['En septembre, trois agents seront absents', 'qu’en septembre, trois agents seront absents'],
  ['- Votre absence compromettrait l’audience.', 'que votre absence compromettrait l’audience'],
  ['Un agent part. Deux postes sont vacants.', 'qu’un agent part. Deux postes sont vacants'],
  ['Le greffe, les audiences, etc.', 'le motif suivant : « Le greffe, les audiences, etc. »'],
  ['Nécessités du service', 'le motif suivant : « Nécessités du service »'],
  ['Article L. 612-1 du code général', 'l’article L. 612-1 du code général'],
  ['Décret n° 82-624, article 2.', 'le décret n° 82-624, article 2'],
  ['Les articles 1 et 2 du décret', 'les articles 1 et 2 du décret'],
  ['L’article 2 dispose que la durée est limitée', 'que l’article 2 dispose que la durée est limitée'],
  ['La demande de temps partiel', 'le motif suivant : « La demande de temps partiel »'],
])('« %s » reads after « Considérant »: « %s »', (reason, said) => {
  expect(recitalOf(reason).replaceAll('\u00a0', ' ')).toBe(said);
});
