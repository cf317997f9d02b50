import { FaultyExpression } from '../feel/faulty-expression.ts';
import type { IncidentType } from './protocol.ts';
import type { Turn } from './turn.ts';

/**
 * A fault of a model or of its data, met while an instance moves. The step under way is undone and an incident
 * is raised; when a person resolves it the step is played again.
 */
export class ModelFault extends Error {
  readonly type: IncidentType;
  /** What is worth keeping of the step that is undone. */
  readonly trace: ((turn: Turn) => void) | undefined;

  constructor(type: IncidentType, message: string, trace?: (turn: Turn) => void) {
    super(message);
    this.name = 'ModelFault';
    this.type = type;
    this.trace = trace;
  }
}

/** Evaluates something of the model; what is wrong with it becomes an incident of this type. */
export function orFault<T>(type: IncidentType, evaluate: () => T): T {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof FaultyExpression) throw new ModelFault(type, error.message);
    throw error;
  }
}
