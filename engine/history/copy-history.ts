import { backup, DatabaseSync } from 'node:sqlite';

/** Pages a turn; others read and write in between. */
const COPIED_AT_ONCE = 4_000;

/**
 * Copies the history, as it is now, to a file that does not exist yet. It is written meanwhile: a reading transaction
 * keeps the copy to one moment, and from beginning anew with each write.
 */
export async function copyHistory(file: string, target: string): Promise<void> {
  const reader = new DatabaseSync(file, { readOnly: true });
  try {
    reader.exec('begin; select count(*) from sqlite_master');
    await backup(reader, target, { rate: COPIED_AT_ONCE });
  } finally {
    reader.close();
  }
}
