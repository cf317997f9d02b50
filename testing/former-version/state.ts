/** What is kept of a portal of a former version: its database row by row, the files of its engine, and its secrets. */
export interface FormerState {
  /** The last migration that it had. */
  last: string;
  sequences: Record<string, string>;
  /** Rows as JSON, one by one. */
  tables: Record<string, { columns: string; rows: string[] }>;
}

export const ROWS = 'rows.json.zst';
export const ENGINE_FILES = ['engine.db', 'history.sqlite'] as const;
export const OTHER_FILES = ['secrets.json', 'demonstration.json'] as const;
