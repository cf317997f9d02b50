import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import { isTextFile } from '#domain/circuit/drafts/draft.ts';
import type { TextFiles } from '#domain/circuit/kinds/renamed.ts';
import { fileOfText } from '#prisma/repositories/circuits/atelier.ts';
import { textOfFile } from './draft-title.ts';

/** Encodes texts as files of a draft. */
export const written = (texts: TextFiles): BundleFile[] => [...texts].map(([path, text]) => fileOfText(path, text));

/** Changes the texts of some files together; other files (a font) are kept as they are. */
export function withTexts(files: readonly BundleFile[], change: (texts: TextFiles) => TextFiles): BundleFile[] {
  const texts = files.filter(({ path }) => isTextFile(path)).map((file) => [file.path, textOfFile(file)] as const);
  return [...written(change(new Map(texts))), ...files.filter(({ path }) => !isTextFile(path))];
}
