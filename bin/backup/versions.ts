import { readFileSync } from 'node:fs';

const versionIn = (manifest: string): string =>
  (JSON.parse(readFileSync(new URL(manifest, import.meta.url), 'utf8')) as { version: string }).version;

/** Of this checkout. */
export const versions = () => ({
  portal: versionIn('../../package.json'),
  engine: versionIn('../../engine/package.json'),
});
