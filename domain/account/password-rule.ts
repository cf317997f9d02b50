import type { FieldFault } from '../errors.ts';

/** Characters of a password; no rule of composition, no age. */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;

/** Why a password is refused whatever it says; null: it may be looked at further. */
export function lengthFault(password: string): FieldFault | null {
  if (password.length < PASSWORD_MIN) return { field: 'password', code: 'too-short', params: { min: PASSWORD_MIN } };
  return password.length > PASSWORD_MAX ? { field: 'password', code: 'too-long', params: { max: PASSWORD_MAX } } : null;
}
