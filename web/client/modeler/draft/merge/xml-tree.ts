import type { Branch, Tree } from '#domain/circuit/drafts/merge.ts';

/** What names an element that has no id: an input by what it fills, a header by its key. */
const NAMED_BY: Readonly<Record<string, string>> = {
  input: 'target',
  output: 'target',
  header: 'key',
  property: 'name',
};
/** References, named by what they say: a step has several flows. */
const REFERENCES = ['incoming', 'outgoing', 'flowNodeRef'];
/** Places in a drawing: half of a place is none. */
const PLACES = ['BPMNShape', 'BPMNEdge', 'DMNShape', 'DMNEdge'];

/** Takes XML apart, by element and attribute: BPMN and DMN name what they hold. @throws {SyntaxError} */
export function xmlTree(text: string): Branch {
  const { documentElement: root } = new DOMParser().parseFromString(text, 'application/xml');
  if (root === null || root.getElementsByTagName('parsererror').length > 0 || root.nodeName === 'parsererror')
    throw new SyntaxError('no XML');
  return branchOf(root);
}

function branchOf(element: Element): Branch {
  const entries = new Map<string, Tree>();
  for (const { name, value } of element.attributes) entries.set(`@${name}`, value);
  const children = [...element.children];
  if (children.length === 0) {
    if (element.textContent !== '') entries.set('#text', element.textContent);
    return { form: element.nodeName, entries };
  }
  for (const [name, same] of Map.groupBy(children, nameOf)) {
    const [only] = same;
    // Several that nothing tells apart, the points of a line: one value together.
    const isWhole = same.length > 1 || only === undefined || PLACES.includes(only.localName) || isMixed(only);
    entries.set(name, isWhole ? same.map((one) => written(one)).join('\n') : branchOf(only));
  }
  return { form: element.nodeName, entries };
}

/** « bpmn:userTask#visa » */
function nameOf(element: Element): string {
  const { nodeName, localName } = element;
  const name = REFERENCES.includes(localName)
    ? element.textContent?.trim()
    : (element.getAttribute('id') ?? element.getAttribute(NAMED_BY[localName] ?? 'id'));
  return name ? `${nodeName}#${name}` : nodeName;
}

const isMixed = (element: Element): boolean =>
  element.children.length > 0 && [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim());

const escaped = (text: string): string => text.replace(/[&<>]/g, (one) => ESCAPES[one] ?? one);
const quoted = (text: string): string => text.replace(/[&<>"\n\t]/g, (one) => ESCAPES[one] ?? one);
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** An element to the letter, but for the spaces between elements. */
function written(element: Element, indent = ''): string {
  const attributes = [...element.attributes].map(({ name, value }) => ` ${name}="${quoted(value)}"`).join('');
  const open = `${indent}<${element.nodeName}${attributes}`;
  if (element.children.length === 0 || isMixed(element)) {
    const inside = [...element.childNodes]
      .map((node) => (node.nodeType === 1 ? written(node as Element) : escaped(node.nodeValue ?? '')))
      .join('');
    return inside === '' ? `${open} />` : `${open}>${inside}</${element.nodeName}>`;
  }
  const inside = [...element.children].map((child) => written(child, `${indent}  `)).join('\n');
  return `${open}>\n${inside}\n${indent}</${element.nodeName}>`;
}

/** Writes a tree back, laid out as modelers do. */
export const xmlOf = (tree: Branch): string => `<?xml version="1.0" encoding="UTF-8"?>\n${elementOf(tree, '')}\n`;

function elementOf({ form, entries }: Branch, indent: string): string {
  const attributes = [...entries].flatMap(([name, value]) =>
    name.startsWith('@') && typeof value === 'string' ? ` ${name.slice(1)}="${quoted(value)}"` : [],
  );
  const open = `${indent}<${form}${attributes.join('')}`;
  const text = entries.get('#text');
  const children = [...entries].filter(([name]) => !name.startsWith('@') && name !== '#text');
  if (children.length === 0) return typeof text === 'string' ? `${open}>${escaped(text)}</${form}>` : `${open} />`;
  const inside = children.map(([, child]) =>
    // Elements alone: no text gains a space.
    typeof child === 'string' ? child.replace(/^(?=\s*<)/gm, `${indent}  `) : elementOf(child, `${indent}  `),
  );
  return `${open}>\n${inside.join('\n')}\n${indent}</${form}>`;
}
