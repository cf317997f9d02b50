import { isSEPACountry, ValidationErrorsIBAN, validateIBAN } from 'ibantools';

/** A fault of an account number: the first one that the person can correct. */
export type IbanFault = 'iban-country' | 'iban-sepa' | 'iban-length' | 'iban-form' | 'iban-checksum' | 'iban-rib-key';

/** Removes spaces and punctuation from an account number, and writes it in capitals. */
export const compactIban = (text: string): string => text.replace(/[\s.\u00a0-]/g, '').toUpperCase();

const CAUSES: readonly (readonly [ValidationErrorsIBAN, IbanFault])[] = [
  [ValidationErrorsIBAN.NoIBANCountry, 'iban-country'],
  [ValidationErrorsIBAN.WrongBBANLength, 'iban-length'],
  [ValidationErrorsIBAN.ChecksumNotNumber, 'iban-form'],
  [ValidationErrorsIBAN.WrongBBANFormat, 'iban-form'],
  // A wrong digit breaks both keys; if only the key of the RIB is wrong, the RIB was forged or
  // mistyped before the IBAN was made.
  [ValidationErrorsIBAN.WrongIBANChecksum, 'iban-checksum'],
  [ValidationErrorsIBAN.WrongAccountBankBranchChecksum, 'iban-rib-key'],
];

/**
 * Reads an account number. Checks the country, the length, MOD 97 (ISO 13616), the national key
 * (the French « clé RIB »), and that SEPA credit transfers reach the country: pay only goes by
 * them.
 */
export function readIban(text: string): { readonly iban: string } | { readonly fault: IbanFault } {
  const iban = compactIban(text);
  if (!/^[A-Z]{2}/.test(iban)) return { fault: 'iban-country' };
  if (!/^[A-Z0-9]{4,34}$/.test(iban)) return { fault: iban.length > 34 ? 'iban-length' : 'iban-form' };
  const { valid, errorCodes } = validateIBAN(iban);
  if (!valid) return { fault: CAUSES.find(([code]) => errorCodes.includes(code))?.[1] ?? 'iban-form' };
  return isSEPACountry(iban.slice(0, 2)) ? { iban } : { fault: 'iban-sepa' };
}

/** Shows an account number in groups of four, as a RIB prints it. */
export const showIban = (iban: string): string =>
  compactIban(iban)
    .replace(/(.{4})/g, '$1 ')
    .trim();

/**
 * Masks an account number except its country, key and last four characters: enough for its owner to
 * recognise it, too little to use it.
 */
export function maskIban(text: string): string {
  const iban = compactIban(text);
  if (iban.length < 12) return '••••';
  const hidden = iban.slice(0, 4) + '•'.repeat(iban.length - 8) + iban.slice(-4);
  return hidden.replace(/(.{4})/g, '$1 ').trim();
}
