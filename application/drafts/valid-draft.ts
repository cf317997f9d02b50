import { createHash } from 'node:crypto';
import { effectsOf } from '#domain/circuit/manifest.ts';
import { DomainError } from '#domain/errors.ts';
import { canonicalJson } from '#domain/evidence/evidence.ts';
import type { Tx } from '#prisma/client.ts';
import { stopOf } from '#prisma/repositories/circuits/circuits.ts';
import {
  type DraftRow,
  findDraft,
  findDraftAndPieces,
  lockDraftAndPieces,
} from '#prisma/repositories/drafts/drafts.ts';
import type { PieceRow } from '#prisma/repositories/pieces/pieces.ts';
import { rulesBroken } from '../checks/rules.ts';
import type { Deps } from '../dependencies.ts';
import { type DraftToJudge, type JudgedDraft, judgeDraft } from './judge-draft.ts';
import { openDraft } from './open-draft.ts';
import { rebasedDraft } from './rebase-draft.ts';

/** A draft as it would be filed now. */
export interface ValidDraft {
  readonly draft: DraftRow;
  /** What the form keeps of it; sensitive values are encrypted. */
  readonly data: Record<string, unknown>;
  /** All its documents, including those that the form does not name. */
  readonly pieces: readonly PieceRow[];
  /** SHA-256 of all that would be filed: a proof given for it is valid for nothing else. */
  readonly sha256: string;
}

/** A draft saved again and again while it is judged is somebody's mistake, or an attack. */
const MAX_TRIES = 3;

/**
 * Checks a whole draft, in a separate thread and before anything is locked, then calls `act` with
 * it in a transaction. Checks again if it was changed in between.
 * @throws {DomainError} not-found, draft-already-filed, draft-changed-elsewhere, form-endless,
 * form-invalid with each fault at its field, kind-withdrawn, draft-withdrawn
 */
export async function withValidDraft<T>(
  deps: Deps,
  { draftId, ownerId, at }: { readonly draftId: string; readonly ownerId: string; readonly at: Date },
  act: (tx: Tx, valid: ValidDraft) => Promise<T>,
): Promise<T> {
  const { database } = deps;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const found = await findDraftAndPieces(database.prisma, draftId, ownerId);
    const seen = await rebasedDraft(deps, openDraft(found.draft));
    const { data, sha256 } = await judged(deps, seen, found.pieces, at).catch(async (fault: unknown) => {
      // Filed meanwhile by a second click, it may break rules only against itself: report that it
      // was filed.
      openDraft(await findDraft(database.prisma, draftId, ownerId));
      throw fault;
    });
    const done = await database.transaction(async (tx) => {
      const held = await lockDraftAndPieces(tx, draftId, ownerId);
      const draft = openDraft(held.draft);
      if (digestOf(draft, held.pieces) !== sha256) return null;
      // Withdrawn, or its kind closed, meanwhile: it is first moved to another version, or refused.
      if ((await stopOf(tx, draft.versionId)) !== null) return null;
      return { answer: await act(tx, { draft, data, pieces: held.pieces, sha256 }) };
    });
    if (done !== null) return done.answer;
  }
  throw new DomainError('draft-changed-elsewhere');
}

async function judged(
  deps: Deps,
  draft: DraftRow,
  pieces: readonly PieceRow[],
  at: Date,
): Promise<Pick<ValidDraft, 'data' | 'sha256'>> {
  const { sealed, faults } = await judgeWhole(deps, draft, pieces, at);
  if (faults.length > 0) throw new DomainError('form-invalid', {}, faults);
  return { data: sealed, sha256: digestOf(draft, pieces) };
}

/**
 * Judges everything that prevents filing a draft: the faults of its form and the rules of what it
 * changes.
 * @throws {DomainError} form-endless, too-many-requests, campaign-closed
 */
export async function judgeWhole(
  deps: Deps,
  draft: DraftToJudge,
  pieces: readonly PieceRow[],
  at: Date,
): Promise<Pick<JudgedDraft, 'sealed' | 'faults'>> {
  const { manifest, data, sealed, faults, asked } = await judgeDraft(deps, draft, pieces, at);
  const broken = await rulesBroken(deps.database.prisma, effectsOf(manifest), { ...asked, data });
  // A fault of the form at a field hides the rules at the same field.
  return {
    sealed,
    faults: [...faults, ...broken.filter(({ field }) => !faults.some((fault) => fault.field === field))],
  };
}

function digestOf({ id, versionId, data }: DraftRow, pieces: readonly PieceRow[]): string {
  const held = { draftId: id, versionId, data, pieces: pieces.map((piece) => `${piece.id}:${piece.sha256}`).sort() };
  return createHash('sha256').update(canonicalJson(held)).digest('hex');
}
