import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** What the tests run that npm does not bring, and the Debian package of each. */
const TOOLS = {
  chromium: 'chromium',
  pdfsig: 'poppler-utils',
  pdftotext: 'poppler-utils',
  certutil: 'libnss3-tools',
  openssl: 'openssl',
  qpdf: 'qpdf',
  mutool: 'mupdf-tools',
  ps: 'procps',
  'docker-compose': 'docker-compose',
} as const;

/** The tools that are not on this machine, and the one line that installs them. */
export function missingTools(): { names: string[]; installLine: string } {
  const names = Object.keys(TOOLS).filter((name) => !isInstalled(name)) as (keyof typeof TOOLS)[];
  const packages = [...new Set(names.map((name) => TOOLS[name]))];
  return { names, installLine: `apt-get install -y --no-install-recommends ${packages.join(' ')}` };
}

const isInstalled = (name: string) =>
  (process.env.PATH ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
