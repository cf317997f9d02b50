import { type Bundle, textOf } from './bundle.ts';
import { type CircuitForm, readForm } from './form.ts';
import type { CircuitModel, ModelElement } from './model.ts';

/** A form of a circuit, and its file. */
export interface BundledForm {
  readonly path: string;
  readonly content: CircuitForm;
}

/** The forms of a bundle; a file that is none is left out. */
export const formsOf = (bundle: Bundle): BundledForm[] =>
  bundle.files.flatMap(({ path }) => {
    const content = path.endsWith('.form') ? readForm(textOf(bundle, path) ?? '') : undefined;
    return content === undefined ? [] : [{ path, content }];
  });

/** Where a process begins; undefined in a drawing that begins nowhere. */
export const startOf = ({ elements, processId }: CircuitModel): ModelElement | undefined =>
  elements.find(({ type, scope }) => type === 'bpmn:StartEvent' && scope === processId);

/** The form that files a request; undefined when the start names none, or none that can be read. */
export const startFormOf = (bundle: Bundle, model: CircuitModel): BundledForm | undefined =>
  formsOf(bundle).find(({ content }) => content.id === startOf(model)?.formId);
