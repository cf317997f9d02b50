import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = path.resolve(import.meta.dirname, '..');

/** Statements whose rows are promised by hand. It only falls: lower it with each that is typed (docs/typed-sql.md). */
const UNTYPED = 84;

/** The statements of a text that no compiler looks into: Prisma's raw ones, and those of the driver. */
const untypedIn = (text: string) =>
  [...text.matchAll(/\$(?:query|execute)Raw(?:Unsafe)?\s*(?:<|`|\()|\b(?:client|admin|lock|pool)\.query\s*(?:<|\()/g)]
    .length;

test('statements that no type holds are fewer with each change, and none comes back', () => {
  const files = globSync('{application,bin,config,domain,prisma,web/server,workers,zeebe}/**/*.ts', {
    cwd: ROOT,
  }).filter((file) => !/\.test\.ts$|\/testing\/|^prisma\/(generated|connection|embedded|migrate|seed)\//.test(file));
  const counted = files
    .map((file) => [file, untypedIn(readFileSync(path.join(ROOT, file), 'utf8'))] as const)
    .filter(([, count]) => count > 0);
  expect(counted.reduce((sum, [, count]) => sum + count, 0)).toBe(UNTYPED);
});
