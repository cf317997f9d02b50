import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createZstdDecompress } from 'node:zlib';
import { documentIn } from '#prisma/documents/store.ts';
import { copyDocument } from '../backup/document-copies.ts';
import { BackupFailure } from '../backup/failure.ts';
import { flush, inTurns, writeNew } from '../backup/files.ts';
import { CLUSTER, CLUSTER_LOG, DOCUMENT_LIST, DOCUMENTS } from '../backup/names.ts';
import { inWords } from '../in-words.ts';
import type { ChosenBackup } from './choose.ts';

/** Puts all of a backup in a folder, laid out as a data folder. @throws {BackupFailure} */
export async function unpack(
  { folder, manifest, documentsFolder, documents }: ChosenBackup,
  to: string,
): Promise<void> {
  for (const { path: file } of manifest.files) {
    if (file === DOCUMENT_LIST || file === CLUSTER || file.startsWith(`${CLUSTER_LOG}/`)) continue;
    await mkdir(path.dirname(path.join(to, file)), { recursive: true, mode: 0o700 });
    await copyFile(path.join(folder, file), path.join(to, file)).catch((error) => {
      throw new BackupFailure(`${file} cannot be written in ${to}: ${inWords(error)}.`);
    });
  }
  if (manifest.database.kind === 'embedded') await unpackCluster(folder, manifest.files, path.join(to, 'postgres'));
  await inTurns([...documents.keys()], async (sha256) => {
    const source = documentIn(documentsFolder, sha256);
    if (!(await copyDocument(source, documentIn(path.join(to, DOCUMENTS), sha256), sha256)))
      throw new BackupFailure(`The backup is not whole: document ${sha256} is not as it was written.`);
  });
  await flush(to);
}

/** What a stream says when whoever read it wants no more. */
const CLOSED_BY_READER = ['ERR_STREAM_PREMATURE_CLOSE', 'EPIPE'];

async function unpackCluster(folder: string, files: readonly { path: string }[], to: string): Promise<void> {
  await mkdir(to, { mode: 0o700 });
  // As the account that runs this, whoever owned them there.
  const tar = spawn('tar', ['-x', '-p', '-o', '-f', '-', '-C', to], { stdio: ['pipe', 'ignore', 'pipe'] });
  let said = '';
  tar.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const ended = new Promise<number | null>((resolve, reject) => tar.once('error', reject).once('close', resolve));
  const sent = pipeline(createReadStream(path.join(folder, CLUSTER)), createZstdDecompress(), tar.stdin);
  // Once it has met the end of the archive, tar closes its side, whatever padding still follows: that is no fault.
  const failed = sent.then(
    () => null,
    (error: NodeJS.ErrnoException) => error,
  );
  const [code, unsent] = await Promise.all([ended, failed]);
  if (unsent && !(code === 0 && CLOSED_BY_READER.includes(unsent.code ?? ''))) said ||= unsent.message;
  if (code !== 0 || said !== '') throw new BackupFailure(`The database's files could not be unpacked: ${said.trim()}.`);
  for (const { path: file } of files) {
    if (!file.startsWith(`${CLUSTER_LOG}/`)) continue;
    const segment = path.join(to, 'pg_wal', path.basename(file, '.zst'));
    const source = createReadStream(path.join(folder, file)).pipe(createZstdDecompress());
    await writeNew(segment, source);
  }
}
