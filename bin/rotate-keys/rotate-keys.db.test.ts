import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { declareKeys } from '#prisma/repositories/operations/sealing-keys.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { run } from '#testing/portal/commands.ts';
import { embeddedSecrets } from '../start/secrets.ts';

const aKey = () => randomBytes(32).toString('base64');
const [DATA_KEY, FACTOR_KEY, formerData, formerFactor] = [aKey(), aKey(), aKey(), aKey()];

let db: TestDatabase;
let folder: string;
beforeAll(async () => {
  db = await aDatabase();
  folder = await mkdtemp(path.join(tmpdir(), 'harmonie-keys-'));
  for (const holder of ['server', 'workers'] as const)
    for (const [purpose, key] of [
      ['data', DATA_KEY],
      ['factor', FACTOR_KEY],
    ] as const)
      await db.database.transaction((tx) =>
        declareKeys(tx, { holder, purpose, at: new Date() }, [Buffer.from(key, 'base64')]),
      );
});
afterAll(async () => {
  await db?.drop();
  await rm(folder, { recursive: true, force: true });
});

const onServer = (module: string, parameters: readonly string[], environment: NodeJS.ProcessEnv) =>
  run(module, parameters, {
    ...{ DATABASE_URL: db.url, DATABASE_OWNER_URL: db.ownerUrl, DATA_DIR: folder },
    ...{ DATA_KEY: '', DATA_KEY_FORMER: '', FACTOR_KEY: '', FACTOR_KEY_FORMER: '', ...environment },
  });

describe('an operator whose portal is given its keys by the environment', () => {
  test('rotates them from any machine, and finds no secrets there that nobody uses', async () => {
    const nowhere = path.join(folder, 'nowhere');
    const keys = { DATA_KEY, DATA_KEY_FORMER: formerData, FACTOR_KEY, FACTOR_KEY_FORMER: formerFactor };
    const given = { NODE_ENV: 'production', ...keys };
    for (const DATA_DIR of [nowhere, folder]) {
      const { code, lines } = await onServer('bin/rotate-keys.ts', [], { ...given, DATA_DIR });
      expect([code, lines]).toEqual([
        0,
        [
          expect.stringMatching(/^DATA_KEY: 0 value\(s\) sealed anew.*DATA_KEY_FORMER can be unset/),
          expect.stringMatching(/^FACTOR_KEY: 0 value\(s\) sealed anew.*FACTOR_KEY_FORMER can be unset/),
        ],
      ]);
    }
    expect([existsSync(nowhere), await readdir(folder)]).toEqual([false, []]);
  });

  test('who forgets one is told which, and nothing is begun', async () => {
    const { code, lines } = await onServer('bin/rotate-keys.ts', [], { DATA_KEY });
    expect([code, lines.join('\n')]).toEqual([2, expect.stringMatching(/FACTOR_KEY is not set, and no portal made/)]);
    expect([lines.join('\n'), await readdir(folder)]).toEqual([expect.not.stringContaining('sealed anew'), []]);
  });

  test('makes no new keys where no portal made any', async () => {
    const { code, lines } = await onServer('bin/rotate-keys.ts', ['--make'], {});
    expect([code, lines, await readdir(folder)]).toEqual([1, [expect.stringContaining('No portal made keys')], []]);
  });

  test('who makes new ones twice signs nobody out: what people hold is known still', async () => {
    const own = path.join(folder, 'own');
    await mkdir(own);
    const inUse = embeddedSecrets(own);
    for (const _turn of ['first', 'second'])
      expect((await onServer('bin/rotate-keys.ts', ['--make'], { DATA_DIR: own })).code).toBe(0);
    const { former } = embeddedSecrets(own);
    await rm(own, { recursive: true });
    expect([former?.session, former?.dataKey, former?.factorKey].map((each) => each?.length)).toEqual([2, 2, 2]);
    expect(former?.session).toContain(inUse.session);
  });

  test('imports no values of the situation under a key that the portal does not hold', async () => {
    const csv = path.join(folder, 'adresses.csv');
    await writeFile(csv, 'matricule;du;au\nA1001;2026-01-01;\n');
    const imported = (environment: NodeJS.ProcessEnv) =>
      onServer('bin/import.ts', ['situation', csv, '--theme', 'coordonnees-bancaires', '--installation'], environment);
    const [without, another] = [await imported({}), await imported({ DATA_KEY: aKey() })];
    await rm(csv);
    expect([without.code, without.lines.join('\n')]).toEqual([2, expect.stringContaining('DATA_KEY is not set')]);
    expect([another.code, another.lines]).toEqual([2, [expect.stringContaining('does not seal with')]]);
    expect(await readdir(folder)).toEqual([]);
  });
});
