import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import pg from 'pg';
import { baseBackup } from './base-backup.ts';
import { BackupFailure } from './failure.ts';
import { writeNew } from './files.ts';
import type { BackupFile } from './manifest.ts';
import { CLUSTER, CLUSTER_LOG } from './names.ts';

/** The embedded PostgreSQL of a running portal, as its superuser. */
export interface ClusterAddress {
  readonly port: number;
  readonly password: string;
  /** The cluster's folder, where its log is. */
  readonly dir: string;
}

/** The moment that a backup is of. */
export interface Moment {
  readonly at: Date;
  readonly lsn: string;
}

export interface ClusterFacts {
  /** 18.4 */
  readonly version: string;
  readonly migrations: readonly string[];
  readonly bytes: number;
}

/** At level 1 the processor keeps up with the disk, and files take a quarter of their size or less. */
function compressed(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const zstd = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 1 } });
  // A source that fails fails whoever reads the result.
  pipeline(source, zstd).catch(() => {});
  return zstd;
}

const SEGMENT = /^[0-9A-F]{24}$/;

/** The copy of a cluster that people use: its files first, then a moment is fixed, then its log until there. */
export class ClusterCopy {
  readonly #address: ClusterAddress;
  readonly #control: pg.Client;
  readonly #label: string;
  #first = '';
  #last = '';

  private constructor(address: ClusterAddress, control: pg.Client, label: string) {
    this.#address = address;
    this.#control = control;
    this.#label = label;
  }

  /** @throws {BackupFailure} when it does not answer. */
  static async begin(address: ClusterAddress, label: string): Promise<ClusterCopy> {
    const control = new pg.Client({ ...accountOf(address), database: 'harmonie' });
    control.on('error', () => {});
    try {
      await control.connect();
    } catch (error) {
      throw new BackupFailure(`The embedded database does not answer: ${(error as Error).message}.`);
    }
    return new ClusterCopy(address, control, label);
  }

  async facts(): Promise<ClusterFacts> {
    const { rows } = await this.#control.query<{ version: string; bytes: string; migrations: string[] }>(
      `select current_setting('server_version') as version,
        (select sum(pg_database_size(oid)) from pg_database)::text as bytes,
        (select coalesce(array_agg(migration_name order by migration_name), '{}') from _prisma_migrations
          where finished_at is not null and rolled_back_at is null) as migrations`,
    );
    const [row = { version: '', bytes: '0', migrations: [] }] = rows;
    return { ...row, version: row.version.split(' ')[0] ?? '', bytes: Number(row.bytes) };
  }

  /** Copies its files while people use it. Answers what was written, and how large it is unpacked. */
  async copyFiles(folder: string): Promise<{ file: BackupFile; unpacked: number }> {
    // The log since now stays until this connection ends, however long the files take.
    await this.#control.query(`select pg_create_physical_replication_slot($1, true, true)`, [
      `harmonie_backup_${process.pid}`,
    ]);
    const client = new pg.Client({ ...accountOf(this.#address), replication: 'true' } as pg.ClientConfig);
    client.on('error', () => {});
    await client.connect();
    let unpacked = 0;
    const counted = async function* (source: AsyncIterable<Uint8Array>) {
      for await (const chunk of source) {
        unpacked += chunk.byteLength;
        yield chunk;
      }
    };
    try {
      const { tar, start } = baseBackup(client, this.#label);
      const written = await writeNew(path.join(folder, CLUSTER), compressed(counted(tar)));
      this.#first = await this.#segmentOf(await start);
      return { file: { path: CLUSTER, ...written }, unpacked };
    } finally {
      await client.end();
    }
  }

  /** What is committed now is in the backup, what is committed after is not. Takes some milliseconds. */
  async fix(): Promise<Moment> {
    const { rows: points } = await this.#control.query<{ lsn: string; at: Date }>(
      'select pg_create_restore_point($1) as lsn, clock_timestamp() as at',
      [this.#label],
    );
    // The log goes on in a new file: the last one of the backup is whole, and flushed.
    await this.#control.query('select pg_switch_wal()');
    const [point] = points;
    if (point === undefined) throw new BackupFailure('The embedded database fixed no moment.');
    this.#last = await this.#segmentOf(point.lsn);
    return point;
  }

  /** Copies the log from the files until the moment. */
  async copyLog(folder: string): Promise<BackupFile[]> {
    const wal = path.join(this.#address.dir, 'pg_wal');
    const names = (await readdir(wal)).filter(
      (name) => SEGMENT.test(name) && name >= this.#first && name <= this.#last,
    );
    const written: BackupFile[] = [];
    for (const name of names.sort()) {
      const file = `${CLUSTER_LOG}/${name}.zst`;
      const source = compressed(createReadStream(path.join(wal, name)));
      written.push({ path: file, ...(await writeNew(path.join(folder, file), source)) });
    }
    return written;
  }

  async end(): Promise<void> {
    await this.#control.end().catch(() => {});
  }

  /** The file of the log that holds what ends at this LSN. */
  async #segmentOf(lsn: string): Promise<string> {
    const { rows } = await this.#control.query<{ name: string }>('select pg_walfile_name($1::pg_lsn - 1) as name', [
      lsn,
    ]);
    return rows[0]?.name ?? '';
  }
}

const accountOf = ({ port, password }: ClusterAddress) => ({ host: '127.0.0.1', port, user: 'postgres', password });
