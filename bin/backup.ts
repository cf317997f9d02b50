// Takes a backup of a portal that people use.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { backup } from './backup/backup.ts';
import { BackupFailure } from './backup/failure.ts';
import { inMegabytes } from './backup/files.ts';
import { backedUpPortal } from './backup/portal.ts';
import { wasInterrupted } from './backup/undoing.ts';
import { versions } from './backup/versions.ts';
import { reasonOf } from './reason.ts';

const USAGE = `usage: npm run backup -- --to DIR

Takes a backup of the running portal of DATA_DIR while people work: database, documents, the engine's state and history,
mail catcher, seal of the demonstration, and the secrets that the portal made by itself. Database and engine are of one
instant; nobody waits for longer than the engine's file takes to copy (a tenth of a second or two).

DIR (made if missing, not in DATA_DIR) holds a folder for each backup, by its moment, and the documents of all of them,
once each: the second backup copies only the documents that the first does not have. manifest.json says what is there,
with the SHA-256 of every file, the versions, and what is left to you.

Secrets: a backup holds secrets.json of DATA_DIR, with the keys that open account numbers (DATA_KEY) and second
factors (FACTOR_KEY), and the session secret, when the portal made them by itself: whoever can read DIR can read everything. Its folders and files are for this
account alone (0700, 0600); keep DIR on an encrypted disk. What you gave in the environment instead (DATA_KEY,
FACTOR_KEY, SESSION_SECRET, SEAL_P12…) is not in it: keep that apart.

A database or a cluster that is not embedded (DATABASE_URL, ZEEBE_GRPC_ADDRESS, ZEEBE_REST_ADDRESS) is not ours to take:
the command takes the rest, and says to which moment yours is to be brought back.

To bring it back: npm run restore -- --from DIR
Exit 0: it is whole; 1: it is whole, but for documents that are damaged in DATA_DIR, which are named; 2: there is none.`;

const NAMED = 20;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { to: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  if (!values.to) throw new BackupFailure(`--to is missing\n\n${USAGE}`);
  const began = performance.now();
  const { folder, manifest, documents, heldMs } = await backup({
    portal: backedUpPortal(process.env),
    to: path.resolve(values.to),
    versions: versions(),
    say: (line) => console.log(line),
  });
  const { count, bytes } = manifest.documents;
  console.log(`documents: ${count}, ${inMegabytes(bytes)}, ${documents.copied} of them new here`);
  if (heldMs !== null)
    console.log(`the engine held for ${heldMs} ms, while it was copied and the database fixed its moment`);
  for (const line of manifest.remains) console.log(`left to you: ${line}`);
  const damaged = [...documents.damaged];
  for (const sha256 of damaged.slice(0, NAMED))
    console.log(`DAMAGED  document ${sha256} of DATA_DIR is not what its name says, and is not in the backup`);
  if (damaged.length > NAMED) console.log(`         and ${damaged.length - NAMED} more`);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${folder}: a backup of ${manifest.takenAt}, ${manifest.files.length} files, in ${seconds} s.`);
  return damaged.length === 0 ? 0 : 1;
}

process.exitCode = await main().catch((error: unknown) => {
  if (wasInterrupted()) {
    console.error('No backup was taken: it was interrupted.');
    return 2;
  }
  console.error(`No backup was taken: ${reasonOf(error)}`);
  return 2;
});
