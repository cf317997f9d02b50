import { openPasswordJudge } from '#application/account/passwords/password-judge.ts';
import { openDrawingReader } from '#application/atelier/drawing/drawing-reader.ts';
import { openCircuitPackages } from '#application/atelier/package/packages.ts';
import { openFormJudge } from '#application/forms/form-judge.ts';
import { openActVerifier } from '#application/verification/act-verifier.ts';
import { openComparer } from '../circuits/comparer.ts';
import { createPieceInspector } from '../pieces/inspector.ts';

/**
 * What the server has done in threads. Those that the first file starts serve the next ones of its process; at rest they
 * hold no process that ends.
 */
export const apart = {
  inspector: createPieceInspector(),
  forms: openFormJudge(),
  passwords: openPasswordJudge(),
  drawings: openDrawingReader(),
  packages: openCircuitPackages(),
  comparer: openComparer(),
  verifier: openActVerifier(),
};
