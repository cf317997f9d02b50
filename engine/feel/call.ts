import type { Evaluation } from './evaluation.ts';
import type { FeelFunction, Signature, Value } from './values.ts';

/** Calls a function with values by their places; null, with a warning, where it takes no such values. */
export function call(name: string, called: FeelFunction, given: readonly Value[], evaluation: Evaluation): Value {
  const fitting = called.signatures.filter((signature) => takes(signature, given.length));
  return invokeFirst(
    name,
    fitting,
    (signature) => (signature.hasRest ? gathered(signature, given) : given),
    evaluation,
  );
}

/** Whether a function can be called so with so many values. */
export const takes = ({ parameters, required, hasRest }: Signature, count: number): boolean =>
  count >= required && (hasRest || count <= parameters.length);

/** Calls a function with values by their names; those that are left out are null. */
export function callNamed(
  name: string,
  called: FeelFunction,
  given: ReadonlyMap<string, Value>,
  evaluation: Evaluation,
): Value {
  const names = [...given.keys()];
  const fitting = called.signatures.filter(({ parameters }) => names.every((one) => parameters.includes(one)));
  return invokeFirst(name, fitting, ({ parameters }) => parameters.map((one) => given.get(one)), evaluation);
}

/** The last parameter takes all that is left, as a list. */
function gathered({ parameters }: Signature, given: readonly Value[]): readonly Value[] {
  const single = parameters.length - 1;
  return [...given.slice(0, single), given.slice(single)];
}

/** Of the signatures that take so many values, the first that takes these. */
function invokeFirst(
  name: string,
  fitting: readonly Signature[],
  valuesFor: (signature: Signature) => readonly Value[],
  evaluation: Evaluation,
): Value {
  const [first] = fitting;
  if (first === undefined) return evaluation.warn(`Failed to invoke function '${name}': it takes other arguments`);
  const chosen = fitting.length === 1 ? first : (fitting.find((one) => one.accepts(valuesFor(one))) ?? first);
  const given = valuesFor(chosen);
  const { budget } = evaluation;
  budget.spend(1);
  for (const value of given) budget.weigh(value);
  const answer = chosen.invoke(given, evaluation);
  budget.weigh(answer);
  return answer === undefined ? null : answer;
}
