import type { OrRefused } from '../../apart/answer-apart.ts';
import { openApart, SOME_MINUTES } from '../../apart/apart.ts';
import { refusedAs, unlessRefused } from '../../apart/refusal.ts';
import type { ToPack } from './pack.ts';
import type { Made, Wanted } from './package.thread.ts';
import type { CircuitPackage, ToUnpack } from './unpack.ts';

/**
 * Packs circuits and reads packages in a thread of its own: their content decides how long it
 * takes.
 */
export interface CircuitPackages {
  /**
   * Packs a circuit.
   * @throws {DomainError} circuit-too-complex, too-many-requests
   */
  pack(personId: string, circuit: ToPack): Promise<Uint8Array>;
  /**
   * Reads a package.
   * @throws {DomainError} circuit-package-refused, those of reading its diagram,
   * circuit-too-complex, too-many-requests
   */
  unpack(personId: string, wanted: ToUnpack): Promise<CircuitPackage>;
  close(): Promise<void>;
}

/** A shipped circuit takes a tenth of a second, the largest possible one a second or two. */
const PROCESSOR_MS = 8_000;
const MEGABYTES = 256;

/** Opens the packer; its thread starts with the first job and ends when idle. */
export function openCircuitPackages(): CircuitPackages {
  const apart = openApart<Wanted, OrRefused<Made>>(new URL('./package.thread.ts', import.meta.url), {
    threads: 1,
    processorMs: PROCESSOR_MS,
    megabytes: MEGABYTES,
    waiting: 5,
    idleMs: SOME_MINUTES,
  });
  const make = async (personId: string, wanted: Wanted) =>
    unlessRefused(await apart.run([`person:${personId}`], wanted).catch(refusedAs('circuit-too-complex')));
  return {
    async pack(personId, circuit) {
      const made = await make(personId, { pack: circuit });
      if (!('zip' in made)) throw new Error('a circuit that is packed is a .zip');
      return made.zip;
    },
    async unpack(personId, wanted) {
      const made = await make(personId, { unpack: wanted });
      if (!('read' in made)) throw new Error('a package that is unpacked is read');
      return made.read;
    },
    close: () => apart.close(),
  };
}
