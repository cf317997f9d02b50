const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'nothing of that name is there',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a file stands where a folder is needed',
  EEXIST: 'a file stands where a folder is needed',
  ENOSPC: 'the disk is full',
  EACCES: 'this account may not',
  EPERM: 'this account may not',
  EROFS: 'it can only be read',
};

/** What the system says of a file or a folder, in words. */
export function inWords(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return WORDS[code ?? ''] ?? message ?? String(error);
}
