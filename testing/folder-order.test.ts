import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { importedBy } from '#bin/test/imports.ts';

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

  /** Returns the folder of the room that a path from the root stands in; undefined: at the room's root, or outside. */
  const folderOf = (file: string): string | undefined => {
    const parts = path.posix.relative(name, file).split('/');
    return parts.length > 1 && parts[0] !== '..' ? parts[0] : undefined;
  };

  const files = readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
    .map((file) => path.posix.join(name, file.replaceAll(path.sep, '/')));

  const imports = files.flatMap((file) =>
    importedBy(file, readFileSync(path.join(ROOT, file), 'utf8')).flatMap((target) => {
      const [from, to] = [folderOf(file), folderOf(target)];
      return to === undefined || from === to ? [] : [{ from, to, said: `${file} imports ${target}` }];
    }),
  );

  test('every folder has its place in the order', () => {
    expect([...new Set(files.map(folderOf))].filter(Boolean).sort()).toEqual([...order].sort());
  });

  test('a folder imports only those before it', () => {
    expect(imports.length).toBeGreaterThan(100);
    const place = (folder: string | undefined) => (folder === undefined ? -1 : order.indexOf(folder));
    expect(imports.filter(({ from, to }) => place(to) > place(from)).map(({ said }) => said)).toEqual([]);
  });
});
