import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { nameAt } from '../backup/names.ts';
import { inWords } from '../in-words.ts';
import { StartFailure } from '../start/failure.ts';
import { KEPT } from '../start/reset.ts';

const STAGING = 'restoring-';
const PLACING = 'placing-';
const FORMER = 'before-restore-';

/** The new is in place in part only, and the former is kept. */
export class HalfPlaced extends Error {
  override readonly name = 'HalfPlaced';
}

/**
 * The data folder during a restore. What is restored is made and tried in a folder inside of it (which may be a mount, so
 * it is not renamed itself); only then what was there goes, by name, to a folder of its own, and the new takes its place.
 */
export class RestoringFolder {
  readonly dataDir: string;
  readonly staging: string;
  readonly #name: string;

  constructor(dataDir: string, at: Date) {
    this.dataDir = dataDir;
    this.#name = nameAt(at);
    this.staging = path.join(dataDir, `${STAGING}${this.#name}`);
  }

  async begin(): Promise<void> {
    // Copies that a killed restore left: nothing else is ever in such a folder.
    for (const name of await readdir(this.dataDir))
      if (name.startsWith(STAGING)) await rm(path.join(this.dataDir, name), { recursive: true, force: true });
    await mkdir(this.staging, { mode: 0o700 });
  }

  /** Leaves everything as it was. */
  giveUp(): Promise<void> {
    return rm(this.staging, { recursive: true, force: true });
  }

  /**
   * Puts the new in place. Answers where the former data are kept; null when there were none.
   * @throws {HalfPlaced} when it could not all be moved
   */
  async place(): Promise<string | null> {
    try {
      return await this.#place();
    } catch (error) {
      throw new HalfPlaced(`${whatIsThere(this.dataDir)} (${inWords(error)})`);
    }
  }

  async #place(): Promise<string | null> {
    const { dataDir } = this;
    const left = (await readdir(dataDir)).filter((name) => name.startsWith(PLACING));
    const placing = path.join(dataDir, `${PLACING}${this.#name}`);
    // From here on a start refuses, until all is in place.
    await rename(this.staging, placing);
    const former = path.join(dataDir, `${FORMER}${this.#name}`);
    const there = KEPT.filter((name) => existsSync(path.join(dataDir, name)));
    if (there.length > 0) await mkdir(former, { mode: 0o700 });
    for (const name of there) await rename(path.join(dataDir, name), path.join(former, name));
    for (const name of await readdir(placing)) await rename(path.join(placing, name), path.join(dataDir, name));
    await rmdir(placing);
    for (const name of left) await rm(path.join(dataDir, name), { recursive: true, force: true });
    return there.length > 0 ? former : null;
  }
}

/** A restore that was killed while it put things in place left a mixture: nothing is to start on it. */
export async function refuseHalfPlaced(dataDir: string): Promise<void> {
  const names = await readdir(dataDir).catch(() => []);
  if (names.some((name) => name.startsWith(PLACING))) throw new StartFailure(whatIsThere(dataDir));
}

const whatIsThere = (dataDir: string): string =>
  `A restore of ${dataDir} was cut while it put the data in place: run the same npm run restore again. What was there before is kept in ${FORMER}… of that folder.`;
