import type { Tx } from '../client.ts';

export interface NewDossierPiece {
  readonly personId: string;
  readonly title: string;
  readonly category: string;
  readonly sha256: string;
  readonly size: number;
  readonly actId: string;
  readonly requestId: string;
  readonly filedAt: Date;
}

/**
 * Files an act in its agent's dossier under the next number. The counter's row is held until the transaction ends, so
 * numbers follow each other without gap: a number is lost only if the whole filing is.
 */
export async function fileInDossier(tx: Tx, piece: NewDossierPiece): Promise<number> {
  const { personId, ...filed } = piece;
  await tx.dossier.createMany({ data: [{ personId }], skipDuplicates: true });
  const dossier = await tx.dossier.update({
    where: { personId },
    data: { counter: { increment: 1 } },
    select: { id: true, counter: true },
  });
  await tx.dossierPiece.create({ data: { ...filed, dossierId: dossier.id, number: dossier.counter } });
  return dossier.counter;
}
