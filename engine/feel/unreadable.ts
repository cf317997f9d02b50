import { type Blanks, filledIn } from '../sentences.ts';
import { FaultyExpression } from './faulty-expression.ts';

/** Why the text of an expression cannot be read, before any evaluation. */
export const UNREADABLE = {
  'expression-empty': 'The expression is empty',
  'expression-too-long': 'The expression is longer than {max} characters',
  'expression-too-deep': 'The expression is nested deeper than {max} levels',
  'expression-unreadable': "Cannot parse the expression '{text}'",
  'expression-unreadable-at': "Cannot parse the expression '{text}' at position {position}",
  'expression-unreadable-because': "Cannot parse the expression '{text}': {reason}",
  'unary-test-unreadable-at': "Cannot parse the unary test '{text}' at position {position}",
  'unary-test-unreadable-because': "Cannot parse the unary test '{text}': {reason}",
} as const satisfies Record<string, string>;

type Code = keyof typeof UNREADABLE;
type Params<C extends Code> = { readonly [Name in Blanks<(typeof UNREADABLE)[C]>]: string | number };

/** The refusal of an expression, for one of these reasons. */
export function unreadable<C extends Code>(code: C, params: Params<C>): FaultyExpression {
  return new FaultyExpression(filledIn(UNREADABLE[code], params), { code, params });
}
