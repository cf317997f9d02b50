import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { verifyAct } from './verify/verify-act.ts';

const USAGE = 'usage: npm run verify -- act.pdf [--evidence FILE] [--ca FILE] [--ca-sha256 FINGERPRINT]…';
const MAX_FILE = 64 * 1024 * 1024;
/** As openssl and this command print one, or without colons. */
const FINGERPRINT = /^(?:[0-9a-f]{2}:?){31}[0-9a-f]{2}$/i;
const LABEL = { ok: 'OK  ', fail: 'FAIL', note: 'NOTE' } as const;

/** Reads a file; null when it is absent and was not asked for by name. */
async function read(path: string, asked: boolean): Promise<Buffer | null> {
  try {
    if ((await stat(path)).size > MAX_FILE) throw new Error('it is larger than 64 MB');
    return await readFile(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!asked && code === 'ENOENT') return null;
    const reason = code ?? message;
    throw new Error(`${path} cannot be read: ${reason}`);
  }
}

async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      evidence: { type: 'string' },
      ca: { type: 'string' },
      'ca-sha256': { type: 'string', multiple: true },
    },
  });
  const fingerprints = values['ca-sha256'] ?? [];
  const unreadable = fingerprints.find((text) => !FINGERPRINT.test(text));
  if (unreadable !== undefined) throw new Error(`${unreadable} is not a SHA-256 fingerprint, in hexadecimal`);
  const [path] = positionals;
  if (!path || positionals.length > 1) throw new Error(USAGE);
  const beside = (name: string): string => join(dirname(path), name);
  const [act, evidence, ca] = await Promise.all([
    read(path, true),
    read(values.evidence ?? beside('evidence.json'), values.evidence !== undefined),
    read(values.ca ?? beside('ca.pem'), values.ca !== undefined),
  ]);
  const files = {
    act: act ?? new Uint8Array(),
    evidence: evidence?.toString('utf8') ?? null,
    ca: ca?.toString('utf8') ?? null,
  };
  const report = await verifyAct(files, { beside: values.ca === undefined, fingerprints });
  for (const { outcome, text } of report.checks) console.log(`${LABEL[outcome]}  ${text}`);
  console.log(`\n${report.verdict}`);
  return report.valid;
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.log(`FAIL  ${error instanceof Error ? error.message : String(error)}`);
  console.log('\nNOT VALID');
  process.exitCode = 1;
}
