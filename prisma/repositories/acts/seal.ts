import type { Tx } from '../../client.ts';

/**
 * A certificate that seals: SHA-256 in hexadecimal, and when its chain expires, or since when it is
 * known to be revoked.
 */
export interface SealInUse {
  readonly sha256: string;
  readonly until: Date;
}

/** Records that workers use this seal. */
export async function recordSeal(tx: Tx, { sha256, until }: SealInUse, at: Date): Promise<void> {
  await tx.sealCertificate.upsert({
    where: { sha256 },
    create: { sha256, until, seenAt: at },
    update: { until, seenAt: at },
  });
}

/** Finds the seal that workers last used; null: none. */
export async function sealInUse(tx: Tx): Promise<SealInUse | null> {
  return tx.sealCertificate.findFirst({ select: { sha256: true, until: true }, orderBy: { seenAt: 'desc' } });
}
