/** Private key of the signature dictionary: a « third-class » name, as the PDF standard calls those that begin with XX. */
export const EVIDENCE_DIGEST_NAME = 'XXHarmonieEvidence';

/** How the digest of the evidence reads in the file. */
export const EVIDENCE_DIGEST_PATTERN = new RegExp(`/${EVIDENCE_DIGEST_NAME}\\s*<([0-9A-Fa-f]{64})>`);

/** The same for a receipt, which has no evidence beside it: the seal itself says what the file is. */
export const RECEIPT_NAME = 'XXHarmonieReceipt';
export const RECEIPT_PATTERN = new RegExp(`/${RECEIPT_NAME}\\s+true\\b`);

const PDF_DATE = /^D:(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:Z|([+-])(\d{2})'(\d{2})'?)$/;

/** Reads a PDF date with its offset; null when it is not one. */
export function parsePdfDate(text: string): Date | null {
  const found = PDF_DATE.exec(text);
  if (!found) return null;
  const [, year, month, day, hour, minute, second, sign, offsetHours, offsetMinutes] = found;
  const offset = sign === undefined ? 'Z' : `${sign}${offsetHours}:${offsetMinutes}`;
  const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
  return Number.isNaN(date.getTime()) ? null : date;
}
