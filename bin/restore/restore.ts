import path from 'node:path';
import { bytesIn, mustFit } from '../backup/files.ts';
import { undoing } from '../backup/undoing.ts';
import { unlockDataFolder } from '../start/data-lock.ts';
import { takeOver } from '../start/runtime.ts';
import { type LastKnown, type Lost, lastKnown, lostSince } from './beyond.ts';
import { type ChosenBackup, chooseBackup } from './choose.ts';
import { RestoringFolder } from './data-folder.ts';
import { missingDocuments } from './missing-documents.ts';
import { type Elsewhere, mustSuit } from './suits.ts';
import { type Trial, tryDatabase } from './trial.ts';
import { unpack } from './unpack.ts';

export interface RestoreOptions {
  /** A backup, or the folder of several: then the newest. Absolute. */
  readonly from: string;
  readonly dataDir: string;
  readonly elsewhere: Elsewhere;
  readonly say: (line: string) => void;
}

export interface Restored {
  readonly backup: ChosenBackup;
  /** Null when the database is elsewhere. */
  readonly trial: Trial | null;
  readonly known: LastKnown | null;
  readonly missing: readonly string[];
  readonly lost: Lost;
  /** Where the former data are kept; null when there were none. */
  readonly former: string | null;
}

/**
 * Brings a backup back: checks it, makes and tries everything beside what is there, and puts it in place at the end.
 * @throws {BackupFailure} {@link StartFailure} with the former data as they were.
 */
export async function restore({ from, dataDir, elsewhere, say }: RestoreOptions): Promise<Restored> {
  const backup = await chooseBackup(from);
  const { manifest } = backup;
  say(`${backup.folder}: a backup of ${manifest.takenAt}, whole, by version ${manifest.portal}`);
  let missing: string[] = [];
  const lacking = await mustSuit(manifest, elsewhere);
  if (lacking.length > 0) say(`it is of an earlier version: ${lacking.join(', ')} will be applied`);
  await takeOver(dataDir, say);
  await mustFit(dataDir, await unpackedSize(backup));
  const folder = new RestoringFolder(dataDir, new Date());
  const begun = undoing();
  begun.add(() => folder.giveUp());
  let known: LastKnown | null = null;
  let trial: Trial | null = null;
  try {
    await folder.begin();
    await unpack(backup, folder.staging);
    say('unpacked, every document as its name says');
    if (manifest.database.kind === 'embedded') {
      const hasEngine = manifest.engine.kind === 'embedded';
      const terms = { takenAt: new Date(manifest.takenAt), hasEngine, say, begun };
      trial = await tryDatabase(folder.staging, terms, async (database) => {
        known = await lastKnown(database);
        missing = await missingDocuments(database, backup.documents);
      });
    }
    const lost = await lostSince(dataDir, backup);
    begun.hold();
    const former = await folder.place();
    return { backup, trial, known, missing, lost, former };
  } finally {
    await begun.undo();
    begun.end();
    unlockDataFolder();
  }
}

/** In bytes: what is compressed counts for what it becomes. */
async function unpackedSize({ folder, manifest, documents }: ChosenBackup): Promise<number> {
  let bytes = await bytesIn(path.join(folder, 'engine'));
  if (manifest.database.kind === 'embedded') {
    const segments = manifest.files.filter(({ path: file }) => file.startsWith('postgres/wal/')).length;
    bytes += manifest.database.unpacked + segments * SEGMENT_BYTES;
  }
  for (const size of documents.values()) bytes += size;
  return bytes;
}

/** Of the database's log. */
const SEGMENT_BYTES = 16 * 1024 * 1024;
