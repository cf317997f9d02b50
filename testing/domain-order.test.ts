import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const DOMAIN = path.resolve(import.meta.dirname, '..', 'domain');

/** The folders of `domain`, in an order in which each imports only those before it. */
const ORDER = [
  ...['calendar', 'formats', 'decision', 'permissions', 'power', 'situation', 'campaign', 'circuit', 'effect'],
  ...['people', 'account', 'act', 'evidence', 'archive', 'pay', 'signing', 'request'],
  ...['incident', 'notice', 'outbox'],
];

/** Returns the folder of `domain` that a path stands in; undefined: at its root, or outside. */
const folderOf = (file: string): string | undefined => {
  const parts = path.relative(DOMAIN, file).split(path.sep);
  return parts.length > 1 && parts[0] !== '..' ? parts[0] : undefined;
};

const files = readdirSync(DOMAIN, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
);

const imports = files.flatMap((file) => {
  const source = path.join(DOMAIN, file);
  return [...readFileSync(source, 'utf8').matchAll(/(?:from |import\()'(\.[^']+)'/g)].flatMap(([, specifier = '']) => {
    const target = path.resolve(path.dirname(source), specifier);
    const [from, to] = [folderOf(source), folderOf(target)];
    if (to === undefined || from === to) return [];
    return [{ from, to, said: `domain/${file} imports domain/${path.relative(DOMAIN, target)}` }];
  });
});

test('every folder of the domain has its place in the order', () => {
  expect([...new Set(files.map((file) => folderOf(path.join(DOMAIN, file))))].filter(Boolean).sort()).toEqual(
    [...ORDER].sort(),
  );
});

test('a folder of the domain imports only those before it', () => {
  expect(imports.length).toBeGreaterThan(100);
  const place = (folder: string | undefined) => (folder === undefined ? -1 : ORDER.indexOf(folder));
  expect(imports.filter(({ from, to }) => place(to) > place(from)).map(({ said }) => said)).toEqual([]);
});
