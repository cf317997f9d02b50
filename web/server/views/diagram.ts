import { placeOf } from '#domain/circuit/blocks/block.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';

/** About what a letter of a name is wide, in the units of a drawing. */
const LETTER = 7;
const START_TAG = /<([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*"[^"]*")*)(\s*\/?)>/g;

/**
 * The diagram with its elements named in a language, or that of a block that the circuit calls. Only names change, and
 * the room that their words need: the drawing is the one that is executed.
 * @param path the calls that lead to the block
 */
export function diagramIn(
  xml: string,
  { texts, title, kind }: CircuitManifest,
  language: 'fr' | 'en',
  path = '',
): string {
  const nameOf = (id: string | undefined) =>
    id === undefined ? undefined : id === kind ? title[language] : texts.elements[placeOf(path, id)]?.[language];
  let drawn: string | undefined;
  let isLabel = false;
  return xml.replace(START_TAG, (whole, tag: string, attributes: string, end: string) => {
    const type = tag.slice(tag.indexOf(':') + 1);
    if (/^BPMN(?:Shape|Edge|Plane|Diagram)$/.test(type)) {
      drawn = nameOf(attributeOf(attributes, 'bpmnElement'));
      isLabel = false;
      return whole;
    }
    if (type === 'BPMNLabel') isLabel = true;
    if (type === 'Bounds')
      return isLabel && drawn !== undefined ? `<${tag}${widened(attributes, drawn)}${end}>` : whole;
    const name = nameOf(attributeOf(attributes, 'id'));
    if (name === undefined) return whole;
    const others = attributes.replace(/\sname\s*=\s*"[^"]*"/, '');
    return `<${tag}${others} name="${escapeXml(name)}"${end}>`;
  });
}

const attributeOf = (attributes: string, name: string): string | undefined =>
  new RegExp(`\\s${name}\\s*=\\s*"([^"]*)"`).exec(attributes)?.[1];

/** The bounds of a label, as wide as its longest word: drawn for the words of another language, they would cut it in two. */
function widened(attributes: string, name: string): string {
  const [x, width] = ['x', 'width'].map((side) => Number(attributeOf(attributes, side)));
  const needed = Math.max(...name.split(/\s+/).map(({ length }) => length)) * LETTER;
  if (x === undefined || width === undefined || Number.isNaN(x + width) || width >= needed) return attributes;
  return attributes
    .replace(/\sx\s*=\s*"[^"]*"/, ` x="${x - (needed - width) / 2}"`)
    .replace(/\swidth\s*=\s*"[^"]*"/, ` width="${needed}"`);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};
const escapeXml = (text: string): string => text.replace(/[&<>"\n]/g, (character) => ENTITIES[character] ?? '');
