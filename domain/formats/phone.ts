import { type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Numbers typed without a country are French. */
const HOME = 'FR';
const MAX_LENGTH = 30;

const parse = (text: string): PhoneNumber | undefined =>
  text.length > MAX_LENGTH ? undefined : parsePhoneNumberFromString(text, { defaultCountry: HOME, extract: false });

/** « 06 12 34 56 78 » → « +33612345678 » (E.164); null for what no telephone answers to. */
export function readPhone(text: string): string | null {
  const phone = parse(text.trim());
  return phone?.isValid() && !phone.ext ? phone.number : null;
}

/** As people read it: « 06 12 34 56 78 » at home, « +32 470 12 34 56 » elsewhere; what is no number, as it is. */
export function showPhone(text: string): string {
  const phone = parse(text);
  if (!phone?.isValid()) return text;
  return phone.countryCallingCode === '33' ? phone.formatNational() : phone.formatInternational();
}
