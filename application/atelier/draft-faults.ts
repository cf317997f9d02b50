import type { CircuitFault, CircuitFaultCode } from '#domain/circuit/faults/fault.ts';
import type { ErrorParams } from '#domain/errors.ts';
import type { Guarantee } from '#domain/situation/guarantee.ts';
import { GUARANTEES } from '#domain/situation/guarantee.ts';
import { FIELD_TYPES, guaranteeOf, type Theme, themeFile } from '#domain/situation/themes/theme.ts';
import type { Tx } from '#prisma/client.ts';
import { type CircuitDraftRow, filesOfDraft } from '#prisma/repositories/circuits/atelier.ts';
import { formerTheme, heldFields, themeUsedFor } from '#prisma/repositories/people/themes.ts';
import { textOfFile } from './draft-title.ts';
import { formFaults } from './form-faults.ts';

/**
 * Lists the faults of a draft that only the server can see. Kinds and blocks: form components whose
 * answers it could not check. Themes: conflicts with the values already stored and the guarantees
 * promised for them, which the database enforces too.
 */
export const draftFaults = (tx: Tx, draft: Pick<CircuitDraftRow, 'id' | 'of' | 'kind'>): Promise<CircuitFault[]> =>
  draft.of === 'theme' ? themeFaults(tx, draft) : formFaults(tx, draft.id);

async function themeFaults(tx: Tx, { id, kind: name }: Pick<CircuitDraftRow, 'id' | 'kind'>): Promise<CircuitFault[]> {
  const path = themeFile(name);
  const file = (await filesOfDraft(tx, id)).find((one) => one.path === path);
  const theme = file === undefined ? null : readable(textOfFile(file));
  // Unreadable files are reported by the workers.
  if (theme === null) return [];
  const faults: CircuitFault[] = [];
  const report = (elementId: string, code: CircuitFaultCode, params: ErrorParams) =>
    faults.push({ file: path, elementId, code, params, severity: 'error' });
  const { fields, use = null } = theme;
  const former = await formerTheme(tx, name);
  if (former !== null && below(guaranteeOf(theme), former.floor))
    report('guarantee', 'theme-below-former', { guarantee: former.floor });
  if (former !== null && former.use !== use) report('use', 'theme-use-fixed', { use: former.use ?? '—' });
  const taken = use === null ? null : await themeUsedFor(tx, use, name);
  if (use !== null && taken !== null) report('use', 'theme-use-taken', { use, theme: taken });
  for (const { key, type } of await heldFields(tx, name, fields)) {
    const place = fields.some((field) => field.key === key) ? `fields.${key}` : 'fields';
    report(place, 'theme-field-held', { field: key, type });
  }
  return faults;
}

const below = (one: Guarantee, other: Guarantee): boolean => GUARANTEES.indexOf(one) < GUARANTEES.indexOf(other);

/**
 * Parses a theme as far as it must be compared with former ones; null if its fields cannot be read.
 */
function readable(text: string): Theme | null {
  try {
    const read = JSON.parse(text) as Theme;
    const isRead =
      GUARANTEES.includes(read.guarantee) &&
      read.fields.every(({ key, type }) => typeof key === 'string' && FIELD_TYPES.includes(type));
    return isRead ? read : null;
  } catch {
    return null;
  }
}
