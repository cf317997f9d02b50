import type { CircuitFault, CircuitFaultCode } from '../../../domain/circuit/fault.ts';
import type { CircuitManifest } from '../../../domain/circuit/manifest.ts';
import type { ActRenderer } from '../../act-draft/typst/render.ts';
import { checkGuarantees } from '../guarantees/check-guarantees.ts';
import type { Bundle } from '../read/bundle.ts';
import { makeManifest } from '../read/manifest.ts';
import { type ReadCircuit, readParts } from '../read/read-circuit.ts';
import { checkEngine } from './check-engine.ts';
import { checkExpressions } from './check-expressions.ts';
import { checkFormFiles } from './check-forms.ts';
import { checkStart } from './check-start.ts';
import { checkTables } from './check-tables.ts';
import { checkTemplates } from './check-templates.ts';

/** Everything that is wrong in a bundle; its manifest when it could be published. */
export interface Inspection {
  readonly faults: readonly CircuitFault[];
  readonly manifest: CircuitManifest | null;
}

/** An answer that a screen can show; with more to mend than this, one checks again after. */
const MAX_FAULTS = 300;

const TOO_MUCH = new Set<CircuitFaultCode>(['expression-too-long', 'file-too-large', 'diagram-hostile']);

/**
 * Says all that is wrong in a circuit before anyone's request follows it: what it names and lacks, what the engine would
 * refuse, expressions, tables, forms, templates. Each part is judged as far as it can be read: one broken file does not
 * hide what is wrong in another.
 */
export async function inspectCircuit(bundle: Bundle, renderer: ActRenderer): Promise<Inspection> {
  const faults: CircuitFault[] = [];
  const attempt = attemptIn(bundle, faults);
  const { model, texts, faults: found } = await attempt('names', NOTHING_READ, () => readParts(bundle));
  // Forms are judged on their own below, with the reason.
  faults.push(...found.filter(({ code }) => code !== 'form-unreadable'));
  if (model) {
    faults.push(...(await attempt('start', [], () => checkStart(bundle, model))));
    faults.push(...(await attempt('guarantees', [], () => checkGuarantees(bundle, model))));
  }
  const expressions = await attempt('expressions', { faults: [], known: null }, () => checkExpressions(bundle, model));
  faults.push(...expressions.faults);
  faults.push(...(await attempt('forms', [], () => checkFormFiles(bundle))));
  faults.push(...(await attempt('tables', [], () => checkTables(bundle, expressions.known))));
  // What our own reader would not touch is not given to the engine's.
  if (!faults.some(({ code }) => TOO_MUCH.has(code)))
    faults.push(...(await attempt('engine', [], () => checkEngine(bundle, model !== null))));
  faults.push(...(await checkTemplates(bundle, texts?.fr ?? null, renderer)));
  const sound = !faults.some(({ severity }) => severity === 'error');
  return {
    faults: faults.slice(0, MAX_FAULTS),
    manifest: sound && model && texts ? makeManifest(bundle, model, texts) : null,
  };
}

const NOTHING_READ: ReadCircuit = { model: null, texts: null, faults: [] };

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
