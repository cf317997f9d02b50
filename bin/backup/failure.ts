/** A backup or a restore that cannot be, in words for the operator; printed without a stack. */
export class BackupFailure extends Error {
  override readonly name = 'BackupFailure';
}

/** What the system says of a file, in words. */
export function inWords(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC') return 'the disk is full';
  if (code === 'EACCES' || code === 'EPERM') return 'this account may not';
  if (code === 'EROFS') return 'it can only be read';
  return message ?? String(error);
}
