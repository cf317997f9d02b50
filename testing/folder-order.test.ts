import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

const ROOT = path.resolve(import.meta.dirname, '..');

/** The folders of a room, in an order in which each imports only those before it. */
const ORDERS = {
  domain: [
    ...['calendar', 'formats', 'decision', 'permissions', 'power', 'situation', 'campaign', 'circuit', 'effect'],
    ...['people', 'account', 'act', 'evidence', 'archive', 'pay', 'signing', 'request'],
    ...['incident', 'notice', 'outbox'],
  ],
  'web/client/modeler': [
    // What a circuit's files and drawings are.
    ...['formats', 'bpmn'],
    // What several tabs of a draft share.
    ...['draft', 'feel', 'controls', 'chips', 'faults', 'files', 'conditions', 'fields'],
    // The tabs, then a circuit said in words.
    ...['texts', 'declaration', 'theme', 'forms', 'tables', 'acts', 'diagram', 'checks', 'in-words'],
    // The pages: versions, what is proposed for publication, a draft.
    ...['comparison', 'versions', 'publication', 'draft-page'],
  ],
};

describe.each(Object.entries(ORDERS))('%s', (name, order) => {
  const room = path.join(ROOT, name);

  /** Returns the folder of the room that a path stands in; undefined: at its root, or outside. */
  const folderOf = (file: string): string | undefined => {
    const parts = path.relative(room, file).split(path.sep);
    return parts.length > 1 && parts[0] !== '..' ? parts[0] : undefined;
  };

  const files = readdirSync(room, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file),
  );

  const imports = files.flatMap((file) => {
    const source = path.join(room, file);
    const found = readFileSync(source, 'utf8').matchAll(/(?:from |import |import\()'([.#][^']+)'/g);
    return [...found].flatMap(([, specifier = '']) => {
      const target = specifier.startsWith('#')
        ? path.join(ROOT, specifier.slice(1))
        : path.resolve(path.dirname(source), specifier);
      const [from, to] = [folderOf(source), folderOf(target)];
      if (to === undefined || from === to) return [];
      return [{ from, to, said: `${name}/${file} imports ${path.relative(ROOT, target)}` }];
    });
  });

  test('every folder has its place in the order', () => {
    expect([...new Set(files.map((file) => folderOf(path.join(room, file))))].filter(Boolean).sort()).toEqual(
      [...order].sort(),
    );
  });

  test('a folder imports only those before it', () => {
    expect(imports.length).toBeGreaterThan(100);
    const place = (folder: string | undefined) => (folder === undefined ? -1 : order.indexOf(folder));
    expect(imports.filter(({ from, to }) => place(to) > place(from)).map(({ said }) => said)).toEqual([]);
  });
});
