import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Asking, type TimeStamper, timeStamper } from '../stamps/time-stamping.ts';
import { ask } from './independent-verifiers.ts';

/** A certificate that OpenSSL made, with its key. */
export interface Certified {
  readonly pem: string;
  readonly certificatePath: string;
  readonly keyPath: string;
}

export interface CertificateTerms {
  readonly name: string;
  /** None for an authority that certifies itself. */
  readonly issuer?: Certified;
  readonly key?: 'RSA-2048' | 'P-256' | 'P-384';
  /** In days from now. */
  readonly from?: number;
  readonly to?: number;
  /** Lines of OpenSSL's extensions. */
  readonly extensions: readonly string[];
}

export const AUTHORITY = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'];
export const SEALS = ['basicConstraints=critical,CA:FALSE', 'keyUsage=critical,digitalSignature,nonRepudiation'];
export const STAMPS = [...SEALS, 'extendedKeyUsage=critical,timeStamping'];

const KEYS = {
  'RSA-2048': ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  'P-256': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  'P-384': ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
};

async function openssl(...args: string[]): Promise<void> {
  const { code, text } = await ask('openssl', args);
  if (code !== 0) throw new Error(`openssl ${args[0]}: ${text}`);
}

async function aFolder(folder: string): Promise<(name: string) => string> {
  const own = join(folder, randomBytes(6).toString('hex'));
  await mkdir(own, { recursive: true });
  return (name) => join(own, name);
}

/** `20261124173219Z`, the day that many days from now. */
const inDays = (days: number): string =>
  `${new Date(Date.now() + days * 86_400_000).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;

/** Has OpenSSL certify a new key, as an authority would. */
export async function aCertificate(folder: string, terms: CertificateTerms): Promise<Certified> {
  const { name, issuer, key = 'RSA-2048', from = -1, to = 30, extensions } = terms;
  const file = await aFolder(folder);
  const settings = [
    ...['[ca]', 'default_ca = d', '[d]', `new_certs_dir = ${file('')}`, `database = ${file('index.txt')}`],
    ...['rand_serial = yes', 'default_md = sha256', 'policy = p', '[p]', 'commonName = supplied'],
    ...['[e]', ...extensions],
  ];
  await Promise.all([writeFile(file('ca.cnf'), `${settings.join('\n')}\n`), writeFile(file('index.txt'), '')]);
  const [keyPath, certificatePath] = [file('key.pem'), file('certificate.pem')];
  await openssl('genpkey', ...KEYS[key], '-out', keyPath);
  await openssl('req', '-new', '-utf8', '-key', keyPath, '-subj', `/CN=${name}`, '-out', file('request.csr'));
  const by = issuer
    ? ['-cert', issuer.certificatePath, '-keyfile', issuer.keyPath]
    : ['-selfsign', '-keyfile', keyPath];
  const dates = ['-startdate', inDays(from), '-enddate', inDays(to)];
  const files = ['-in', file('request.csr'), '-out', certificatePath];
  await openssl('ca', '-batch', '-notext', '-config', file('ca.cnf'), '-extensions', 'e', ...by, ...dates, ...files);
  return { pem: await readFile(certificatePath, 'utf8'), certificatePath, keyPath };
}

/** The P12 of a seal, as an operator makes it. */
export async function aP12(folder: string, { certificatePath, keyPath }: Certified, passphrase: string) {
  const file = await aFolder(folder);
  const given = ['-inkey', keyPath, '-in', certificatePath, '-passout', `pass:${passphrase}`];
  await openssl('pkcs12', '-export', ...given, '-out', file('seal.p12'));
  return file('seal.p12');
}

/** OpenSSL as a time-stamping authority, which looks neither at its own dates nor at who certified it. */
export async function aStampingAuthority(folder: string, signer: Certified, digest = 'sha384'): Promise<Asking> {
  const file = await aFolder(folder);
  const settings = [
    ...['[tsa]', 'default_tsa = t', '[t]', `serial = ${file('serial')}`, `signer_digest = ${digest}`],
    ...['default_policy = 1.2.3.4', 'digests = sha256', 'ess_cert_id_alg = sha256'],
  ];
  await Promise.all([writeFile(file('tsa.cnf'), settings.join('\n')), writeFile(file('serial'), '01\n')]);
  const answer: Asking = async (query) => {
    await writeFile(file('query.tsq'), query);
    const by = ['-signer', signer.certificatePath, '-inkey', signer.keyPath];
    const given = ['-config', file('tsa.cnf'), '-queryfile', file('query.tsq'), '-out', file('answer.tsr')];
    await openssl('ts', '-reply', ...given, ...by);
    return readFile(file('answer.tsr'));
  };
  let last: Promise<unknown> = Promise.resolve();
  // One after the other: they share these files.
  return (query) => {
    const next = last.then(() => answer(query));
    last = next.catch(() => {});
    return next;
  };
}

/** The same, asked as the workers ask. */
export const aTimeStamper = async (folder: string, signer: Certified): Promise<TimeStamper> =>
  timeStamper(await aStampingAuthority(folder, signer));

/**
 * What an authority revoked, for thirty days: nothing, or one certificate by its serial number; of authorities or of others
 * alone, or of some reasons (`only`, a line of OpenSSL). Answers where the list is, in PEM.
 */
export async function aRevocationList(
  folder: string,
  authority: Certified,
  { revoked, only }: { revoked?: string; only?: string } = {},
) {
  const file = await aFolder(folder);
  const day = inDays(0).slice(2);
  const entry = revoked === undefined ? '' : `R\t${inDays(90).slice(2)}\t${day}\t${revoked}\tunknown\t/CN=x\n`;
  const settings = [
    ...['[ca]', 'default_ca = d', '[d]', `database = ${file('index.txt')}`, 'default_md = sha256'],
    ...['[e]', 'issuingDistributionPoint = critical,@point', '[point]', only ?? ''],
  ];
  await Promise.all([writeFile(file('ca.cnf'), `${settings.join('\n')}\n`), writeFile(file('index.txt'), entry)]);
  const of = ['-cert', authority.certificatePath, '-keyfile', authority.keyPath, '-crldays', '30'];
  const by = only === undefined ? of : [...of, '-crlexts', 'e'];
  await openssl('ca', '-gencrl', '-config', file('ca.cnf'), ...by, '-out', file('list.pem'));
  return file('list.pem');
}

interface OcspTerms {
  readonly request: Uint8Array;
  readonly serial: string;
  readonly state: 'good' | 'revoked' | 'unknown';
  /** It does not say until when its answer stands: it makes one at each question. */
  readonly endless?: boolean;
}

/** An authority that answers whether it revoked a certificate (OCSP): not, since so many days, or that it knows nothing of it. */
export async function anOcspAnswer(
  folder: string,
  authority: Certified,
  { request, serial, state, endless = false }: OcspTerms,
): Promise<Uint8Array> {
  const file = await aFolder(folder);
  const [letter, revokedAt] = state === 'revoked' ? ['R', inDays(0).slice(2)] : ['V', ''];
  const entry = `${letter}\t${inDays(90).slice(2)}\t${revokedAt}\t${serial}\tunknown\t/CN=x\n`;
  await Promise.all([
    writeFile(file('index.txt'), state === 'unknown' ? '' : entry),
    writeFile(file('request.der'), request),
  ]);
  const { certificatePath: of, keyPath } = authority;
  const by = ['-index', file('index.txt'), '-CA', of, '-rsigner', of, '-rkey', keyPath];
  if (!endless) by.push('-ndays', '7');
  await openssl('ocsp', ...by, '-reqin', file('request.der'), '-respout', file('answer.der'));
  return readFile(file('answer.der'));
}
