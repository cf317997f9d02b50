import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { documentIn } from '#prisma/documents/store.ts';
import { readDocumentList } from '../backup/document-copies.ts';
import { BackupFailure } from '../backup/failure.ts';
import { digestOf } from '../backup/files.ts';
import { type Manifest, readManifest } from '../backup/manifest.ts';
import { DOCUMENT_LIST, DOCUMENTS, isBackupName, isUnfinished, MANIFEST } from '../backup/names.ts';
import { inWords } from '../in-words.ts';

/** A backup that is whole, as it was written. */
export interface ChosenBackup {
  readonly folder: string;
  readonly manifest: Manifest;
  /** The folder of documents beside it, and what this backup has of them. */
  readonly documentsFolder: string;
  readonly documents: ReadonlyMap<string, number>;
}

const NAMED = 10;

/**
 * Finds the backup that --from names, itself or as the newest of its folder, and checks every file of it. Documents are
 * there with their size; their bytes are checked as they are copied.
 * @throws {BackupFailure} when it is no backup, or not as it was written: nothing was changed yet.
 */
export async function chooseBackup(from: string): Promise<ChosenBackup> {
  const folder = await folderOf(from);
  const manifest = await readManifest(folder);
  const faults: string[] = [];
  for (const { path: file, size, sha256 } of manifest.files) {
    const where = path.join(folder, file);
    const found = await stat(where).catch(() => undefined);
    if (found === undefined) faults.push(`${file} is missing`);
    else if (found.size !== size) faults.push(`${file} has ${found.size} bytes instead of ${size}`);
    else if ((await digestOf(where)).sha256 !== sha256) faults.push(`${file} is not as it was written`);
  }
  refuse(folder, faults);
  const documentsFolder = path.join(path.dirname(folder), DOCUMENTS);
  const documents = readDocumentList(await readFile(path.join(folder, DOCUMENT_LIST), 'utf8'));
  for (const [sha256, size] of documents) {
    const found = await stat(documentIn(documentsFolder, sha256)).catch(() => undefined);
    if (found?.size !== size)
      faults.push(`document ${sha256} ${found ? 'is cut' : `is missing in ${documentsFolder}`}`);
  }
  refuse(folder, faults);
  return { folder, manifest, documentsFolder, documents };
}

function refuse(folder: string, faults: readonly string[]): void {
  if (faults.length === 0) return;
  const more = faults.length > NAMED ? [`and ${faults.length - NAMED} more`] : [];
  const lines = [...faults.slice(0, NAMED), ...more].map((line) => `  - ${line}`);
  throw new BackupFailure(`The backup ${folder} is not whole:\n${lines.join('\n')}`);
}

async function folderOf(from: string): Promise<string> {
  let names: string[];
  try {
    names = await readdir(from);
  } catch (error) {
    throw new BackupFailure(`${from} cannot be read: ${inWords(error)}.`);
  }
  if (names.includes(MANIFEST)) return from;
  if (isUnfinished(path.basename(from))) throw new BackupFailure(`${from} is a backup that was cut before its end.`);
  const newest = names.filter(isBackupName).sort().at(-1);
  if (newest !== undefined) return path.join(from, newest);
  throw new BackupFailure(
    isBackupName(path.basename(from))
      ? `${from} is no whole backup: it has no ${MANIFEST}.`
      : `${from} holds no backup: name the folder that npm run backup was given, or one backup in it.`,
  );
}
