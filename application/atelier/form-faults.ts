import type { CircuitFault, CircuitFaultCode } from '#domain/circuit/faults/fault.ts';
import type { ErrorParams } from '#domain/errors.ts';
import type { Tx } from '#prisma/client.ts';
import { filesOfDraft } from '#prisma/repositories/circuits/atelier.ts';
import { EMPTY_VALUES, type FormComponent, PRESENTATION } from '../forms/schema.ts';
import { compileForm, FormNotSupported } from '../forms/validator.ts';

const KNOWN = new Set<string>([...Object.keys(EMPTY_VALUES), ...PRESENTATION, 'group', 'dynamiclist']);

/**
 * Lists the form components whose answers the server could not check. It compiles the validator of
 * each one now, before anybody fills the form in.
 */
export async function formFaults(tx: Tx, draftId: string): Promise<CircuitFault[]> {
  const forms = (await filesOfDraft(tx, draftId)).filter(({ path }) => path.endsWith('.form'));
  return forms.flatMap((file) => faultsOf(file.path, new TextDecoder().decode(file.content)));
}

function faultsOf(file: string, source: string): CircuitFault[] {
  const faults: CircuitFault[] = [];
  const report = (elementId: string, code: CircuitFaultCode, params: ErrorParams) =>
    faults.push({ file, elementId, code, params, severity: 'error' });
  for (const component of componentsOf(source)) {
    const name = component.key ?? component.id ?? '?';
    if (!KNOWN.has(component.type)) {
      report(name, 'component-unknown', { type: String(component.type) });
      continue;
    }
    try {
      compileForm({ components: [{ ...component, components: [] }] });
    } catch (error) {
      if (!(error instanceof FormNotSupported)) throw error;
      report(name, 'component-refused', { reason: error.message });
    }
  }
  return faults;
}

/**
 * Lists every component, including those within groups; none if the file is not a form, which the
 * workers report.
 */
function componentsOf(source: string): FormComponent[] {
  let form: unknown;
  try {
    form = JSON.parse(source);
  } catch {
    return [];
  }
  const found: FormComponent[] = [];
  const waiting = [form];
  for (const holder of waiting) {
    const { components } = (holder ?? {}) as { components?: unknown };
    if (!Array.isArray(components)) continue;
    for (const component of components) {
      if (typeof component !== 'object' || component === null) continue;
      found.push(component as FormComponent);
      waiting.push(component);
    }
  }
  return found;
}
