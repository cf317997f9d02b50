import { readCountry } from './country.ts';
import { readEmail } from './email.ts';
import { isHolder } from './holder-name.ts';
import { maskIban, readIban, showIban } from './iban.ts';
import { readPhone, showPhone } from './phone.ts';

/** Formats that a text field of a form may require. */
export const FIELD_FORMATS = ['phone', 'email', 'iban', 'holder', 'country'] as const;
/** A format that a text field of a form may require: its property `format`. */
export type FieldFormat = (typeof FIELD_FORMATS)[number];

/** True if a text names a format. */
export const isFieldFormat = (text: string | undefined): text is FieldFormat =>
  text !== undefined && (FIELD_FORMATS as readonly string[]).includes(text);

/** The person concerned by the form; null: nobody in particular. */
export type Subject = { readonly firstName: string; readonly lastName: string } | null;

/** The value as stored, or the code of its fault (a key of the screens' texts). */
export type Formatted = { readonly value: string } | { readonly code: string };

/** Reads what was typed in a field of this format. Server and screens share this function. */
export function readFormatted(format: FieldFormat, text: string, subject: Subject): Formatted {
  switch (format) {
    case 'phone': {
      const phone = readPhone(text);
      return phone === null ? { code: 'phone-number' } : { value: phone };
    }
    case 'email': {
      const email = readEmail(text);
      return email === null ? { code: 'email' } : { value: email };
    }
    case 'country': {
      const country = readCountry(text);
      return country === null ? { code: 'country' } : { value: country };
    }
    case 'iban': {
      const read = readIban(text);
      return 'fault' in read ? { code: read.fault } : { value: read.iban };
    }
    case 'holder': {
      const holder = text.trim().replace(/\s+/g, ' ');
      return subject !== null && !isHolder(holder, subject) ? { code: 'holder' } : { value: holder };
    }
  }
}

/** Shows a stored value. */
export function showFormatted(format: string | undefined, value: string): string {
  if (format === 'phone') return showPhone(value);
  return format === 'iban' ? showIban(value) : value;
}

/** Masks a sensitive value for people who have not asked to read it. */
export function maskFormatted(format: string | undefined, value: string): string {
  if (format === 'iban') return maskIban(value);
  return value.length > 8 ? `${'•'.repeat(6)} ${value.slice(-2)}` : '••••••';
}
