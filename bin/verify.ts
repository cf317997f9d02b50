import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { inWords } from './in-words.ts';
import { verdictOf } from './verify/verdict.ts';
import { type ActFiles, ActReport, verifyAct } from './verify/verify-act.ts';

const USAGE = `usage: npm run verify -- act.pdf [--evidence FILE] [--ca FILE] [--ca-sha256 FINGERPRINT]…
  [--tsa-ca FILE] [--tsa-ca-sha256 FINGERPRINT]… [--pieces DIR] [--bundle FILE]
  [--state FILE] [--json]`;
const HELP = `${USAGE}

Checks an act offline: its seal, its time stamp, who signed it and the evidence. evidence.json, ca.pem and tsa-ca.pem beside the
act are read where no option names others; without an authority nothing is valid. What each option adds: docs/verify.md.

--json  prints the verdict for a program
Exit 0: valid; 1: not valid, or not proven, and why.`;
const MAX_FILE = 64 * 1024 * 1024;
const MAX_PIECES = 1_000;
/** As openssl and this command print one, or without colons. */
const FINGERPRINT = /^(?:[0-9a-f]{2}:?){31}[0-9a-f]{2}$/i;
const LABEL = { ok: 'OK  ', fail: 'FAIL', open: 'OPEN', note: 'NOTE' } as const;

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  evidence: { type: 'string' },
  ca: { type: 'string' },
  'ca-sha256': { type: 'string', multiple: true },
  'tsa-ca': { type: 'string' },
  'tsa-ca-sha256': { type: 'string', multiple: true },
  pieces: { type: 'string' },
  bundle: { type: 'string' },
  state: { type: 'string' },
  json: { type: 'boolean' },
} as const;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Reads a file; null when it is absent and was not asked for by name. */
async function read(path: string, asked: boolean): Promise<Buffer | null> {
  try {
    if ((await stat(path)).size > MAX_FILE) throw new Error('it is larger than 64 MB');
    return await readFile(path);
  } catch (error) {
    if (!asked && (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new Error(`${path} cannot be read: ${inWords(error)}`);
  }
}

/** The digests of the files of a folder, by name; those that are given for something else are no supporting documents. */
async function digestsIn(folder: string, others: readonly string[]): Promise<Map<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw new Error(`${folder} cannot be read: ${inWords(error)}`);
  });
  // What a file manager leaves in a folder is hidden.
  const names = entries.flatMap((entry) => (entry.isDirectory() || entry.name.startsWith('.') ? [] : [entry.name]));
  if (names.length > MAX_PIECES) throw new Error(`${folder} holds more than ${MAX_PIECES} files`);
  const apart = new Set(others.map((path) => resolve(path)));
  const digests = new Map<string, string>();
  for (const name of names) {
    const path = join(folder, name);
    if (apart.has(resolve(path))) continue;
    digests.set(name, sha256((await read(path, true)) ?? new Uint8Array()));
  }
  return digests;
}

async function main(json: boolean): Promise<boolean> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: OPTIONS });
  if (values.help) {
    console.log(HELP);
    return true;
  }
  const fingerprints = values['ca-sha256'] ?? [];
  const ofStamps = values['tsa-ca-sha256'] ?? [];
  const unreadable = [...fingerprints, ...ofStamps].find((text) => !FINGERPRINT.test(text));
  if (unreadable !== undefined) throw new Error(`${unreadable} is not a SHA-256 fingerprint, in hexadecimal`);
  const [path] = positionals;
  if (!path || positionals.length > 1) throw new Error(USAGE);
  const of = (value: string | undefined, name: string) => value ?? join(dirname(path), name);
  const paths = {
    evidence: of(values.evidence, 'evidence.json'),
    ca: of(values.ca, 'ca.pem'),
    tsaCa: of(values['tsa-ca'], 'tsa-ca.pem'),
  };
  const [act, evidence, ca, tsaCa, bundle, status] = await Promise.all([
    read(path, true),
    read(paths.evidence, values.evidence !== undefined),
    read(paths.ca, values.ca !== undefined),
    read(paths.tsaCa, values['tsa-ca'] !== undefined),
    values.bundle === undefined ? null : read(values.bundle, true),
    values.state === undefined ? null : read(values.state, true),
  ]);
  const others = [path, ...Object.values(paths), values.bundle, values.state].filter((one) => one !== undefined);
  const files: ActFiles = {
    act: act ?? new Uint8Array(),
    evidence: evidence?.toString('utf8') ?? null,
    ca: ca?.toString('utf8') ?? null,
    tsaCa: tsaCa?.toString('utf8') ?? null,
    ...(values.pieces !== undefined && { pieces: await digestsIn(values.pieces, others) }),
    ...(bundle && { bundle }),
    ...(status && { status }),
  };
  const stamps = { beside: values['tsa-ca'] === undefined, fingerprints: ofStamps };
  const report = await verifyAct(files, { beside: values.ca === undefined, fingerprints, stamps });
  print(report, json, sha256(files.act));
  return report.valid;
}

function print(report: ActReport, json: boolean, fileSha256: string | null): void {
  if (json) {
    console.log(JSON.stringify(verdictOf(report, fileSha256), null, 2));
    return;
  }
  for (const { outcome, text } of report.checks) console.log(`${LABEL[outcome]}  ${text}`);
  console.log(`\n${report.verdict}`);
}

const json = process.argv.slice(2).includes('--json');
try {
  process.exitCode = (await main(json)) ? 0 : 1;
} catch (error) {
  const report = new ActReport();
  report.fail(error instanceof Error ? error.message : String(error));
  print(report, json, null);
  process.exitCode = 1;
}
