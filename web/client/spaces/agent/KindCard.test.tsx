import { expect, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { show } from '#testing/component/show.tsx';
import type { KindSummary } from '#web/contract/requests/catalogue.ts';
import { KindCard } from './KindCard.tsx';

type Piece = KindSummary['pieces'][number];
const SAID = { fr: 'Prêt', en: 'Loan' };
const aPiece = (mandatory: boolean, depends = false): Piece => ({ pieceType: 'p', label: SAID, mandatory, depends });

test.each<[Piece[], string]>([
  [[], 'Aucune pièce à joindre'],
  [[aPiece(true)], '1 pièce à joindre'],
  [[aPiece(true), aPiece(true)], '2 pièces à joindre'],
  [[aPiece(false)], '1 pièce à joindre, facultative'],
  [[aPiece(false), aPiece(false)], '2 pièces à joindre, facultatives'],
  [[aPiece(true), aPiece(false), aPiece(false)], '3 pièces à joindre, dont 1 obligatoire'],
  [[aPiece(false, true)], '1 pièce à joindre, selon vos réponses'],
  [[aPiece(true, true), aPiece(false)], '2 pièces à joindre, selon vos réponses'],
])('of %j, a card of the catalogue says « %s »', (pieces, said) => {
  const about = { title: SAID, summary: SAID, category: SAID, startedBy: null };
  show(<KindCard kind={{ kind: 'pret', ...about, pieces }} />);
  expect(screen.getByText(said)).toBeTruthy();
});
