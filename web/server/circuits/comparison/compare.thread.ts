import { answerApart } from '#application/apart/answer-apart.ts';
import { type Compared, compareCircuits } from './compare.ts';

/** Two bundles to compare. */
export interface ToCompare {
  readonly from: Compared;
  readonly to: Compared;
}

answerApart(({ from, to }: ToCompare) => compareCircuits(from, to));
