import { PassThrough, type Readable } from 'node:stream';
import pg from 'pg';
import { BackupFailure } from './failure.ts';

/** The first byte of each message of PostgreSQL's copy stream says what it is (« BASE_BACKUP », protocol of replication). */
const DATA = 'd'.charCodeAt(0);

/** What `pg` hands over of a running copy, which its types do not know. */
interface CopyingQuery extends pg.Query {
  handleCopyData(message: { readonly chunk: Buffer }, connection: { readonly stream: Readable }): void;
}

/** The files of a cluster, as a tar that comes while they are read; `start` is known once it ended. */
export interface BaseBackup {
  readonly tar: AsyncIterable<Uint8Array>;
  /** Where its log must be read from: an LSN. */
  readonly start: Promise<string>;
}

/**
 * Asks a PostgreSQL that people use for its files, as pg_basebackup does (embedded PostgreSQL brings none of its
 * programs): a page whose checksum does not hold ends it. Without the log, which the caller keeps from being removed and
 * copies afterwards. `client` speaks the protocol of replication. A database that goes away meanwhile ends it as a
 * BackupFailure.
 */
export function baseBackup(client: pg.Client, label: string): BaseBackup {
  const tar = new PassThrough({ highWaterMark: 4_000_000 });
  const query = new pg.Query({
    text: `BASE_BACKUP (LABEL ${client.escapeLiteral(label)}, CHECKPOINT 'fast', WAIT false, MANIFEST 'no')`,
  } as pg.QueryConfig) as CopyingQuery;
  query.handleCopyData = ({ chunk }, { stream }) => {
    // A copy: the parser writes what comes next over these bytes.
    if (chunk[0] !== DATA || tar.write(Buffer.from(chunk.subarray(1)))) return;
    // The disk does not keep up: no more is read for now. What was read already still comes.
    if (stream.isPaused()) return;
    stream.pause();
    tar.once('drain', () => stream.resume());
  };
  const start = new Promise<string>((resolve, reject) => {
    query.on('error', ({ message }) => {
      const failure = new BackupFailure(`The database ended the reading of its files: ${message}.`);
      tar.destroy(failure);
      reject(failure);
    });
    query.on('end', (results) => {
      tar.end();
      const [first] = [results].flat() as pg.QueryResult<{ recptr: string }>[];
      resolve(first?.rows[0]?.recptr ?? '');
    });
  });
  // Whoever reads the tar hears of it first.
  start.catch(() => {});
  client.query(query);
  return { tar, start };
}
