import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { SHIPPED_KINDS } from './shipped-circuits.ts';
import { shippedThemes } from './shipped-themes.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const ROOMS = ['application', 'bin', 'config', 'domain', 'prisma', 'web', 'workers', 'zeebe'];
/** What tells the story of a demonstration or of a test, and what is generated. */
const STORIES =
  /(^|\/)(testing|dist|generated|node_modules)\/|\.test\.tsx?$|^prisma\/seed\/|^bin\/demonstration\/|^bin\/smoke\.ts$/;
/** The closed list of what the law says of silence, by kind; words of another matter that happen to be a theme's too. */
const OTHER_MATTERS = [
  'domain/calendar/silence-rule.ts: activite-accessoire',
  'domain/calendar/silence-rule.ts: disponibilite-pour-convenances-personnelles',
  'domain/people/import-line.ts: adresse',
  'prisma/grants.ts: position',
  'prisma/repositories/people/imports.ts: position',
  'web/server/scim/user-body.ts: adresse',
];

const sources = ROOMS.flatMap((room) =>
  readdirSync(path.join(ROOT, room), { recursive: true, encoding: 'utf8' }).map((file) => path.posix.join(room, file)),
).filter((file) => /\.tsx?$/.test(file) && !STORIES.test(file));

test('no TypeScript names a kind of request nor a theme of the situation: they are files', () => {
  const names = [...new Set([...SHIPPED_KINDS, ...Object.keys(shippedThemes())])];
  expect(names.length).toBeGreaterThan(7);
  expect(sources.length).toBeGreaterThan(500);
  const named = sources.flatMap((file) => {
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    return names
      .filter((name) => [`'${name}'`, `"${name}"`, `\`${name}\``].some((said) => text.includes(said)))
      .map((name) => `${file}: ${name}`);
  });
  expect(named.sort()).toEqual(OTHER_MATTERS);
});
