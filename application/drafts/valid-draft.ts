import { createHash } from 'node:crypto';
import { parisDay } from '../../domain/calendar/civil-date.ts';
import { DomainError } from '../../domain/errors.ts';
import { canonicalJson } from '../../domain/evidence/evidence.ts';
import type { Tx } from '../../prisma/client.ts';
import type { DraftRow } from '../../prisma/repositories/drafts.ts';
import { personName } from '../../prisma/repositories/people/people.ts';
import { piecesOfDraft } from '../../prisma/repositories/pieces.ts';
import type { SecretValues } from '../../prisma/secret-values.ts';
import { protect, unprotect } from '../forms/sensitive.ts';
import type { Version } from '../versions.ts';
import { draftSubject } from './open-draft.ts';

/** A draft as it would be filed now. */
export interface ValidDraft {
  /** What the form keeps of it; sensitive values are sealed. */
  readonly data: Record<string, unknown>;
  /** SHA-256 of all that would be filed: a proof given for it holds for nothing else. */
  readonly sha256: string;
}

/**
 * Checks a draft as a whole.
 * @throws {DomainError} form-invalid, with each fault at its field
 */
export async function validDraft(
  tx: Tx,
  version: Version,
  draft: DraftRow,
  { secrets, at }: { secrets: SecretValues; at: Date },
): Promise<ValidDraft> {
  const sealing = { secrets, owner: draftSubject(draft) };
  const pieces = await piecesOfDraft(tx, draft.id);
  const subject = await personName(tx, sealing.owner);
  const around = { today: parisDay(at), pieces, subject };
  const { data, faults } = version.validate(unprotect(version.form, draft.data, sealing), around);
  if (faults.length > 0) throw new DomainError('form-invalid', {}, faults);
  const held = {
    draftId: draft.id,
    versionId: draft.versionId,
    data: draft.data,
    pieces: pieces.map(({ id, sha256 }) => `${id}:${sha256}`).sort(),
  };
  return {
    data: protect(version.form, data, draft.data, sealing),
    sha256: createHash('sha256').update(canonicalJson(held)).digest('hex'),
  };
}
