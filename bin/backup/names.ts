// How the folder that --to names is laid out: one folder a backup, by the moment it was begun, and the documents of all
// of them beside, once each.

/** Documents by their SHA-256, shared by the backups of a folder. */
export const DOCUMENTS = 'documents';
export const MANIFEST = 'manifest.json';
/** In a backup: `<sha256> <bytes>` of each document that belongs to it, a line each. */
export const DOCUMENT_LIST = 'documents.txt';
/** In a backup: the database's files, then its log from when they were begun until the moment of the backup. */
export const CLUSTER = 'postgres/base.tar.zst';
export const CLUSTER_LOG = 'postgres/wal';
export const ENGINE = 'engine';

/** What the data folder holds beside the database, the engine and the documents, and a backup takes as it is. */
export const AS_IT_IS = ['secrets.json', 'seal', 'mail', 'demonstration.json'] as const;

const NAME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/;
const UNFINISHED = 'unfinished-';

/** A name that sorts by time, and that every file system takes: 2026-11-26T21-40-12-123Z. */
export const nameAt = (at: Date): string => at.toISOString().replaceAll(/[:.]/g, '-');

export const isBackupName = (name: string): boolean => NAME.test(name);
/** The folder of one that is being taken, or that was cut. */
export const unfinished = (name: string): string => `${UNFINISHED}${name}`;
export const isUnfinished = (name: string): boolean => name.startsWith(UNFINISHED);
