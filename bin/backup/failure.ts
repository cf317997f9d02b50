/** A backup or a restore that cannot be, in words for the operator; printed without a stack. */
export class BackupFailure extends Error {
  override readonly name = 'BackupFailure';
}
