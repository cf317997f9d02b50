import { PDFDict, type PDFObject } from '@cantoo/pdf-lib';
import { Invalid } from './invalid.ts';

/** Whether two dictionaries say the same, but for these keys. */
export function isSame(one: PDFObject, other: PDFObject, free: ReadonlySet<string>): boolean {
  if (!(one instanceof PDFDict && other instanceof PDFDict)) return false;
  const said = (dict: PDFDict): string[] =>
    dict
      .entries()
      .filter(([key]) => !free.has(key.decodeText()))
      .map(([key, value]) => `${key.toString()} ${value.toString()}`)
      .toSorted();
  return said(one).join('\n') === said(other).join('\n');
}

/** What a list has beyond a former one, which it begins with. */
export function since(before: readonly PDFObject[], after: readonly PDFObject[], otherwise: string): PDFObject[] {
  if (before.some((value, index) => after[index]?.toString() !== value.toString())) refuse(otherwise);
  return after.slice(before.length);
}

/** @throws {Invalid} */
export function refuse(why: string): never {
  throw new Invalid(`what was added changes the document: ${why}`);
}
