import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AUTHORITY, aCertificate, aP12, type Certified, SEALS } from './testing/authorities.ts';

const ROOT = new URL('../../', import.meta.url).pathname;

let folder: string;
let caPath: string;
let ministry: Certified;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seal-start-'));
  ministry = await aCertificate(folder, { name: 'Ministère', from: -400, extensions: AUTHORITY });
  caPath = join(folder, 'ca.pem');
  await writeFile(caPath, ministry.pem);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Starts a part of the portal on a seal: what it says on its error stream, once it ended. */
async function start(
  module: string,
  p12Path: string,
  changes: NodeJS.ProcessEnv = {},
): Promise<{ code: number | null; said: string }> {
  const environment = {
    NODE_ENV: 'test',
    DATA_DIR: join(folder, 'data'),
    PORT: '0',
    DATABASE_URL: 'postgres://application@127.0.0.1:9/none',
    DATABASE_OWNER_URL: 'postgres://owner@127.0.0.1:9/none',
    ZEEBE_GRPC_ADDRESS: 'grpc://127.0.0.1:9',
    ZEEBE_REST_ADDRESS: 'http://127.0.0.1:9',
    SMTP_URL: 'smtp://127.0.0.1:9',
    DATA_KEY: Buffer.alloc(32, 7).toString('base64'),
    SEAL_P12: p12Path,
    SEAL_P12_PASSPHRASE: 'x',
    SEAL_CA: caPath,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    ...changes,
  };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [module],
      { cwd: ROOT, env: { PATH: process.env.PATH, ...environment } },
      (_error, _out, said) => resolve({ code: child.exitCode, said: said.trim() }),
    );
  });
}

const aSeal = async (terms: { from?: number; to?: number; issuer?: Certified }) =>
  aP12(folder, await aCertificate(folder, { name: 'Sceau', issuer: ministry, extensions: SEALS, ...terms }), 'x');

describe.each([
  ['workers/main.ts', ''],
  ['bin/start.mjs', 'harmonie: '],
])('G9: %s ends at once, in one line,', (module, prefix) => {
  test.each<[string, RegExp, () => Promise<string>]>([
    ['on a seal that ended', /« Sceau » was not valid on/, () => aSeal({ from: -40, to: -1 })],
    ['on a seal that is not valid yet', /« Sceau » was not valid on/, () => aSeal({ from: 2 })],
    [
      'on a seal of another authority',
      /« Sceau » does not come from the trust anchor/,
      async () => aSeal({ issuer: await aCertificate(folder, { name: 'Ministère', extensions: AUTHORITY }) }),
    ],
    [
      'on a seal that is not there',
      /SEAL_P12 cannot be read: .*absent\.p12 \(ENOENT\)/,
      async () => join(folder, 'absent.p12'),
    ],
  ])('%s', async (_what, reason, make) => {
    const { code, said } = await start(module, await make());
    expect({ code, lines: said.split('\n').length }).toEqual({ code: 1, lines: 1 });
    expect(said.startsWith(prefix)).toBe(true);
    expect(said).toMatch(reason);
  });
});

test('a start that fails while the demonstration’s seal is being made leaves no half of one', async () => {
  const DATA_DIR = join(folder, 'fails');
  await mkdir(DATA_DIR);
  await writeFile(join(DATA_DIR, 'engine'), 'no folder');
  const embedded = { SEAL_CA: '', ZEEBE_GRPC_ADDRESS: '', ZEEBE_REST_ADDRESS: '' };
  const { code, said } = await start('bin/start.mjs', '', { ...embedded, DATA_DIR });
  expect([code, said]).toEqual([1, expect.stringContaining('The engine could not start')]);
  expect((await readdir(DATA_DIR)).filter((name) => name.startsWith('seal.'))).toEqual([]);
});
