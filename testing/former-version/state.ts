/** What is kept of a portal of a former release: its database row by row, the files of its engine, its documents, its seal and secrets. */
export interface FormerState {
  sequences: Record<string, string>;
  /** Rows as JSON, one by one. */
  tables: Record<string, { columns: string; rows: string[] }>;
}

/** The migrations of a former release, in their order, as it applied them. */
export type FormerMigrations = readonly { readonly name: string; readonly sql: string }[];

export const ROWS = 'rows.json.zst';
export const MIGRATIONS = 'migrations.json.zst';
export const ENGINE_FILES = ['engine.db', 'history.sqlite'] as const;
/** Folders of the data that are kept whole, each file in base 64 by its path. */
export const FOLDERS = ['documents', 'seal'] as const;
export const OTHER_FILES = ['secrets.json', 'demonstration.json', 'named.json'] as const;
