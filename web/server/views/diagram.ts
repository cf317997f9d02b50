import { placeOf } from '../../../domain/circuit/block.ts';
import type { CircuitManifest } from '../../../domain/circuit/manifest.ts';

const START_TAG = /<([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*"[^"]*")*)(\s*\/?)>/g;

/**
 * The diagram with its elements named in a language, or that of a block that the circuit calls. Only names change: the drawing
 * is the one that is executed.
 * @param path the calls that lead to the block
 */
export function diagramIn(
  xml: string,
  { texts, title, kind }: CircuitManifest,
  language: 'fr' | 'en',
  path = '',
): string {
  return xml.replace(START_TAG, (whole, tag: string, attributes: string, end: string) => {
    const id = /\sid\s*=\s*"([^"]*)"/.exec(attributes)?.[1];
    const name =
      id === undefined ? undefined : id === kind ? title[language] : texts.elements[placeOf(path, id)]?.[language];
    if (name === undefined || /(?:^|:)BPMN(?:Shape|Edge|Plane|Diagram)$/.test(tag)) return whole;
    const others = attributes.replace(/\sname\s*=\s*"[^"]*"/, '');
    return `<${tag}${others} name="${escapeXml(name)}"${end}>`;
  });
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};
const escapeXml = (text: string): string => text.replace(/[&<>"\n]/g, (character) => ENTITIES[character] ?? '');
