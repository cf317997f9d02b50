import { type Drafted, isPart } from '#domain/circuit/blocks/part.ts';
import type { CircuitFault, CircuitFaultCode } from '#domain/circuit/faults/fault.ts';
import { readNames } from '#domain/circuit/interventions/start-fact.ts';
import type { KnownName } from '#domain/circuit/known-name.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import type { Told } from '#domain/circuit/words/message.ts';
import type { ActRenderer } from '../../typst/render.ts';
import { checkGuarantees } from '../guarantees/check-guarantees.ts';
import type { Bundle } from '../read/bundle.ts';
import type { CircuitModel } from '../read/model.ts';
import { manifestOf, type ReadCircuit, readParts } from '../read/read-circuit.ts';
import type { CircuitTexts } from '../read/texts.ts';
import { checkEssentials } from './check-essentials.ts';
import { checkEngine } from './engine/check-engine.ts';
import { checkExpressions } from './expressions/check-expressions.ts';
import { namesOffered } from './expressions/names-offered.ts';
import { checkFormFiles } from './files/check-forms.ts';
import { checkStart } from './files/check-start.ts';
import { checkTemplates } from './files/check-templates.ts';
import { inspectPart, namesInPart } from './inspect-part.ts';
import { checkTables } from './tables/check-tables.ts';

/** Everything that is wrong in a bundle; its manifest when it could be published. */
export interface Inspection {
  readonly faults: readonly CircuitFault[];
  readonly manifest: CircuitManifest | null;
  /** The names that expressions of its diagram may use. */
  readonly names: readonly KnownName[];
  readonly told: readonly Told[];
}

/** An answer that a screen can show; with more to mend than this, one checks again after. */
const MAX_FAULTS = 300;

const TOO_MUCH = new Set<CircuitFaultCode>(['expression-too-long', 'file-too-large', 'diagram-hostile']);

/** What is said of the files of a circuit before its templates are drawn. */
export interface FilesInspection extends Inspection {
  readonly frenchTexts: CircuitTexts | null;
}

/** Where the files of a circuit are read: here, or in a thread of its own (`openCircuitInspector`). */
export type InspectFiles = (bundle: Bundle) => Promise<FilesInspection>;

/**
 * Says all that is wrong in a circuit before anyone's request follows it: what it names and lacks, what the engine would
 * refuse, expressions, tables, forms, templates. Each part is judged as far as it can be read: one broken file does not
 * hide what is wrong in another.
 */
export async function inspectCircuit(
  bundle: Bundle,
  renderer: ActRenderer,
  inFiles: InspectFiles = inspectFiles,
): Promise<Inspection> {
  const { faults, manifest, names, told, frenchTexts } = await inFiles(bundle);
  const inTemplates = await checkTemplates(bundle, frenchTexts, renderer);
  const isSound = !inTemplates.some(({ severity }) => severity === 'error');
  return { faults: [...faults, ...inTemplates].slice(0, MAX_FAULTS), manifest: isSound ? manifest : null, names, told };
}

/** All but the templates, which are drawn in a process of their own. How long it takes is for the files to say. */
export async function inspectFiles(bundle: Bundle): Promise<FilesInspection> {
  const faults: CircuitFault[] = [];
  const attempt = attemptIn(bundle, faults);
  const { model, texts, faults: found } = await attempt('names', NOTHING_READ, () => readParts(bundle));
  // Forms are judged on their own below, with the reason.
  faults.push(...found.filter(({ code }) => code !== 'form-unreadable'));
  if (model) {
    faults.push(...(await attempt('start', [], () => checkStart(bundle, model))));
    faults.push(...(await attempt('guarantees', [], () => checkGuarantees(bundle, model))));
  }
  const expressions = await attempt('expressions', NO_EXPRESSIONS, () => checkExpressions(bundle, model));
  faults.push(...expressions.faults);
  faults.push(...(await attempt('forms', [], () => checkFormFiles(bundle))));
  faults.push(...(await attempt('essentials', [], () => checkEssentials(bundle, model, texts?.fr ?? null))));
  faults.push(...(await attempt('tables', [], () => checkTables(bundle, model, expressions.known))));
  // What our own reader would not touch is not given to the engine's.
  if (!faults.some(({ code }) => TOO_MUCH.has(code)))
    faults.push(...(await attempt('engine', [], () => checkEngine(bundle, model !== null))));
  const names = model ? await attempt('names-offered', [], () => namesOffered(bundle, model, texts)) : [];
  const isSound = !faults.some(({ severity }) => severity === 'error');
  return {
    names,
    told: model ? toldIn(model) : [],
    faults: faults.slice(0, MAX_FAULTS),
    manifest: isSound && model && texts ? manifestOf(bundle, model, texts) : null,
    frenchTexts: texts?.fr ?? null,
  };
}

const NO_EXPRESSIONS: Awaited<ReturnType<typeof checkExpressions>> = { faults: [], known: null, blocks: new Map() };
const NOTHING_READ: ReadCircuit = { model: null, texts: null, faults: [] };

/** Who receives each message that a circuit sends. */
function toldIn({ elements }: CircuitModel): Told[] {
  const told = new Map<string, Set<string>>();
  for (const { jobType, headers } of elements) {
    const { message, recipients = '' } = headers;
    if (jobType === 'notify' && message)
      told.set(message, new Set([...(told.get(message) ?? []), ...readNames(recipients)]));
  }
  return [...told].map(([message, recipients]) => ({ message, recipients: [...recipients] }));
}

/** The same of what may also be a part: kinds by their files, parts by themselves. */
export async function inspectDrafted({ of, bundle }: { of: Drafted; bundle: Bundle }): Promise<FilesInspection> {
  if (!isPart(of)) return inspectFiles(bundle);
  const faults: CircuitFault[] = [];
  const attempt = attemptIn(bundle, faults);
  let reading: Promise<ReadCircuit> | undefined;
  const readOnce = () => {
    reading ??= readParts(bundle);
    return reading;
  };
  faults.push(...(await attempt('part', [], () => inspectPart(of, bundle, readOnce))));
  const names = await attempt('names-offered', [], () => namesInPart(of, bundle, readOnce));
  return { faults: faults.slice(0, MAX_FAULTS), manifest: null, names, told: [], frenchTexts: null };
}

/**
 * Runs a check that only reads. A draft may hold what nobody thought of: that a check stumbles is said as a fault of the
 * draft, which is then not published, rather than tried again for ever.
 */
const attemptIn =
  ({ kind }: Bundle, faults: CircuitFault[]) =>
  async <Result>(check: string, otherwise: Result, run: () => Result | Promise<Result>): Promise<Result> => {
    try {
      return await run();
    } catch {
      faults.push({
        file: `${kind}.bpmn`,
        elementId: '(file)',
        code: 'check-failed',
        params: { check },
        severity: 'error',
      });
      return otherwise;
    }
  };
