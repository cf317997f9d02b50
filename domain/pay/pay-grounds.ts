import type { Effect } from '../effect/effect.ts';
import { type PayFact, type PayMovement, payFact } from './pay-piece.ts';

/** An effect that pay follows. How someone is reached pays nothing. */
export type PaidEffect = Exclude<Effect, 'contact'>;

/**
 * What each movement of pay stands on, on its own request: that very effect, applied; where no effect of ours says it, an
 * act that was sealed.
 */
export const PAY_GROUNDS: { readonly [Name in PayMovement]: PaidEffect | 'act' } = {
  'work-time': 'work-time',
  echelon: 'echelon',
  'bank-account': 'bank-account',
  allowance: 'act',
  leave: 'act',
  other: 'act',
};

/** What is paid of a full pay, by quota: of the quotas of the decree, 80 and 90 % are paid more (code général de la fonction publique, art. L612-5). */
const PAY_FRACTIONS: Readonly<Record<number, string>> = {
  50: '50/100',
  60: '60/100',
  70: '70/100',
  80: '6/7',
  90: '32/35',
};

/** « 6/7 »; undefined for a quota that the decree does not know. */
export const payFractionOf = (quota: number): string | undefined => PAY_FRACTIONS[quota];

type Values = Readonly<Record<string, unknown>>;

/** All that a piece may pay by after an effect, by the key of the form: what was applied, and what the law draws from it. */
const PAID_BY: { readonly [Name in PaidEffect]: (applied: Values) => Values } = {
  'work-time': ({ quota, from, until }) => ({
    quota,
    startDate: from,
    endDate: until,
    payFraction: payFractionOf(Number(quota)),
  }),
  echelon: ({ grade, echelon, index, from }) => ({ grade, echelon, index, effectDate: from }),
  'bank-account': ({ shown, holder }) => ({ iban: shown, holder }),
};

/** What a circuit asks to pay by. */
export interface AskedPay {
  /** Keys of the form. */
  readonly named: readonly string[];
  /** What a table of the circuit computed. */
  readonly computed: Values;
}

/**
 * What to pay by after an effect that was applied (`after` of its change). A key that the effect does not say, or a value
 * that is another, is answered instead: pay never says more than what was granted.
 */
export function payFactsOf(
  effect: PaidEffect,
  applied: Values,
  { named, computed }: AskedPay,
): { readonly facts: PayFact[] } | { readonly differs: string } {
  const known = PAID_BY[effect](applied);
  const given = Object.entries(computed).filter(([, value]) => value !== null && value !== undefined);
  const unknown = named.find((key) => known[key] === undefined);
  const other = given.find(([key, value]) => known[key] === undefined || String(value) !== String(known[key]));
  const differs = unknown ?? other?.[0];
  if (differs !== undefined) return { differs };
  return { facts: [...named, ...given.map(([key]) => key)].flatMap((key) => payFact(key, known[key]) ?? []) };
}
