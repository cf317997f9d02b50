import path from 'node:path';
import { z } from 'zod';
import { BackupFailure } from './failure.ts';
import { copyNew } from './files.ts';
import type { BackupFile } from './manifest.ts';
import { ENGINE } from './names.ts';

/** The embedded engine of a running portal. */
export interface EngineAddress {
  readonly restAddress: string;
  readonly user: string;
  readonly password: string;
}

const Taken = z.object({
  backupId: z.uuid(),
  folder: z.string(),
  files: z.array(z.string().regex(/^[\w.-]+$/)),
  position: z.int().min(0),
});

/** A copy that the engine made; it holds until it is released, ten seconds at most. */
export class EngineCopy {
  readonly position: number;
  readonly hasHistory: boolean;
  readonly #address: EngineAddress;
  readonly #taken: z.infer<typeof Taken>;

  private constructor(address: EngineAddress, taken: z.infer<typeof Taken>) {
    this.#address = address;
    this.#taken = taken;
    this.position = taken.position;
    this.hasHistory = taken.files.includes('history.sqlite');
  }

  /** @throws {BackupFailure} when it does not answer, or refuses: another copy is under way, its disk is full. */
  static async take(address: EngineAddress): Promise<EngineCopy> {
    const answer = await ask(address, 'POST', '');
    if (answer.status !== 201) throw new BackupFailure(`The engine could not be copied: ${await reasonOf(answer)}`);
    return new EngineCopy(address, Taken.parse(await answer.json()));
  }

  /** The engine goes on; answers for how many milliseconds it held. @throws {BackupFailure} when it had gone on before: what was fixed meanwhile is of no use. */
  async release(): Promise<number> {
    const answer = await ask(this.#address, 'POST', `/${this.#taken.backupId}/release`);
    if (answer.status !== 200)
      throw new BackupFailure(
        'The database took more than ten seconds to fix its moment, and the engine went on: take the backup again, at a quieter time.',
      );
    return z.object({ heldMs: z.number() }).parse(await answer.json()).heldMs;
  }

  /** Takes its files to the backup. */
  async copyFiles(folder: string): Promise<BackupFile[]> {
    const written: BackupFile[] = [];
    for (const name of this.#taken.files) {
      const file = `${ENGINE}/${name}`;
      const from = path.join(this.#taken.folder, name);
      written.push({ path: file, ...(await copyNew(from, path.join(folder, file))) });
    }
    return written;
  }

  /** The engine removes its files, and goes on if it still held. */
  async discard(): Promise<void> {
    await ask(this.#address, 'DELETE', `/${this.#taken.backupId}`);
  }
}

async function ask({ restAddress, user, password }: EngineAddress, method: string, where: string): Promise<Response> {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  try {
    return await fetch(`${restAddress}/actuator/backups${where}`, { method, headers: { authorization } });
  } catch {
    throw new BackupFailure('The embedded engine does not answer: look at « État et incidents », then try again.');
  }
}

async function reasonOf(answer: Response): Promise<string> {
  const problem = z.object({ detail: z.string() }).safeParse(await answer.json().catch(() => null));
  return problem.success ? problem.data.detail : `it answered ${answer.status}.`;
}
