/** A text in both languages, of which either may still be missing. */
export interface Words {
  readonly fr: string;
  readonly en: string;
}

/** What a file of a draft holds before it is known to be right: an object of whatever. */
export type Read = Record<string, unknown>;

export const isRecord = (value: unknown): value is Read =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const said = (value: unknown): string => (typeof value === 'string' ? value : '');
export const wordsOf = (value: unknown): Words => {
  const { fr, en } = isRecord(value) ? value : {};
  return { fr: said(fr), en: said(en) };
};
/** Rows of a list; none where there is no list, null where it is no list of rows. */
export const rowsIn = (value: unknown): Read[] | null => {
  if (value === undefined) return [];
  return Array.isArray(value) && value.every(isRecord) ? value : null;
};
