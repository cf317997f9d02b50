import type { CircuitDraftRow } from '#prisma/repositories/atelier.ts';
import type { Deps } from '../../dependencies.ts';
import { type Drawing, keepDraft, mustDraw } from '../circuit-draft.ts';
import type { DrawingReader } from '../drawing/drawing-reader.ts';
import { type AskedCircuit, begunCircuit } from './begun-circuit.ts';

/**
 * Begins the draft of a circuit: from a version, a diagram drawn elsewhere, another kind or a model, or nearly empty.
 * @throws {DomainError} forbidden, kind-unknown, circuit-kind-taken, circuit-theme-beyond-model, circuit-part-taken,
 * circuit-file-refused, not-found, too-many-requests, and why a diagram cannot be read
 */
export async function beginCircuitDraft(
  { database, drawings }: Pick<Deps, 'database'> & { readonly drawings: DrawingReader },
  { asked, ...drawing }: Drawing & { readonly asked: AskedCircuit },
): Promise<CircuitDraftRow> {
  mustDraw(drawing);
  // Before the transaction: no row waits while a diagram is read.
  const from =
    'import' in asked
      ? { ...(await drawings.read(drawing.actor.personId, asked.import.xml)), beside: asked.import.files }
      : asked;
  return database.transaction(async (tx) => keepDraft(tx, drawing, await begunCircuit(tx, from)));
}
