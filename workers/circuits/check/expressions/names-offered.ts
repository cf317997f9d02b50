import type { Bilingual } from '#domain/bilingual.ts';
import { idAt, pathOf, placeWithin } from '#domain/circuit/blocks/block.ts';
import type { KnownName, KnownValue } from '#domain/circuit/known-name.ts';
import { IDENTITIES, isIdentity } from '#domain/circuit/words/identity.ts';
import { readDrawing } from '../../guarantees/drawing.ts';
import { knownValuesOf } from '../../guarantees/known-values.ts';
import { type Giver, readVariablesOf } from '../../guarantees/variables.ts';
import { blockDeclaration } from '../../read/blocks.ts';
import type { Bundle } from '../../read/bundle.ts';
import type { CircuitModel } from '../../read/model.ts';
import type { CircuitTexts } from '../../read/texts.ts';

/**
 * The names that the expressions of a diagram may use, by what the check itself holds them against.
 * @param path the call that leads to the diagram, for one of a block; empty for the kind's own
 */
export function namesOffered(
  bundle: Bundle,
  model: CircuitModel,
  texts: Readonly<Record<'fr' | 'en', CircuitTexts>> | null,
  path = '',
): KnownName[] {
  // What a block that is not there would give is not known.
  if (model.opened.faults.length > 0) return [];
  const drawing = readDrawing(model);
  const variables = readVariablesOf(bundle, drawing);
  const knownAs = knownValuesOf(model, drawing, variables);
  const labelOf = (key: string): Bilingual | null => {
    const [fr, en] = [texts?.fr.form[key], texts?.en.form[key]];
    return fr && en ? { fr, en } : null;
  };
  // What a block asks for is whatever any call of it may give, not what this one does.
  const inputs = path === '' ? [] : inputsOf(bundle, model.opened.calls.get(path)?.block ?? '');
  const offered = [...variables.givers].flatMap(([place, givers]): KnownName[] => {
    const name = idAt(place);
    const isInput = inputs.some((input) => input.name === name);
    if (pathOf(place) !== path || givers.length === 0 || isInput) return [];
    const known = knownAs(place);
    const label = labelOf(`${name}.label`) ?? outputLabel(bundle, model, name, givers);
    const givenBy = isIdentity(name) ? null : stepsGiving(givers, path, drawing.processId);
    return [
      {
        name,
        ...(label && { label }),
        ...(known && { kind: known.kind }),
        ...(known?.values && {
          values: known.values.map((value) => offeredValue(value, labelOf(`${name}.options.${value}`))),
        }),
        ...(givenBy && { givenBy }),
      },
    ];
  });
  const others = IDENTITIES.filter((name) => !offered.some((one) => one.name === name)).map((name) => ({ name }));
  return [...offered, ...inputs, ...others].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** What a block declares that it asks for. */
const inputsOf = (bundle: Bundle, block: string): KnownName[] =>
  (blockDeclaration(bundle, block)?.inputs ?? []).map(({ name, label, choices }) => ({
    name,
    label,
    ...(choices && { kind: 'text' as const, values: choices.map((choice) => ({ ...choice })) }),
  }));

const offeredValue = (value: string, label: Bilingual | null): KnownValue => ({ value, ...(label && { label }) });

/** The steps of the diagram that give a name; null for what is given with the request, or by the call. */
function stepsGiving(givers: readonly Giver[], path: string, processId: string): string[] | null {
  if (givers.some(({ place }) => place === processId || place === path)) return null;
  return [...new Set(givers.map(({ place }) => (path === '' ? place : placeWithin(place))))];
}

/** What a block calls what it gives back, where the circuit takes it under that name. */
function outputLabel(
  bundle: Bundle,
  { opened }: CircuitModel,
  name: string,
  givers: readonly Giver[],
): Bilingual | null {
  for (const { place, gives } of givers) {
    const block = opened.calls.get(place)?.block;
    if (block === undefined || typeof gives !== 'object' || !('copies' in gives)) continue;
    const output = blockDeclaration(bundle, block)?.outputs.find((one) => one.name === idAt(gives.copies));
    if (output !== undefined && output.name === name) return output.label;
  }
  return null;
}
