import { writeFile } from 'node:fs/promises';

const EVERY_MS = 10_000;

/** Touches a file as long as this process runs, for what watches it from outside. Returns what stops it. */
export function startHeartbeat(file: string | undefined, onFailure: (error: Error) => void): () => void {
  if (file === undefined) return () => {};
  const beat = () => writeFile(file, `${new Date().toISOString()}\n`).catch(onFailure);
  void beat();
  const timer = setInterval(() => void beat(), EVERY_MS);
  return () => clearInterval(timer);
}
