import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { openEngine } from '../engine.ts';

const VERSIONS = 12;
/** Two bytes a character in memory. */
const LENGTH = 1_300_000;

/** A manual that never changes, deployed with a form that does. */
const files = (version: number) => [
  { name: 'manual.txt', content: Buffer.from('œ'.repeat(LENGTH)) },
  { name: 'f.form', content: JSON.stringify({ id: 'f', type: 'default', components: [], version }) },
];

function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

test('a file that is deployed again with others that changed is held in memory once, across a restart too', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'engine-'));
  const before = heapUsed();
  try {
    for (const versions of [VERSIONS, 0]) {
      const engine = await openEngine({ dataFolder, keepEvents: false });
      for (let version = 1; version <= versions; version++)
        await engine.execute('DEPLOY_RESOURCES', { resources: files(version) });
      expect([...engine.state.resources.values()].filter(({ name }) => name === 'manual.txt')).toHaveLength(VERSIONS);
      expect(heapUsed() - before).toBeLessThan((VERSIONS / 2) * 2 * LENGTH);
      await engine.close();
    }
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
});
