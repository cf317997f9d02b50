import { DateTime } from 'luxon';
import type { CivilDate } from '../calendar/civil-date.ts';

/** Day of the month on which that month's pay is closed, if the circuit does not give it. */
export const DEFAULT_CUTOFF_DAY = 15;

/**
 * Returns the month with which a change is paid: that of its effect, or the first one after it
 * whose pay was not closed when it was agreed. A month is closed from its cut-off day on; a shorter
 * month closes on its last day.
 * @throws {RangeError} for a cut-off that is no day of a month
 */
export function payMonth(effectDate: CivilDate, agreedOn: CivilDate, cutoffDay: number): string {
  if (!Number.isInteger(cutoffDay) || cutoffDay < 1 || cutoffDay > 31) {
    throw new RangeError(`« ${cutoffDay} » is not a day of the month`);
  }
  const effect = DateTime.fromISO(effectDate, { zone: 'utc' }).startOf('month');
  const agreed = DateTime.fromISO(agreedOn, { zone: 'utc' });
  const month = DateTime.max(effect, agreed.startOf('month'));
  if (month > agreed) return month.toFormat('yyyy-MM');
  const closes = month.set({ day: Math.min(cutoffDay, month.daysInMonth ?? 28) });
  return (agreed < closes ? month : month.plus({ months: 1 })).toFormat('yyyy-MM');
}

/** A value to pay by: a quota, a fraction, an index… */
export interface PayFact {
  readonly key: string;
  readonly value: string | number | boolean;
  /** The former value, if a change of the situation gives it. */
  readonly before?: string | number | boolean;
}

const LONG_NUMBER = /^[A-Z]{2}\d{2}[A-Z0-9 ]{10,}$/i;

/**
 * Converts a value to what a pay piece may hold: something short and plain. A sealed value gives
 * its mask; an account number in clear is masked: the comptable has it by other means. Null:
 * nothing to keep.
 */
export function payFact(key: string, value: unknown): PayFact | null {
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return { key, value };
  if (typeof value === 'object' && value !== null && 'shown' in value && typeof value.shown === 'string') {
    return { key, value: value.shown };
  }
  if (typeof value !== 'string' || value.trim() === '') return null;
  const text = value.trim();
  if (!LONG_NUMBER.test(text)) return { key, value: text };
  const bare = text.replaceAll(' ', '');
  return { key, value: `${bare.slice(0, 4)} •••• ${bare.slice(-3)}` };
}

/** States of a pay piece. */
export const PAY_STATES = ['to-check', 'checked', 'sent'] as const;
/** How far a piece has gone towards the comptable. */
export type PayState = (typeof PAY_STATES)[number];

/** Returns the state of a pay piece. */
export function payState(piece: { readonly checkedAt: Date | null; readonly sentAt: Date | null }): PayState {
  if (piece.sentAt !== null) return 'sent';
  return piece.checkedAt === null ? 'to-check' : 'checked';
}
