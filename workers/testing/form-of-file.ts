import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFStream,
  PDFString,
} from '@cantoo/pdf-lib';
import { expect } from '@jest/globals';
import { getDocumentProxy } from 'unpdf';
import { ask } from '../pades/testing/independent-verifiers.ts';

const name = (text: string): PDFName => PDFName.of(text);

/**
 * An element of the structure of a PDF: what it is, what a screen reader calls it, and the words in
 * it.
 */
export interface Element {
  readonly role: string;
  readonly alt: string;
  readonly text: string;
  readonly children: readonly Element[];
}

/** All elements, in the order of the reading. */
const allOf = (element: Element): Element[] => [element, ...element.children.flatMap(allOf)];

/**
 * Expects of a PDF what PDF/A-2a and PDF/UA-1 want of our own, as far as its structure tells: docs/verify.md has the list. Answers
 * what it is read as.
 */
export async function expectReadByAll(pdf: Uint8Array): Promise<Element[]> {
  const { claims, annotations, fonts, elements, unread } = await formOf(pdf);
  expect(claims).toEqual({
    ...{ a: '2A', ua: '1', isUaDescribed: true, isTagged: true, isTitleShown: true, intents: 1 },
    ...{ title: expect.stringMatching(/\S/), language: expect.stringMatching(/^fr/) },
  });
  for (const annotation of annotations)
    expect(annotation).toEqual({
      ...{ tabs: '/S', is: annotation.is, called: expect.stringMatching(/\S/) },
      in: annotation.is === '/Link' ? '/Link' : '/Form',
    });
  expect(new Set(fonts)).toEqual(new Set(fonts.map(() => ({ embedded: 'yes', toUnicode: 'yes' }))));
  expect(fonts).not.toEqual([]);
  // Nothing but the head and the foot of the pages, which say nothing that the text does not.
  for (const words of unread)
    expect(words).toEqual({ where: 'Artifact', text: expect.stringMatching(/Page \d sur \d$/) });
  const all = elements.flatMap(allOf);
  const levels = all.flatMap(({ role }) => /^H(\d)$/.exec(role)?.slice(1).map(Number) ?? []);
  expect(levels.filter((level) => level === 1)).toEqual([1]);
  for (const [index, level] of levels.entries()) expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1);
  for (const { role, alt, text, children } of all) {
    const roles = children.map((child) => child.role);
    if (role === 'L') expect(new Set(roles)).toEqual(new Set(['LI']));
    else if (role === 'LI') expect(roles).toEqual(['Lbl', 'LBody']);
    else if (role === 'Figure') expect(alt).not.toBe('');
    else if (role !== 'Form' && role !== 'Div') expect(text.trim()).not.toBe('');
  }
  // No words but in a paragraph, a heading or a list.
  for (const { role } of elements) expect(['P', 'H1', 'H2', 'L', 'Div', 'Form']).toContain(role);
  return elements;
}

/** Reads what a PDF says of itself, and what is in it, as a screen reader does. */
async function formOf(pdf: Uint8Array) {
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const { catalog, context } = document;
  const xmp = Buffer.from(context.lookup(catalog.get(name('Metadata')), PDFStream).getContents()).toString();
  const said = (tag: string): string | undefined => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xmp)?.[1];
  const shown = catalog.lookupMaybe(name('ViewerPreferences'), PDFDict)?.get(name('DisplayDocTitle'));
  const title = /<dc:title>.*?<rdf:li[^>]*>([^<]*)/.exec(xmp)?.[1];
  return {
    claims: {
      a: `${said('pdfaid:part')}${said('pdfaid:conformance')}`,
      ua: said('pdfuaid:part'),
      isUaDescribed: xmp.includes('<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>'),
      title,
      language: textOf(catalog.get(name('Lang'))),
      isTagged: catalog.lookup(name('MarkInfo'), PDFDict).get(name('Marked'))?.toString() === 'true',
      isTitleShown: shown?.toString() === 'true',
      intents: catalog.lookup(name('OutputIntents'), PDFArray).size(),
    },
    annotations: document.getPages().flatMap(({ node }) => {
      const tabs = node.get(name('Tabs'))?.toString();
      const all = node.lookupMaybe(name('Annots'), PDFArray)?.asArray() ?? [];
      return all.map((ref) => ({ tabs, ...annotationOf(document, ref) }));
    }),
    fonts: await fontsOf(pdf),
    ...(await readAloud(pdf)),
  };
}

const textOf = (value: PDFObject | undefined): string =>
  value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : '';

/** What an annotation is called, and in which element the tree of parents says that it is: one that refers to it, in turn. */
function annotationOf({ catalog, context }: PDFDocument, ref: PDFObject) {
  const annotation = context.lookup(ref, PDFDict);
  const root = catalog.lookup(name('StructTreeRoot'), PDFDict);
  const numbers = root.lookup(name('ParentTree'), PDFDict).lookup(name('Nums'), PDFArray).asArray();
  const key = annotation.get(name('StructParent'))?.toString();
  const at = numbers.findIndex((number, index) => index % 2 === 0 && number.toString() === key);
  const element = context.lookup(numbers[at + 1], PDFDict);
  const kids = element.lookup(name('K'));
  const references = kids instanceof PDFArray ? kids.asArray().map((kid) => context.lookup(kid)) : [kids];
  const isReferred = references.some(
    (kid) => kid instanceof PDFDict && kid.get(name('Obj'))?.toString() === ref.toString(),
  );
  return {
    is: annotation.get(name('Subtype'))?.toString(),
    called: textOf(annotation.get(name('Contents'))) || textOf(annotation.get(name('TU'))),
    in: isReferred ? element.get(name('S'))?.toString() : undefined,
  };
}

/** Each font that the file uses, and whether it holds it and the letters that its signs stand for, says poppler. */
async function fontsOf(pdf: Uint8Array): Promise<{ embedded: string; toUnicode: string }[]> {
  const path = join(tmpdir(), `form-${randomUUID()}.pdf`);
  await writeFile(path, pdf);
  const { text } = await ask('pdffonts', [path]);
  await rm(path);
  const lines = text.split('\n').slice(text.split('\n').findIndex((line) => line.startsWith('---')) + 1);
  return lines.filter(Boolean).map((line) => {
    const [embedded = '', , toUnicode = ''] = /(yes|no) +(yes|no) +(yes|no) +\d+ +\d+$/.exec(line)?.slice(1) ?? [];
    return { embedded, toUnicode };
  });
}

interface Node {
  readonly role?: string;
  readonly alt?: string;
  readonly type?: string;
  readonly id?: string;
  readonly children?: readonly Node[];
}

/** What a reader (PDF.js) would read aloud, and the words that it would not: decoration (artifacts), and those that nothing holds. */
async function readAloud(pdf: Uint8Array) {
  const file = await getDocumentProxy(Uint8Array.from(pdf));
  const unread: { where: string; text: string }[] = [];
  const elements: Element[] = [];
  for (let number = 1; number <= file.numPages; number++) {
    const page = await file.getPage(number);
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    const words = new Map<string, string>();
    const open: (string | null)[] = [];
    for (const item of items as { type?: string; id?: string; tag?: string; str?: string; hasEOL?: boolean }[]) {
      if (item.type === 'endMarkedContent') open.pop();
      else if (item.type) open.push(item.id ?? (item.tag === 'Artifact' ? 'Artifact' : null));
      else {
        const at = open.findLast((id) => id !== null) ?? 'nowhere';
        words.set(at, `${words.get(at) ?? ''}${item.str ?? ''}${item.hasEOL ? ' ' : ''}`);
      }
    }
    const taken = (node: Node): string => {
      const text = words.get(node.id ?? '') ?? '';
      words.delete(node.id ?? '');
      return text;
    };
    const read = (node: Node): Element => {
      const children = node.children ?? [];
      const own = children.map((child) => (child.type ? taken(child) : read(child)));
      const inner = own.filter((one) => typeof one !== 'string');
      const text = own.map((one) => (typeof one === 'string' ? one : one.text)).join('');
      return { role: node.role ?? '', alt: node.alt ?? '', text: text.replace(/\s+/g, ' '), children: inner };
    };
    elements.push(...read((await page.getStructTree()) as Node).children.flatMap(({ children }) => children));
    for (const [where, text] of words) unread.push({ where, text: text.replace(/\s+/g, ' ').trim() });
  }
  return { elements, unread };
}
