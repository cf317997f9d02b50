import { type AskedComponent, proposableIn } from '../../../domain/request/proposal.ts';
import { readPersonStep } from '../../person-step.ts';
import { startFormOf } from '../read/forms.ts';
import type { ModelElement } from '../read/model.ts';
import type { CheckedCircuit } from './check-headers.ts';

/**
 * Holds what a visa may propose otherwise against the form that files the request: it says what, offers to propose it, and nothing that
 * is the agent's alone is proposed. That the agent answers is asked of the ways (checkGuarantees).
 */
export function checkProposal(element: ModelElement, { bundle, model, report }: CheckedCircuit): void {
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
}
