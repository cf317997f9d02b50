import type { CircuitDraftRow } from '#prisma/repositories/circuits/atelier.ts';
import type { Deps } from '../../dependencies.ts';
import { type Drawing, keepDraft, mustDraw } from '../circuit-draft.ts';
import type { DrawingReader } from '../drawing/drawing-reader.ts';
import { type AskedCircuit, begunCircuit } from './begun-circuit.ts';

/**
 * Begins a draft of a circuit or of a part: from a version, a diagram drawn elsewhere, another kind
 * or a model, or nearly empty.
 * @throws {DomainError} forbidden, kind-unknown, circuit-kind-taken, circuit-theme-beyond-model,
 * circuit-part-taken, circuit-file-refused, not-found, too-many-requests, and those of reading a
 * diagram
 */
export async function beginCircuitDraft(
  { database, drawings }: Pick<Deps, 'database'> & { readonly drawings: DrawingReader },
  { asked, ...drawing }: Drawing & { readonly asked: AskedCircuit },
): Promise<CircuitDraftRow> {
  mustDraw(drawing);
  // Read before the transaction, so that no row stays locked meanwhile.
  const from =
    'import' in asked
      ? { ...(await drawings.read(drawing.actor.personId, asked.import.xml)), beside: asked.import.files }
      : asked;
  return database.transaction(async (tx) => keepDraft(tx, drawing, await begunCircuit(tx, from)));
}
