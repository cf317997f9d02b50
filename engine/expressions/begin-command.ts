import { refillEvaluationTime } from '../feel/budget.ts';
import { refillRoom } from '../feel/json.ts';

/** A new command begins, with all the time and all the room that its expressions may take. */
export function beginCommand(): void {
  refillEvaluationTime();
  refillRoom();
}
