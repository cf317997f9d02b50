import type { DrawnCircuit } from '#domain/circuit/drafts/draft.ts';

const ZEEBE = 'http://camunda.org/schema/zeebe/1.0';

/**
 * A diagram of a new kind as the portal begins with it: its start linked to the form made for it, every form and table
 * bound to the deployment. Modelers bind to the latest by default and offer no other choice at a start; here a request
 * under way keeps its form and its tables, so that no other binding is ever accepted. The rest stays to the letter.
 */
export function adopted(xml: string, { startId, formId }: DrawnCircuit, ownFormId: string): string {
  const prefix = new RegExp(`xmlns:([\\w-]+)="${ZEEBE}"`).exec(xml)?.[1];
  // Zeebe's words are not there at all: nothing to bind, and the modeler says what lacks.
  if (prefix === undefined) return xml;
  const bound = xml.replace(
    new RegExp(`<${prefix}:(?:formDefinition|calledDecision)\\b(?![^>]*\\sbindingType=)([^>]*?)(\\s*/?>)`, 'g'),
    (whole, _attributes: string, end: string) =>
      /\s(?:formId|decisionId)="/.test(whole) ? `${whole.slice(0, -end.length)} bindingType="deployment"${end}` : whole,
  );
  if (formId !== null || startId === null) return bound;
  return linked(bound, startId, `<${prefix}:formDefinition formId="${ownFormId}" bindingType="deployment" />`);
}

/** Puts an extension in an element, in the place that BPMN gives it: after its documentation, before all else. */
function linked(xml: string, id: string, extension: string): string {
  const name = id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const element = new RegExp(`<((?:[\\w-]+:)?)startEvent\\b[^>]*\\sid="${name}"[^>]*?(/?)>`).exec(xml);
  if (element === null) return xml;
  const [tag, prefix = '', closed] = element;
  const wrapped = `<${prefix}extensionElements>${extension}</${prefix}extensionElements>`;
  const before = xml.slice(0, element.index);
  const after = xml.slice(element.index + tag.length);
  if (closed === '/') return `${before}${tag.slice(0, -2).trimEnd()}>${wrapped}</${prefix}startEvent>${after}`;
  const documented = new RegExp(`^\\s*<${prefix}documentation\\b[^]*?</${prefix}documentation>`).exec(after)?.[0] ?? '';
  const rest = after.slice(documented.length);
  const extended = new RegExp(`^\\s*<${prefix}extensionElements\\s*>`).exec(rest)?.[0];
  return extended === undefined
    ? `${before}${tag}${documented}${wrapped}${rest}`
    : `${before}${tag}${documented}${extended}${extension}${rest.slice(extended.length)}`;
}
