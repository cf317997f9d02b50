import type { CircuitFault } from '#domain/circuit/faults/fault.ts';
import { tokensIfJoined } from '../../guarantees/check-guarantees.ts';
import { readDrawing } from '../../guarantees/drawing.ts';
import { knownValuesOf } from '../../guarantees/known-values.ts';
import { readVariablesOf } from '../../guarantees/variables.ts';
import type { Bundle } from '../../read/bundle.ts';
import { type CircuitModel, whereIs } from '../../read/model.ts';
import type { Report } from '../check-headers.ts';
import { checkChoices } from './check-choices.ts';
import { checkErrors } from './check-errors.ts';
import { checkJobs } from './check-jobs.ts';
import { checkJoins } from './check-joins.ts';
import { checkKinds } from './check-kinds.ts';
import { checkLoops } from './check-loops.ts';
import { checkOutcomes } from './check-outcomes.ts';
import { checkTold } from './check-told.ts';
import { checkWaits } from './check-waits.ts';

/**
 * Says where a request would be left for good, though an engine takes the circuit as it is drawn: it waits for what never
 * comes, turns without a stop, finds no way to take, goes on whatever was decided, or ends in an incident that nobody can mend but by another version.
 */
export function checkStops(bundle: Bundle, model: CircuitModel): CircuitFault[] {
  // What a block that is not there would do is not known.
  if (model.opened.faults.length > 0) return [];
  const faults: CircuitFault[] = [];
  const saying =
    (severity: CircuitFault['severity']): Report =>
    (elementId, code, params = {}, where = `${bundle.kind}.bpmn`) =>
      faults.push({ file: where, ...whereIs(model, elementId), code, params, severity });
  const report = saying('error');
  const drawing = readDrawing(model);
  const variables = readVariablesOf(bundle, drawing);
  const knownAs = knownValuesOf(model, drawing, variables);
  checkWaits(drawing, report);
  checkErrors(drawing, report);
  checkJobs(drawing, report);
  checkLoops(drawing, report);
  checkJoins(drawing, report);
  // What they have too many of is said by the guarantees, as are forks that nothing joins.
  const walked = { drawing, tokens: tokensIfJoined(bundle, model) ?? [], variables, knownAs };
  checkChoices(walked, report, saying('warning'));
  checkOutcomes(model, walked, report);
  checkTold(drawing, walked.tokens, saying('warning'));
  checkKinds(model, knownAs, report);
  return faults;
}
