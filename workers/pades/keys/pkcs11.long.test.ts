import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aDrawnAct } from '../../testing/drawn-act.ts';
import { trustedSeal } from '../open-seal.ts';
import { seal } from '../seal.ts';
import { askPdfsig } from '../testing/independent-verifiers.ts';
import { aSoftToken, type SoftToken } from '../testing/soft-token.ts';
import { readAnchors } from '../verification/trust.ts';
import { sealKeyFromToken, type TokenFiles } from './pkcs11.ts';

// A real token, in software (Debian's SoftHSM), behind the real package, compiled here: it fails where they cannot be had.

let folder: string;
let token: SoftToken;

const file = (...names: string[]): string => join(folder, ...names);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pkcs11-'));
  token = await aSoftToken(folder);
});
afterAll(async () => {
  delete process.env.SOFTHSM2_CONF;
  await rm(folder, { recursive: true, force: true });
});

const files = (terms: Partial<TokenFiles> = {}): TokenFiles => ({ ...token.files, ...terms });
const opened = (terms: Partial<TokenFiles> = {}) => sealKeyFromToken(files(terms), token.packageName);

describe('a seal whose key is on a token', () => {
  test('seals acts that Poppler finds good, several at a time', async () => {
    const { key } = trustedSeal(await opened(), readAnchors(token.ministry.pem), new Date());
    const pdf = await aDrawnAct();
    const claims = { signedAt: new Date(), signerName: 'Ministère', reason: 'Arrêté', location: 'Paris' };
    const acts = await Promise.all([1, 2, 3].map(() => seal({ pdf, key, ...claims })));
    for (const act of acts) {
      await writeFile(file('act.pdf'), act);
      const said = await askPdfsig(folder, file('act.pdf'), token.ministry.certificatePath);
      expect(said).toContain('Signature is Valid.');
      expect(said).toContain('Certificate is Trusted.');
    }
  });

  test('that is pulled out has the act wait, and goes on once it is back', async () => {
    const key = await opened();
    await token.pullOut();
    await expect(key.sign(Buffer.from('a'))).rejects.toMatchObject({ name: 'SealKeyAway' });
    await expect(key.sign(Buffer.from('b'))).rejects.toThrow('no token is called « ministere »');
    await token.putBack();
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
      () => ({ certificatePath: token.ministry.certificatePath }),
    ],
    ['without a certificate', /SEAL_CERTIFICATE cannot be read/, () => ({ certificatePath: file('none.pem') })],
  ])('stops the start in one line %s', async (_case, reason, terms) => {
    await expect(opened(terms())).rejects.toMatchObject({ code: 'SEAL_KEY', message: expect.stringMatching(reason) });
  });

  test('stops the start where the package was not installed, which is named', async () => {
    await expect(sealKeyFromToken(files())).rejects.toThrow('npm install --no-save --ignore-scripts=false pkcs11js');
  });
});
