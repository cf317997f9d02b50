import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { BackupFailure } from './failure.ts';
import { MANIFEST } from './names.ts';

/** A later form of backups has a higher number. */
const FORMAT = 1;

/** A path inside a backup: never one that leads out of it. */
const Inside = z
  .string()
  .min(1)
  .refine((text) => !path.isAbsolute(text) && !text.split('/').includes('..'), { error: 'leads out of the backup' });
const File = z.strictObject({ path: Inside, size: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const Manifest = z.strictObject({
  format: z.literal(FORMAT),
  /** The moment that database and engine are of: the database's clock, while the engine held. */
  takenAt: z.iso.datetime(),
  /** Version of the portal. */
  portal: z.string(),
  /** Embedded, and in this backup; or elsewhere, with where its log stood at that moment, when it said so. */
  database: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('embedded'),
      /** Of PostgreSQL: 18.4. */
      version: z.string(),
      /** The machine's: linux-x64. */
      platform: z.string(),
      lsn: z.string(),
      migrations: z.array(z.string()),
      /** Bytes of its files once they are unpacked. */
      unpacked: z.int().min(0),
    }),
    z.strictObject({ kind: z.literal('external'), lsn: z.string().nullable() }),
  ]),
  engine: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('embedded'),
      version: z.string(),
      /** Of its last event. */
      position: z.int().min(0),
      /** False where its history did not work: it begins anew. */
      history: z.boolean(),
    }),
    z.strictObject({ kind: z.literal('external') }),
  ]),
  documents: z.strictObject({ count: z.int().min(0), bytes: z.int().min(0) }),
  files: z.array(File),
  /** What the operator keeps elsewhere, in words. */
  remains: z.array(z.string()),
});
export type Manifest = z.infer<typeof Manifest>;
/** One file of a backup, as it was written. */
export type BackupFile = z.infer<typeof File>;

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The text of a manifest: it ends with the digest of what comes before, so that a letter that changed in it shows. */
export function manifestText(manifest: Omit<Manifest, 'format'>): string {
  const whole = { format: FORMAT, ...manifest };
  return `${JSON.stringify({ ...whole, digest: digestOf(JSON.stringify(whole)) }, null, 2)}\n`;
}

/**
 * Reads the manifest of a backup.
 * @throws {BackupFailure} when there is none, when it is not as it was written, or when a later version wrote it.
 */
export async function readManifest(folder: string): Promise<Manifest> {
  const file = path.join(folder, MANIFEST);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new BackupFailure(`${folder} is no whole backup: it has no ${MANIFEST}.`);
    throw new BackupFailure(`${file} cannot be read: ${error.message}.`);
  });
  const altered = (how: string) => new BackupFailure(`${file} is not as it was written: ${how}.`);
  let parsed: Record<string, unknown>;
  try {
    parsed = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    throw altered('it is cut, or no manifest');
  }
  const { digest, ...whole } = parsed;
  if (digest !== digestOf(JSON.stringify(whole))) throw altered('its digest is not that of what it says');
  if (typeof whole.format === 'number' && whole.format > FORMAT)
    throw new BackupFailure(
      `${folder} was made by a later version of the portal (${whole.portal}): restore it with that version.`,
    );
  const read = Manifest.safeParse(whole);
  if (!read.success) throw altered(z.prettifyError(read.error).split('\n')[0] ?? 'it lacks something');
  return read.data;
}
