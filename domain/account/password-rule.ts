import type { FieldFault } from '../errors.ts';

/** Minimum length of a password, in characters. No rule of composition, no expiry. */
export const PASSWORD_MIN = 12;
/** Maximum length of a password, in characters. */
export const PASSWORD_MAX = 128;

/** Returns why the length of a password is refused; null: it may be checked further. */
export function lengthFault(password: string): FieldFault | null {
  if (password.length < PASSWORD_MIN) return { field: 'password', code: 'too-short', params: { min: PASSWORD_MIN } };
  return password.length > PASSWORD_MAX ? { field: 'password', code: 'too-long', params: { max: PASSWORD_MAX } } : null;
}
