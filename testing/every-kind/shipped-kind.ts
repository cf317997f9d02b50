import path from 'node:path';
import type { FormSchema } from '#application/forms/schema.ts';
import { isExecuted } from '#domain/circuit/blocks/block.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { type Bundle, readBundles, textOf } from '#workers/circuits/read/bundle.ts';
import { type CircuitModel, type Moddle, readModel, readProcess } from '#workers/circuits/read/model.ts';
import { readCircuit } from '#workers/circuits/read/read-circuit.ts';
import type { Answers } from './answers.ts';

const PROCESSES = path.resolve(import.meta.dirname, '../../processes');

/** A way from one element of a diagram to another. */
export interface Flow {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** FEEL, where it is taken under a condition. */
  readonly condition: string;
}

/** A kind as it is shipped: all that its branches are found and played by. */
export interface ShippedKind {
  readonly kind: string;
  readonly manifest: CircuitManifest;
  readonly model: CircuitModel;
  /** Those of its own diagram; what its blocks do is played with them. */
  readonly flows: readonly Flow[];
  /** Diagram, tables and forms, as the engine is given them. */
  readonly files: Readonly<Record<string, string>>;
  /** The form that files a request. */
  readonly form: FormSchema;
  /** Forms of people's steps, by element id. */
  readonly taskForms: Readonly<Record<string, FormSchema>>;
  /** What its folder says that its form must be answered for a branch to open: `processes/<kind>/branches.ts`. */
  readonly given: readonly Answers[];
}

/**
 * Reads every kind of `processes/`, or those of these names; a kind that could not be published does not pass here either.
 */
export async function shippedKinds(names?: readonly string[]): Promise<ShippedKind[]> {
  const bundles = await readBundles(PROCESSES);
  return Promise.all(bundles.filter(({ kind }) => names?.includes(kind) ?? true).map(readKind));
}

async function readKind(bundle: Bundle): Promise<ShippedKind> {
  const manifest = await readCircuit(bundle);
  const diagram = textOf(bundle, manifest.diagram) ?? '';
  const { process } = await readProcess(diagram);
  const formAt = ({ path }: { readonly path: string }): FormSchema => JSON.parse(textOf(bundle, path) ?? '');
  const files = bundle.files.filter((file) => isExecuted(file.path));
  return {
    kind: bundle.kind,
    manifest,
    model: await readModel(diagram, bundle),
    flows: flowsIn(process),
    files: Object.fromEntries(files.map((file) => [file.path, textOf(bundle, file.path) ?? ''])),
    form: formAt(manifest.form),
    taskForms: Object.fromEntries(Object.entries(manifest.taskForms).map(([id, form]) => [id, formAt(form)])),
    given: await givenFor(bundle.kind),
  };
}

function flowsIn(scope: Moddle): Flow[] {
  const elements = Array.isArray(scope.flowElements) ? (scope.flowElements as Moddle[]) : [];
  return elements.flatMap((element) => {
    if (element.$type !== 'bpmn:SequenceFlow') return flowsIn(element);
    const [from, to] = [element.sourceRef as Moddle, element.targetRef as Moddle];
    const condition = (element.conditionExpression as Moddle | undefined)?.body;
    return [{ id: element.id, from: from.id, to: to.id, condition: typeof condition === 'string' ? condition : '' }];
  });
}

async function givenFor(kind: string): Promise<readonly Answers[]> {
  const file = path.join(PROCESSES, kind, 'branches.ts');
  const { answers } = await import(file).catch((error: NodeJS.ErrnoException) => {
    if (/Cannot find module|ENOENT|ERR_MODULE_NOT_FOUND/.test(`${error.code} ${error.message}`)) return { answers: [] };
    throw error;
  });
  return answers as readonly Answers[];
}
