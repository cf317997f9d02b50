import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = path.resolve(import.meta.dirname, '..');
const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;
/** The engine, which is a folder of this repository. */
const OURS = 'file:engine';

test.each(['package.json', 'engine/package.json'])('%s names one version of each package: nothing floats', (file) => {
  const manifest = JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')) as Partial<
    Record<(typeof KINDS)[number], Record<string, string>>
  >;
  const named = KINDS.flatMap((kind) => Object.entries(manifest[kind] ?? {}));
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter(([, version]) => version !== OURS && !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});
