import type { Tx } from '../client.ts';

/** Which of these digests some row still names: pieces, previews, sealed acts, files' pieces. */
export async function referencedDocuments(tx: Tx, candidates: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ sha256: string }[]>`
    select c.sha256 from unnest(${[...candidates]}::text[]) as c(sha256)
     where exists (select from piece where piece.sha256 = c.sha256)
        or exists (select from act_preview where act_preview.sha256 = c.sha256)
        or exists (select from act where act.sealed_sha256 = c.sha256 or act.preview_sha256 = c.sha256)
        or exists (select from dossier_piece where dossier_piece.sha256 = c.sha256)`;
  return new Set(rows.map((row) => row.sha256));
}
