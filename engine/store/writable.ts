import { accessSync, constants, existsSync } from 'node:fs';

/** Throws, naming the file, when this account may not write a database: SQLite only says « disk I/O error ». */
export function mustBeWritable(database: string): void {
  for (const file of [database, `${database}-wal`, `${database}-shm`])
    if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK);
}
