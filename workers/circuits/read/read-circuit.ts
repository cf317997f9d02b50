import type { CircuitFault, CircuitFaultCode } from '#domain/circuit/faults/fault.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import type { ErrorParams } from '#domain/errors.ts';
import { checkCircuit, InvalidCircuit } from '../check/checks.ts';
import { checkGuarantees } from '../guarantees/check-guarantees.ts';
import { confirmsFiling } from '../guarantees/confirms-filing.ts';
import { normalWayOf } from '../guarantees/normal-way.ts';
import { reachedIn } from '../guarantees/reached.ts';
import { withBlockTexts } from './blocks.ts';
import { type Bundle, textOf } from './bundle.ts';
import { makeManifest } from './manifest.ts';
import { type CircuitModel, readModel, UnreadableDiagram } from './model.ts';
import { type CircuitTexts, readTexts, UnreadableTexts } from './texts.ts';

/** A circuit read as far as it can be, with what is wrong in it. */
export interface ReadCircuit {
  readonly model: CircuitModel | null;
  readonly texts: Readonly<Record<'fr' | 'en', CircuitTexts>> | null;
  readonly faults: readonly CircuitFault[];
}

/** Reads the diagram and the texts of a bundle and holds them against each other; never throws for a fault of theirs. */
export async function readParts(bundle: Bundle): Promise<ReadCircuit> {
  const faults: CircuitFault[] = [];
  const report = (file: string, elementId: string, code: CircuitFaultCode, params: ErrorParams): null => {
    faults.push({ file, elementId, code, params, severity: 'error' });
    return null;
  };
  const diagram = `${bundle.kind}.bpmn`;
  const xml = textOf(bundle, diagram);
  const model =
    xml === undefined
      ? report(diagram, '(file)', 'diagram-missing', { path: diagram })
      : await readModel(xml, bundle).catch((error: unknown) => {
          if (!(error instanceof UnreadableDiagram)) throw error;
          return report(diagram, '(diagram)', error.code, error.params);
        });
  const words = (language: 'fr' | 'en') => {
    const path = `texts.${language}.json`;
    try {
      return readTexts(textOf(bundle, path), path);
    } catch (error) {
      if (!(error instanceof UnreadableTexts)) throw error;
      return report(path, '(file)', error.code, error.params);
    }
  };
  const [fr, en] = [words('fr'), words('en')];
  const calls = Object.fromEntries(model?.opened.calls ?? []);
  const texts = fr &&
    en && { fr: withBlockTexts(bundle, calls, 'fr', fr), en: withBlockTexts(bundle, calls, 'en', en) };
  if (model && texts) faults.push(...checkCircuit(bundle, model, texts));
  return { model, texts, faults };
}

/**
 * Reads a bundle and checks it.
 * @throws {InvalidCircuit} naming, for each fault, the file and the element
 */
export async function readCircuit(bundle: Bundle): Promise<CircuitManifest> {
  const { model, texts, faults: named } = await readParts(bundle);
  const faults = model === null ? named : [...named, ...checkGuarantees(bundle, model)];
  if (faults.length > 0 || model === null || texts === null) throw new InvalidCircuit(bundle.kind, faults);
  return manifestOf(bundle, model, texts);
}

/** The manifest of a circuit that was read, with what only going through its ways says. */
export function manifestOf(
  bundle: Bundle,
  model: CircuitModel,
  texts: NonNullable<ReadCircuit['texts']>,
): CircuitManifest {
  const manifest = makeManifest(bundle, model, texts);
  const normal = normalWayOf(bundle, model);
  const reached = reachedIn(bundle, model);
  const steps = manifest.steps
    .filter(({ elementId }) => reached.has(elementId))
    .map((step) => {
      const passed = normal.get(step.elementId);
      return passed === undefined ? step : { ...step, normal: passed };
    });
  return { ...manifest, steps, confirmsFiling: confirmsFiling(bundle, model, manifest.startedBy ?? null) };
}
