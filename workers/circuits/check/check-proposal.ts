import { callAt, pathOf } from '#domain/circuit/blocks/block.ts';
import { type AskedComponent, proposableIn } from '#domain/request/proposal.ts';
import { readPersonStep } from '../../steps/person-step.ts';
import { type Drawing, readDrawing } from '../guarantees/drawing.ts';
import { textOf } from '../read/bundle.ts';
import { expressionsBelow } from '../read/expressions.ts';
import { readExpression } from '../read/feel.ts';
import { startFormOf } from '../read/forms.ts';
import type { ModelElement } from '../read/model.ts';
import type { CheckedCircuit } from './check-headers.ts';

/**
 * Holds what a visa may propose otherwise against the form that files the request: it says what, offers to propose it, and nothing that
 * is the agent's alone is proposed. That the agent answers is asked of the ways (checkGuarantees).
 */
export function checkProposal(element: ModelElement, { bundle, model, texts, report }: CheckedCircuit): void {
  const read = readPersonStep(element.headers);
  // A header that cannot be read is a fault of its own.
  if ('faults' in read) return;
  const { outcomes = [], proposable = [] } = read.values;
  const offers = outcomes.some((outcome) => outcome === 'proposed');
  if (offers && proposable.length === 0) report(element.id, 'proposal-without-fields');
  if (!offers && proposable.length > 0) report(element.id, 'proposal-not-offered');
  const form = startFormOf(bundle, model)?.content;
  if (form === undefined) return;
  const free = proposableIn((form.schema.components ?? []) as readonly AskedComponent[]);
  for (const field of proposable) {
    if (!form.components.some(({ key }) => key === field)) report(element.id, 'proposal-field-unknown', { field });
    else if (!free.includes(field)) report(element.id, 'proposal-field-closed', { field });
  }
  const facts = form.components.filter(({ key, fact }) => fact && proposable.includes(key)).map(({ key }) => key);
  checkKeptFacts(element.id, facts, { bundle, model, texts, report });
}

/**
 * Says where the engine reads, after the visa, a fact that it was given at the start and that the agent may have accepted otherwise
 * since. Where the circuit itself stands: a block sees what its call hands in.
 */
function checkKeptFacts(visa: string, facts: readonly string[], { bundle, model, report }: CheckedCircuit): void {
  if (facts.length === 0) return;
  const after = placesAfter(callAt(visa), readDrawing(model));
  const found = (id: string, names: Iterable<string>) => {
    const field = [...names].find((name) => facts.includes(name));
    if (field !== undefined) report(id, 'proposal-fact-kept', { field });
  };
  for (const { owner, text } of expressionsBelow([model.drawn.process])) {
    const read = readExpression(text);
    if (after.has(owner) && pathOf(owner) === '' && !('reason' in read)) found(owner, read.names);
  }
  for (const { id, decisionId } of model.elements) {
    const file = bundle.files.find(
      ({ path }) => path.endsWith('.dmn') && textOf(bundle, path)?.includes(`id="${decisionId}"`),
    );
    if (decisionId === undefined || file === undefined || !after.has(id)) continue;
    found(id, textOf(bundle, file.path)?.match(/\w+/g) ?? []);
  }
}

/** What a request may come to once it left a place: elements, and the flows between them. */
function placesAfter(from: string, { places, within }: Drawing): ReadonlySet<string> {
  const after = new Set<string>();
  const waiting = [from];
  for (const id of waiting) {
    const place = places.get(id);
    const inside = id === from ? [] : (within.get(id) ?? []);
    for (const flow of place?.flows ?? []) after.add(flow.id);
    const borders = [...places.values()].filter(({ attachedTo }) => attachedTo === id);
    const nexts = [
      ...(place?.flows.map(({ target }) => target) ?? []),
      ...[...inside, ...borders].map((one) => one.id),
    ];
    // What stands after the sub-process that it is in comes after it too.
    for (const next of [...nexts, ...(places.get(place?.scope ?? '')?.flows.map(({ target }) => target) ?? [])])
      if (!after.has(next)) {
        after.add(next);
        waiting.push(next);
      }
  }
  return after;
}
