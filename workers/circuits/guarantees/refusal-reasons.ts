import type { CircuitModel, ModelElement } from '../read/model.ts';

/**
 * Lists the steps that draft an act of refusal where nobody can have refused. Such an act gives the
 * reasons of the person who refused to sign the first one: it would have no reasons, and no author
 * for them.
 * @returns the steps that draft such an act
 */
export function refusalsWithoutAuthor({ elements, nexts }: CircuitModel): string[] {
  const refusable = elements.filter(
    ({ type, headers }) =>
      type === 'bpmn:UserTask' && headers.decision === 'signature' && headers.template !== 'refusal',
  );
  const reached = reach(
    refusable.map(({ id }) => id),
    nexts,
  );
  return elements.filter((element) => draftsRefusal(element) && !reached.has(element.id)).map(({ id }) => id);
}

const draftsRefusal = ({ jobType, headers }: ModelElement): boolean =>
  jobType === 'act-draft' && headers.template === 'refusal';

function reach(from: readonly string[], nexts: ReadonlyMap<string, readonly string[]>): Set<string> {
  const waiting = [...from];
  const seen = new Set<string>();
  for (const id of waiting) {
    for (const next of nexts.get(id) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  return seen;
}
