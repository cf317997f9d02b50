import type { CircuitSheet } from '../../domain/circuit.ts';
import { type Bundle, textOf } from './bundle.ts';
import { type Abilities, type CircuitFault, checkCircuit, InvalidCircuit } from './checks.ts';
import { readModel, UnreadableDiagram } from './model.ts';
import { makeSheet } from './sheet.ts';
import { readTexts } from './texts.ts';

/**
 * Reads a bundle and checks it.
 * @throws {InvalidCircuit} naming, for each fault, the file and the element
 */
export async function readCircuit(bundle: Bundle, abilities: Abilities): Promise<CircuitSheet> {
  const diagram = `${bundle.kind}.bpmn`;
  const fail = (fault: CircuitFault) => new InvalidCircuit(bundle.kind, [fault]);
  const xml = textOf(bundle, diagram);
  if (xml === undefined) throw fail({ file: diagram, elementId: '(file)', fault: 'the diagram is missing' });
  const model = await readModel(xml).catch((error: unknown) => {
    if (!(error instanceof UnreadableDiagram)) throw error;
    throw fail({ file: diagram, elementId: '(diagram)', fault: error.message });
  });
  const words = (language: 'fr' | 'en') => {
    const path = `texts.${language}.json`;
    try {
      return readTexts(textOf(bundle, path), path);
    } catch (error) {
      throw fail({ file: path, elementId: '(file)', fault: (error as Error).message });
    }
  };
  const texts = { fr: words('fr'), en: words('en') };
  const faults = checkCircuit(bundle, model, texts, abilities);
  if (faults.length > 0) throw new InvalidCircuit(bundle.kind, faults);
  return makeSheet(bundle, model, texts);
}
