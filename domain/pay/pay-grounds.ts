import { type EntryFacts, isSealedValue, type KeptValue } from '../situation/entry.ts';
import type { PayMovement } from '../situation/themes/pay-movement.ts';
import { type Theme, untilKey } from '../situation/themes/theme.ts';
import { type PayFact, payFact } from './pay-piece.ts';

/** Movements that may rest on a sealed act, if no theme of the circuit leads to them. */
const MAY_FOLLOW_AN_ACT: readonly PayMovement[] = ['allowance', 'leave', 'other'];

/**
 * True if a movement of pay rests only on a change of the situation, applied on its own request,
 * and never on the act.
 */
export const followsEffect = (movement: PayMovement): boolean => !MAY_FOLLOW_AN_ACT.includes(movement);

/**
 * Returns the ground of a movement of pay: the theme that leads to it, among those that a circuit
 * changes; `act`, if none does and an act may be paid by; null if it needs a theme that the circuit
 * does not apply.
 * @param applied the themes that the circuit changes
 */
export const payGround = (movement: PayMovement, applied: readonly Theme[]): Theme | 'act' | null =>
  applied.find(({ pay }) => pay?.movement === movement) ?? (followsEffect(movement) ? null : 'act');

/**
 * Returns all the values that a piece may use after a theme was changed, by the key of the form.
 */
function paidBy({ fields, inTime }: Theme, applied: EntryFacts): Readonly<Record<string, KeptValue | undefined>> {
  const until = untilKey(inTime);
  const values = fields.filter(({ pay }) => pay).map(({ key }) => [key, applied[key]] as const);
  const days = [
    ...(inTime.from === undefined ? [] : [[inTime.from, applied.from] as const]),
    ...(until === undefined ? [] : [[until, applied.until] as const]),
  ];
  return Object.fromEntries([...values, ...days]);
}

/** The values that a circuit asks to pay by. */
export interface AskedPay {
  /** Keys of the form. */
  readonly named: readonly string[];
  /** Values computed by a table of the circuit. */
  readonly computed: Readonly<Record<string, unknown>>;
}

const shown = (value: KeptValue | undefined): unknown => (isSealedValue(value) ? value.shown : value);

/**
 * Returns the values to pay by after a theme was changed on the request, with the former ones; or
 * the key that the change does not give, or gives with another value: pay never goes beyond what
 * was granted.
 */
export function payFactsOf(
  theme: Theme,
  { applied, former }: { readonly applied: EntryFacts; readonly former: EntryFacts | null },
  { named, computed }: AskedPay,
): { readonly facts: PayFact[] } | { readonly differs: string } {
  const known = paidBy(theme, applied);
  const given = Object.entries(computed).filter(([, value]) => value !== null && value !== undefined);
  const unknown = named.find((key) => known[key] === undefined);
  const other = given.find(([key, value]) => known[key] === undefined || String(value) !== String(shown(known[key])));
  const differs = unknown ?? other?.[0];
  if (differs !== undefined) return { differs };
  const stood = (key: string): Pick<PayFact, 'before'> => {
    const before = theme.fields.some((field) => field.key === key) ? payFact(key, former?.[key]) : null;
    return before === null ? {} : { before: before.value };
  };
  const facts = [...named, ...given.map(([key]) => key)].flatMap((key) => payFact(key, known[key]) ?? []);
  return { facts: facts.map((fact) => ({ ...fact, ...stood(fact.key) })) };
}
