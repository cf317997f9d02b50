import {
  type Block,
  blockFile,
  blocksCalledIn,
  callAt,
  kindOfInput,
  pathOf,
  placeWithin,
} from '#domain/circuit/blocks/block.ts';
import { DECLARATION, diagramOf, type PartType } from '#domain/circuit/blocks/part.ts';
import type { CircuitFault, CircuitFaultCode } from '#domain/circuit/faults/fault.ts';
import type { KnownName } from '#domain/circuit/known-name.ts';
import type { ErrorParams } from '#domain/errors.ts';
import { THEME_FOLDER } from '#domain/situation/themes/theme.ts';
import { blockDeclaration, blockDiagram } from '../read/blocks.ts';
import { type Bundle, textOf } from '../read/bundle.ts';
import { kindRead } from '../read/headers-taken.ts';
import { type CircuitModel, readProcess, UnreadableDiagram } from '../read/model.ts';
import { type ReadCircuit, readParts } from '../read/read-circuit.ts';
import { readThemes } from '../read/theme.ts';
import { checkEngine } from './engine/check-engine.ts';
import { checkExpressions, type ReadDiagram } from './expressions/check-expressions.ts';
import { namesOffered } from './expressions/names-offered.ts';
import { checkFormFiles } from './files/check-forms.ts';
import { checkStops } from './stops/check-stops.ts';
import { checkTables } from './tables/check-tables.ts';
import { TRIAL, TRIAL_CALL } from './trial-circuit.ts';

/**
 * All that is wrong in a part by itself. What becomes of the kinds that take it is tried kind by kind.
 * @param read reads the circuit that calls a block
 */
export async function inspectPart(
  of: PartType,
  bundle: Bundle,
  read: () => Promise<ReadCircuit> = () => readParts(bundle),
): Promise<CircuitFault[]> {
  return of === 'block' ? inspectBlock(bundle, read) : inspectTheme(bundle);
}

/** The names that the expressions of a block may use; a theme's rules name its own fields. */
export async function namesInPart(of: PartType, trial: Bundle, read: () => Promise<ReadCircuit>): Promise<KnownName[]> {
  if (of !== 'block') return [];
  const { model, texts } = await read();
  return model === null ? [] : namesOffered(trial, model, texts, TRIAL_CALL);
}

/** Read where it stands in the bundle of a kind, with the grids that it may name. */
function inspectTheme(bundle: Bundle): CircuitFault[] {
  const files = bundle.files.map((file) => ({ ...file, path: `${THEME_FOLDER}${file.path}` }));
  const { faults } = readThemes({ ...bundle, files });
  return faults.map((fault) => ({ ...fault, file: fault.file.slice(THEME_FOLDER.length) }));
}

/**
 * What a block leaves to the kinds that call it: acts and their words are theirs, as is what follows from what it gives back and
 * what is told before and after it.
 */
const OF_THE_KIND = new Set<CircuitFaultCode>([
  ...(['template-missing', 'outcomes-untold', 'step-unannounced', 'closing-untold'] as const),
]);

/** @param trial the circuit that calls the block (trial-circuit.ts) */
async function inspectBlock(trial: Bundle, readTrial: () => Promise<ReadCircuit>): Promise<CircuitFault[]> {
  const [block = ''] = blocksCalledIn(textOf(trial, diagramOf(TRIAL)) ?? '', TRIAL);
  const xml = blockDiagram(trial, block);
  const ofDiagram = (code: CircuitFaultCode, params: ErrorParams): CircuitFault[] => [
    { file: diagramOf(block), elementId: '(diagram)', code, params, severity: 'error' },
  ];
  if (xml === undefined) return ofDiagram('diagram-missing', { path: diagramOf(block) });
  const unreadable = await readProcess(xml).then(
    () => null,
    (error: unknown) => {
      if (!(error instanceof UnreadableDiagram)) throw error;
      return error;
    },
  );
  if (unreadable !== null) return ofDiagram(unreadable.code, unreadable.params);
  const { model, faults } = await readTrial();
  const { faults: inExpressions, known, blocks } = await checkExpressions(trial, model);
  const read = blocks.get(block);
  const declaration = blockDeclaration(trial, block);
  const found = [
    ...faults,
    ...inExpressions,
    ...checkFormFiles(trial),
    ...(await checkTables(trial, model, read?.known ?? known)),
    ...(model === null ? [] : checkStops(trial, model)),
    ...(await checkEngine(trial, model !== null)),
  ];
  const reads = model?.opened.reads ?? [];
  // A form that the kind names at the call is checked there.
  const formsGiven = new Set(
    reads.flatMap(({ at, as, given }) => (as === 'formId' && !given ? [placeWithin(at)] : [])),
  );
  const isOfKind = ({ code, insideId = '' }: CircuitFault): boolean =>
    OF_THE_KIND.has(code) || (code === 'check-without-form' && formsGiven.has(insideId));
  const readAtSteps = new Set(reads.map(({ name }) => name));
  return [
    ...found.flatMap((fault) => (isOfKind(fault) ? [] : (inBlock(block, fault) ?? []))),
    ...(declaration && read ? checkDeclaration(declaration, read, readAtSteps) : []),
    ...(declaration && model ? checkKinds(declaration, model) : []),
  ];
}

/** Holds what a block says that each input names against what its own steps take it for: it is chosen by the one, read by the other. */
function checkKinds({ inputs }: Block, { elements, opened }: CircuitModel): CircuitFault[] {
  return opened.reads.flatMap((read): CircuitFault[] => {
    const { at, name, as } = read;
    const input = inputs.find((one) => one.name === name);
    const step = elements.find(({ id }) => id === at);
    const taken = step && pathOf(at) === TRIAL_CALL ? kindRead(read, step) : undefined;
    if (!input?.kind || taken === undefined || kindOfInput(input) === taken) return [];
    const params = { name, header: as };
    return [{ file: DECLARATION, elementId: `inputs.${name}`, code: 'block-input-kind', params, severity: 'error' }];
  });
}

/** A fault found in the circuit that calls a block, where it stands in the block; null when it is of the circuit. */
function inBlock(block: string, { insideId, inside, ...fault }: CircuitFault): CircuitFault | null {
  const folder = blockFile(block, '');
  // The call is right: it is the block that bears another name.
  if (fault.code === 'block-process-name' && insideId === undefined)
    return { ...fault, file: diagramOf(block), elementId: '(diagram)' };
  const isOfBlock = fault.file.startsWith(folder);
  const isAtStep = fault.file === diagramOf(TRIAL) && fault.elementId === TRIAL_CALL && insideId !== undefined;
  if (!isOfBlock && !isAtStep) return null;
  const file = isAtStep ? diagramOf(block) : fault.file.slice(folder.length);
  if (insideId === undefined) return { ...fault, file };
  const elementId = callAt(insideId);
  // Of a block that this one calls: at the call, with the step.
  const deeper = elementId === insideId ? {} : { inside, insideId: insideId.slice(elementId.length + 1) };
  return { ...fault, file, elementId, ...deeper } as CircuitFault;
}

/** Holds what a block says that it asks for and gives against what its steps read and write. */
function checkDeclaration(
  { inputs, outputs }: Block,
  { known, read }: ReadDiagram,
  readAtSteps: ReadonlySet<string>,
): CircuitFault[] {
  const faults: CircuitFault[] = [];
  const report = (at: string, code: CircuitFaultCode, name: string, severity: CircuitFault['severity'] = 'error') =>
    faults.push({ file: DECLARATION, elementId: at, code, params: { name }, severity });
  for (const [list, names] of [
    ['inputs', inputs.map(({ name }) => name)],
    ['outputs', outputs.map(({ name }) => name)],
  ] as const)
    for (const name of new Set(names.filter((one, index) => names.indexOf(one) !== index)))
      report(`${list}.${name}`, 'block-name-twice', name);
  // A variable may be read by the job of a step, or by the page of an act.
  for (const { name, variable } of inputs)
    if (!variable && !read.has(name) && !readAtSteps.has(name))
      report(`inputs.${name}`, 'block-input-unread', name, 'warning');
  const given = new Set(inputs.map(({ name }) => name));
  for (const { name } of outputs)
    if (!known.has(name) || given.has(name)) report(`outputs.${name}`, 'block-output-ungiven', name);
  return faults;
}
