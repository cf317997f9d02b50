import { answerApart, refusing } from '../../apart/answer-apart.ts';
import { pack, type ToPack } from './pack.ts';
import { type CircuitPackage, type ToUnpack, unpack } from './unpack.ts';

/** A circuit to pack, or a package to read. */
export type Wanted = { readonly pack: ToPack } | { readonly unpack: ToUnpack };

/** The package made, or the circuit read. */
export type Made = { readonly zip: Uint8Array } | { readonly read: CircuitPackage };

answerApart(
  refusing(
    async (wanted: Wanted): Promise<Made> =>
      'pack' in wanted ? { zip: pack(wanted.pack) } : { read: await unpack(wanted.unpack) },
  ),
);
