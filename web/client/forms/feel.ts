// What form-js and its templates evaluate expressions with, in place of feelin (build/one-feel.ts): its functions, over the
// engine's FEEL, by which the server judges the same form.
import {
  type Context,
  evaluate as evaluateFeel,
  FeelFunction,
  holds,
  parse,
  plain,
  readDate,
} from 'harmonie-engine/feel';
import { todayInParis } from '../ui/fields/civil-date.ts';

/** Paris's day without a zone, like those that `date()` reads: `date(answer) <= today()` holds wherever the browser is. */
const TODAY = FeelFunction.of([], () => readDate(todayInParis()));

const withToday = (context: Context): Context => ({ today: TODAY, ...context });

/** @throws for what cannot be read or evaluated */
export const evaluate = (text: string, context: Context = {}): { value: unknown; warnings: [] } => ({
  value: plain(evaluateFeel(text, withToday(context))),
  warnings: [],
});

/** @throws for what cannot be read or evaluated */
export const unaryTest = (text: string, context: Context = {}): { value: boolean; warnings: [] } => ({
  value: holds(text, withToday(context)),
  warnings: [],
});

/** @throws for what cannot be read */
export const parseExpression = (text: string) => parse(text, 'Expression');

/** @throws for what cannot be read */
export const parseUnaryTests = (text: string) => parse(text, 'UnaryTests');
