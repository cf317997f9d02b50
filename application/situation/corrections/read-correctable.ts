import type { Actor } from '#domain/permissions/actor.ts';
import type { CorrectionPath } from '#domain/situation/correction.ts';
import type { Tx } from '#prisma/client.ts';
import type { StandingEntry } from '#prisma/repositories/people/corrections.ts';
import { correctedFile, entryToCorrect } from './corrected-file.ts';

/**
 * Returns an entry of a person's situation to a person who may correct it, with how it can be.
 * @throws {DomainError} not-found, own-situation, entry-changed
 */
export async function readCorrectable(
  tx: Tx,
  asked: { readonly actor: Actor; readonly personId: string; readonly entryId: string; readonly at: Date },
): Promise<StandingEntry & { readonly path: CorrectionPath }> {
  await correctedFile(tx, asked.actor, asked.personId, asked.at);
  return entryToCorrect(tx, asked.personId, asked.entryId);
}
