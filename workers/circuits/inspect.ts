import type { CircuitSheet } from '../../domain/circuit.ts';
import type { CircuitFault, CircuitFaultCode } from '../../domain/circuit-fault.ts';
import type { ActRenderer } from '../act-draft/typst/render.ts';
import type { Bundle } from './bundle.ts';
import { checkEngine } from './check-engine.ts';
import { checkExpressions } from './check-expressions.ts';
import { checkFormFiles } from './check-forms.ts';
import { checkReasons } from './check-reasons.ts';
import { checkStart } from './check-start.ts';
import { checkTables } from './check-tables.ts';
import { checkTemplates } from './check-templates.ts';
import type { Abilities } from './checks.ts';
import { readParts } from './read-circuit.ts';
import { makeSheet } from './sheet.ts';

/** Everything that is wrong in a bundle; its sheet when it could be published. */
export interface Inspection {
  readonly faults: readonly CircuitFault[];
  readonly sheet: CircuitSheet | null;
}

/** An answer that a screen can show; whoever has more to mend than this checks again after. */
const MOST_FAULTS = 300;

const TOO_MUCH = new Set<CircuitFaultCode>(['expression-too-long', 'file-too-large', 'diagram-hostile']);

/**
 * Says all that is wrong in a circuit before anyone's request follows it: what it names and lacks, what the engine would
 * refuse, expressions, tables, forms, templates. Each part is judged as far as it can be read: one broken file does not
 * hide what is wrong in another.
 */
export async function inspectCircuit(bundle: Bundle, abilities: Abilities, renderer: ActRenderer): Promise<Inspection> {
  const { model, texts, faults: found } = await readParts(bundle, abilities);
  // Forms are judged on their own below, with the reason.
  const faults = found.filter(({ code }) => code !== 'form-unreadable');
  if (model) faults.push(...checkStart(bundle, model), ...checkReasons(bundle, model));
  const expressions = await checkExpressions(bundle, model, abilities);
  faults.push(...expressions.faults);
  faults.push(...checkFormFiles(bundle));
  faults.push(...(await checkTables(bundle, expressions.known)));
  // What our own reader would not touch is not given to the engine's.
  if (!faults.some(({ code }) => TOO_MUCH.has(code))) faults.push(...(await checkEngine(bundle, model !== null)));
  faults.push(...(await checkTemplates(bundle, texts?.fr ?? null, renderer)));
  const sound = !faults.some(({ severity }) => severity === 'error');
  return {
    faults: faults.slice(0, MOST_FAULTS),
    sheet: sound && model && texts ? makeSheet(bundle, model, texts) : null,
  };
}
