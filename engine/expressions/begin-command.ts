import { refillEvaluationTime } from './time-limit.ts';
import { refillRoom } from './to-json.ts';

/** A new command begins, with all the time and all the room that its expressions may take. */
export function beginCommand(): void {
  refillEvaluationTime();
  refillRoom();
}
