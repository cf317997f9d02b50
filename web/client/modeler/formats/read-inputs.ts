import type { BlockInput } from '#domain/circuit/blocks/block.ts';
import { INPUT_KINDS } from '#domain/circuit/value-kind.ts';
import { readDeclared } from './declaration.ts';

/** What the block of a draft asks for so far: what has no name yet is not there. */
export const readInputs = (text: string | null): readonly BlockInput[] =>
  (readDeclared(text)?.inputs ?? [])
    .filter(({ name }) => name !== '')
    .map(({ kind, ...input }) => ({ ...input, kind: INPUT_KINDS.find((one) => one === kind) }));
