import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { SETTINGS_OF } from '#config/processes.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const PAGES = globSync(['*.md', 'docs/**/*.md', 'engine/*.md'], { cwd: ROOT });
const read = (page: string) => readFileSync(path.join(ROOT, page), 'utf8');
const isThere = (name: string) => existsSync(path.join(ROOT, name));
const wordsOf = (page: string) => read(page).replace(/^ *```[\s\S]*?^ *```/gm, '');

/** Spaces and apostrophes as they are typed. */
const plain = (words: string) => words.replace(/[\u00a0\u202f]/g, ' ').replaceAll('’', "'");

/** The anchors of a page, as GitHub makes them of its headings. */
const anchorsOf = (page: string) =>
  [...wordsOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

describe('whoever reads the documentation', () => {
  test.each(PAGES)('%s: each link leads somewhere', (page) => {
    const links = [...wordsOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    const dead = links.filter((link) => {
      if (/^[a-z]+:/.test(link)) return false;
      const [name = '', anchor] = link.split('#');
      const target = name === '' ? page : path.join(path.dirname(page), name);
      return !isThere(target) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
    });
    expect(dead).toEqual([]);
  });

  test.each(PAGES.filter((page) => read(page).includes('```')))('%s: what its code imports is there', (page) => {
    const blocks = [...read(page).matchAll(/^ *\/\/ ([\w./-]+\.tsx?)\n([\s\S]*?)^ *```$/gm)];
    const shown = blocks.map(([, name = '']) => name);
    const missing = blocks.flatMap(([, name = '', code = '']) =>
      [...code.matchAll(/from '([.#][^']+)'/g)]
        .map(([, module = '']) => (module.startsWith('#') ? module.slice(1) : path.join(path.dirname(name), module)))
        .filter((module) => !isThere(module) && !shown.includes(module)),
    );
    expect(missing).toEqual([]);
  });

  test.each(['README.md', 'docs/administration.md', 'docs/operations.md', 'docs/acts.md', 'docs/add-a-circuit.md'])(
    '%s: what it has people look for is on a screen',
    (page) => {
      const files = globSync(['web/client/language/fr/**/*.ts', 'processes/**/*.json'], { cwd: ROOT });
      const screens = plain(files.map(read).join('\n'));
      const named = [...wordsOf(page).matchAll(/(?<![\w*])\*([A-ZÉÀ][^*\n]{2,60})\*(?![\w*])/g)];
      // « Parapheur de … »: a name follows.
      const names = named.map(([, name = '']) => name.replace(/ ?…$/, ''));
      const nowhere = names.filter((name) => !screens.includes(plain(name)));
      expect(nowhere).toEqual([]);
    },
  );

  test('operations.md tells each setting of the environment', () => {
    const page = read('docs/operations.md');
    const names = Object.values(SETTINGS_OF).flatMap(({ needs, takes }) => [...needs, ...takes]);
    // What npm start sets by itself.
    const untold = [...new Set(names)].filter((name) => !page.includes(`\`${name}\``));
    expect(untold.sort()).toEqual(['MAIL_CATCHER_URL', 'TSA_DEMONSTRATION']);
  });

  test('the glossary is in alphabetical order, a word once', () => {
    const table = read('docs/glossary.md')
      .split('\n')
      .filter((line) => line.startsWith('|'));
    expect(table.slice(0, 2)).toEqual(['| In code | On screens | What it is |', '|---|---|---|']);
    const words = table.slice(2).map((row) => (row.split('|')[1] ?? '').replace(/ \(.*/, '').trim());
    const sorted = words.toSorted(new Intl.Collator('en').compare);
    expect(words).toEqual([...new Set(sorted)]);
  });
});
