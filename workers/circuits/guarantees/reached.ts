import type { Bundle } from '../read/bundle.ts';
import type { CircuitModel } from '../read/model.ts';
import { outcomesIn } from './doings.ts';
import { readDrawing } from './drawing.ts';
import { readVariablesOf } from './variables.ts';
import { TooManyWays, walkAll } from './walk.ts';

/**
 * The elements that a way comes to, whatever each step ends in: a step of a block that this call leaves no way to is no part of
 * the circuit. All of them with more ways than can be gone through.
 */
export function reachedIn(bundle: Bundle, model: CircuitModel): ReadonlySet<string> {
  const drawing = readDrawing(model);
  const reached = new Set<string>();
  const doings = {
    outcomes: outcomesIn(drawing),
    done: () => NOTHING,
    shown: () => NOTHING,
  };
  try {
    walkAll(drawing, readVariablesOf(bundle, drawing), doings, ({ place }) => void reached.add(place));
  } catch (error) {
    if (!(error instanceof TooManyWays)) throw error;
    return new Set(drawing.places.keys());
  }
  return reached;
}

const NOTHING: ReadonlySet<string> = new Set();
