import { type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** The country of numbers typed without one: France. */
const HOME = 'FR';
const MAX_LENGTH = 30;

const parse = (text: string): PhoneNumber | undefined =>
  text.length > MAX_LENGTH ? undefined : parsePhoneNumberFromString(text, { defaultCountry: HOME, extract: false });

/**
 * Reads a telephone number: « 06 12 34 56 78 » → « +33612345678 » (E.164); null: no such number
 * exists.
 */
export function readPhone(text: string): string | null {
  const phone = parse(text.trim());
  return phone?.isValid() && !phone.ext ? phone.number : null;
}

/**
 * Shows a telephone number: « 06 12 34 56 78 » in France, « +32 470 12 34 56 » elsewhere; any other
 * text is shown as it is.
 */
export function showPhone(text: string): string {
  const phone = parse(text);
  if (!phone?.isValid()) return text;
  return phone.countryCallingCode === '33' ? phone.formatNational() : phone.formatInternational();
}
