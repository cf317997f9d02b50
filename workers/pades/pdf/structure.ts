import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFPage,
  PDFRef,
} from '@cantoo/pdf-lib';
import type { Changes } from './incremental.ts';

/** What a screen reader says of a signature's field. Verified: words once used are kept. */
export const FIELD_SAYS: Readonly<Record<string, string>> = {
  Sig: 'Sceau de l’administration',
  DocTimeStamp: 'Horodatage de conservation',
};

const name = (text: string): PDFName => PDFName.of(text);

/**
 * Says what a field is, and where it stands in the document (PDF/UA-1, 7.18): in a Form element after all that is there, on a
 * page that is gone through in the order of the structure.
 */
export function tagField(
  document: PDFDocument,
  changed: Changes,
  { page, field, ref, says }: { page: PDFPage; field: PDFDict; ref: PDFRef; says: string },
): void {
  const { context, catalog } = document;
  field.set(name('TU'), PDFHexString.fromText(says));
  page.node.set(name('Tabs'), name('S'));
  const root = catalog.lookupMaybe(name('StructTreeRoot'), PDFDict);
  const whole = root?.lookupMaybe(name('K'), PDFArray)?.get(0);
  const parents = root?.lookupMaybe(name('ParentTree'), PDFDict);
  const key = root?.lookupMaybe(name('ParentTreeNextKey'), PDFNumber);
  if (!root || !(whole instanceof PDFRef) || !parents?.has(name('Nums')) || !key) return;
  const reference = { Type: 'OBJR', Obj: ref, Pg: page.ref };
  const form = context.register(context.obj({ Type: 'StructElem', S: 'Form', P: whole, K: reference }));
  const element = context.lookup(whole, PDFDict);
  element.set(name('K'), context.obj([...element.lookup(name('K'), PDFArray).asArray(), form]));
  const numbered = parents.lookup(name('Nums'), PDFArray).asArray();
  root.set(name('ParentTree'), context.obj({ Nums: [...numbered, key, form] }));
  root.set(name('ParentTreeNextKey'), PDFNumber.of(key.asNumber() + 1));
  field.set(name('StructParent'), key);
  changed.markObjsForSave([root, element]);
}
