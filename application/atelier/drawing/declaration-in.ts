import { type Block, DECLARATION } from '../../../domain/circuit/blocks/block.ts';
import type { DraftFile } from '../../../prisma/repositories/atelier.ts';
import { textOfFile } from '../draft-title.ts';

/** What a published block asks for and gives back: the checks read it strictly before. Null when its file is not there. */
export function declarationIn(files: readonly Pick<DraftFile, 'path' | 'content'>[]): Block | null {
  const file = files.find(({ path }) => path === DECLARATION);
  return file === undefined ? null : (JSON.parse(textOfFile(file)) as Block);
}
