import { blockFile, blocksCalledIn, copiedFor, diagramOfBlock } from './block.ts';

/** Files by their path. */
export type Files = ReadonlyMap<string, Uint8Array>;

/**
 * Builds a kind's own copies of the blocks that it calls, and of those that they call, by their
 * path in its bundle.
 * @param own the kind's files
 * @param blocks all blocks, by « block/file »
 */
export function copiesFor(kind: string, own: Files, blocks: Files): Map<string, Uint8Array> {
  const copies = new Map<string, Uint8Array>();
  const called = blocksCalledIn(textIn(own.get(`${kind}.bpmn`)), kind);
  // The array grows while it is walked.
  for (const block of called) {
    for (const [path, content] of blocks) {
      const [folder, name = ''] = path.split('/');
      if (folder === block) copies.set(blockFile(block, name), content);
    }
    const drawn = copies.get(diagramOfBlock(block));
    if (drawn === undefined) continue;
    const copy = copiedFor(kind, block, textIn(drawn));
    copies.set(diagramOfBlock(block), new TextEncoder().encode(copy));
    called.push(...blocksCalledIn(copy, kind).filter((other) => !called.includes(other)));
  }
  return copies;
}

const textIn = (content: Uint8Array | undefined): string => new TextDecoder().decode(content);
