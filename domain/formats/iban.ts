import { isSEPACountry, ValidationErrorsIBAN, validateIBAN } from 'ibantools';

/** What is wrong in an account number: the first thing that someone can put right. */
export type IbanFault = 'iban-country' | 'iban-sepa' | 'iban-length' | 'iban-form' | 'iban-checksum' | 'iban-rib-key';

/** Without the spaces and dots it is printed with, in capitals. */
export const compactIban = (text: string): string => text.replace(/[\s.\u00a0-]/g, '').toUpperCase();

const CAUSES: readonly (readonly [ValidationErrorsIBAN, IbanFault])[] = [
  [ValidationErrorsIBAN.NoIBANCountry, 'iban-country'],
  [ValidationErrorsIBAN.WrongBBANLength, 'iban-length'],
  [ValidationErrorsIBAN.ChecksumNotNumber, 'iban-form'],
  [ValidationErrorsIBAN.WrongBBANFormat, 'iban-form'],
  // A wrong digit breaks both keys; a key of the RIB that is wrong alone was forged or mistyped before the IBAN was made.
  [ValidationErrorsIBAN.WrongIBANChecksum, 'iban-checksum'],
  [ValidationErrorsIBAN.WrongAccountBankBranchChecksum, 'iban-rib-key'],
];

/**
 * Reads an account number: country, length, MOD 97 (ISO 13616), the national key (the French « clé RIB »), and a country
 * that SEPA credit transfers reach: pay goes by these alone.
 */
export function readIban(text: string): { readonly iban: string } | { readonly fault: IbanFault } {
  const iban = compactIban(text);
  if (!/^[A-Z]{2}/.test(iban)) return { fault: 'iban-country' };
  if (!/^[A-Z0-9]{4,34}$/.test(iban)) return { fault: iban.length > 34 ? 'iban-length' : 'iban-form' };
  const { valid, errorCodes } = validateIBAN(iban);
  if (!valid) return { fault: CAUSES.find(([code]) => errorCodes.includes(code))?.[1] ?? 'iban-form' };
  return isSEPACountry(iban.slice(0, 2)) ? { iban } : { fault: 'iban-sepa' };
}

/** In groups of four, as a RIB prints it. */
export const showIban = (iban: string): string =>
  compactIban(iban)
    .replace(/(.{4})/g, '$1 ')
    .trim();

/** Country, key and the last four characters: enough for its owner to know it, too little to use it. */
export function maskIban(text: string): string {
  const iban = compactIban(text);
  if (iban.length < 12) return '••••';
  const hidden = iban.slice(0, 4) + '•'.repeat(iban.length - 8) + iban.slice(-4);
  return hidden.replace(/(.{4})/g, '$1 ').trim();
}
