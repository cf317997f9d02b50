import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ensureDemonstrationAuthority, ensureDemonstrationStamps } from '#workers/pades/authority.ts';
import { inWords } from './in-words.ts';
import { makeFolder } from './make-folder.ts';

const USAGE = `usage: node bin/demonstration-seal.ts FOLDER

Makes a demonstration seal, its authority and that of time stamps in FOLDER (made if missing), and prints what .env is to
name of them, for an installation in containers that tries the portal out. What is there already stays. They prove nothing
of anyone: production takes the ministry's own.`;

process.exitCode = await main().catch((error: unknown) => {
  console.error(`No seal was made: ${error instanceof Error ? error.message : error}`);
  return 2;
});

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' } },
  });
  const [folder] = positionals;
  if (values.help || folder === undefined || positionals.length > 1) {
    (values.help ? console.log : console.error)(USAGE);
    return values.help ? 0 : 2;
  }
  try {
    makeFolder(folder);
  } catch (cause) {
    throw new Error(`${folder} cannot be written: ${inWords(cause)}`, { cause });
  }
  const held = readdirSync(folder);
  if (held.length > 0 && !held.includes('seal.p12'))
    throw new Error(`${folder} holds other files: name a folder that is empty, or yet to be made`);
  const { passphrase } = await ensureDemonstrationAuthority(folder);
  await ensureDemonstrationStamps(folder);
  console.log(`SEAL_P12_PASSPHRASE=${passphrase}
SEAL_CRL=/run/harmonie/ca.crl
TSA_DEMONSTRATION=/run/harmonie/stamps
TSA_CA=/run/harmonie/stamps/ca.pem
TSA_CRL=/run/harmonie/stamps/ca.crl`);
  return 0;
}
