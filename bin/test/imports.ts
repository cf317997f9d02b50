import path from 'node:path';

const IMPORT = /(?:from|import)\s*\(?\s*'([#.][^']+)'/g;

/**
 * Returns the files of ours that a source imports, by their path from the root: by name (`#domain/…`) or by a relative path.
 * @param file Its path from the root, with slashes.
 */
export const importedBy = (file: string, source: string): string[] =>
  [...source.matchAll(IMPORT)].map(([, named = '']) =>
    named.startsWith('#') ? named.slice(1) : path.posix.join(path.posix.dirname(file), named),
  );
