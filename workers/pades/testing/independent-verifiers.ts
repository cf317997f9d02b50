import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The tools of others that must agree with our seals, and the Debian package each comes from. */
const PACKAGES = {
  pdfsig: 'poppler-utils',
  pdffonts: 'poppler-utils',
  certutil: 'libnss3-tools',
  openssl: 'openssl',
  qpdf: 'qpdf',
  mutool: 'mupdf-tools',
} as const;
type Tool = keyof typeof PACKAGES;

/** The line that brings every verifier. */
export const INSTALL_LINE = `apt-get install -y ${[...new Set(Object.values(PACKAGES))].join(' ')}`;

/** Runs a verifier and gives all it says, whatever its exit code (pdfsig exits 0 on a broken seal). */
export async function ask(tool: Tool, args: string[]): Promise<{ code: number; text: string }> {
  try {
    const { stdout, stderr } = await run(tool, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8' } });
    return { code: 0, text: stdout + stderr };
  } catch (error) {
    const failure = error as { code?: number | string; stdout?: string; stderr?: string };
    if (failure.code === 'ENOENT') throw new Error(`${tool} is missing. Install the verifiers: ${INSTALL_LINE}`);
    return { code: Number(failure.code ?? 1), text: `${failure.stdout ?? ''}${failure.stderr ?? ''}` };
  }
}

/** What poppler says of a sealed file, with the given authority as its only trust. */
export async function askPdfsig(folder: string, act: string, caPath: string): Promise<string> {
  const nss = join(folder, 'nss');
  await mkdir(nss, { recursive: true });
  await ask('certutil', ['-N', '-d', `sql:${nss}`, '--empty-password']);
  await ask('certutil', ['-A', '-d', `sql:${nss}`, '-n', 'ca', '-t', 'CT,C,C', '-i', caPath]);
  return (await ask('pdfsig', ['-nssdir', `sql:${nss}`, act])).text;
}

/** What OpenSSL says of a CMS over this content, `signing-certificate-v2` included. */
export async function askOpenssl(
  folder: string,
  cms: Uint8Array,
  content: Uint8Array,
  caPath: string,
): Promise<string> {
  await writeFile(join(folder, 'seal.der'), cms);
  await writeFile(join(folder, 'content.bin'), content);
  const files = ['-in', join(folder, 'seal.der'), '-content', join(folder, 'content.bin'), '-out', '/dev/null'];
  const { text } = await ask('openssl', [
    'cms',
    '-verify',
    '-binary',
    '-inform',
    'DER',
    '-cades',
    '-purpose',
    'any',
    '-CAfile',
    caPath,
    ...files,
  ]);
  return text;
}

/** The structure of a CMS, as OpenSSL prints it. */
export async function printCms(folder: string): Promise<string> {
  return (
    await ask('openssl', ['cms', '-cmsout', '-print', '-noout', '-inform', 'DER', '-in', join(folder, 'seal.der')])
  ).text;
}

/** Makes a P12 with OpenSSL, as an operator would: a self-signed seal certificate. */
export async function makeP12WithOpenssl(folder: string, passphrase: string, options: string[] = []): Promise<string> {
  const [key, certificate, p12] = ['key.pem', 'cert.pem', 'openssl.p12'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const subject = ['-subj', '/C=FR/O=Ministere/CN=Sceau', '-days', '30'];
  await ask('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    key,
    '-out',
    certificate,
    ...subject,
  ]);
  const secrets = ['-passout', `pass:${passphrase}`, ...options];
  const made = await ask('openssl', ['pkcs12', '-export', '-inkey', key, '-in', certificate, '-out', p12, ...secrets]);
  if (made.code !== 0) throw new Error(made.text);
  return p12;
}

/** What OpenSSL reads in a P12. */
export async function readP12WithOpenssl(p12: string, passphrase: string): Promise<{ code: number; text: string }> {
  return ask('openssl', ['pkcs12', '-in', p12, '-passin', `pass:${passphrase}`, '-nodes', '-info']);
}

/** qpdf's opinion on the structure of a PDF. */
export const askQpdf = (act: string): Promise<{ code: number; text: string }> => ask('qpdf', ['--check', act]);

/** MuPDF's opinion on a sealed PDF. */
export const askMutool = async (act: string): Promise<string> => (await ask('mutool', ['sign', '-v', act])).text;
