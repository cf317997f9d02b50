import type { DrawnCircuit } from '#domain/circuit/drafts/draft.ts';

const ZEEBE = 'http://camunda.org/schema/zeebe/1.0';

/**
 * Adapts the diagram of a new kind: links its start to the form made for it, and binds every form
 * and table to the deployment. Modelers bind to the latest version by default and offer no choice
 * at a start, while here a request under way keeps its form and its tables, so no other binding is
 * accepted. Everything else is kept to the letter.
 */
export function adopted(xml: string, { startId, formId }: DrawnCircuit, ownFormId: string): string {
  const prefix = new RegExp(`xmlns:([\\w-]+)="${ZEEBE}"`).exec(xml)?.[1];
  // Without the Zeebe namespace there is nothing to bind; the modeler says what is missing.
  if (prefix === undefined) return xml;
  const bound = xml.replace(
    new RegExp(`<${prefix}:(?:formDefinition|calledDecision)\\b(?![^>]*\\sbindingType=)([^>]*?)(\\s*/?>)`, 'g'),
    (whole, _attributes: string, end: string) =>
      /\s(?:formId|decisionId)="/.test(whole) ? `${whole.slice(0, -end.length)} bindingType="deployment"${end}` : whole,
  );
  if (formId !== null || startId === null) return bound;
  return linked(bound, startId, `<${prefix}:formDefinition formId="${ownFormId}" bindingType="deployment" />`);
}

/**
 * Adds an extension to an element where BPMN requires it: after its documentation, before anything
 * else.
 */
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
