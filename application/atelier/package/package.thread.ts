import { DomainError, type ErrorCode, type ErrorParams } from '../../../domain/errors.ts';
import { answerApart } from '../../apart/answer-apart.ts';
import { pack, type ToPack } from './pack.ts';
import { type CircuitPackage, type ToUnpack, unpack } from './unpack.ts';

/** A circuit to be packed, or a package to be read. */
export type Wanted = { readonly pack: ToPack } | { readonly unpack: ToUnpack };

/** What was made of it, or why it was not. */
export type Made =
  | { readonly zip: Uint8Array }
  | { readonly read: CircuitPackage }
  | { readonly refused: { readonly code: ErrorCode; readonly params: ErrorParams } };

answerApart(async (wanted: Wanted): Promise<Made> => {
  try {
    return 'pack' in wanted ? { zip: pack(wanted.pack) } : { read: await unpack(wanted.unpack) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { refused: { code: error.code, params: error.params } };
  }
});
