import type { Bilingual } from '#domain/bilingual.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import type { FormComponent } from './schema.ts';

/** Returns the label of a field, from the circuit's texts. */
export function labelOf(component: FormComponent, texts: CircuitManifest['texts']['form']): Bilingual {
  const label = component.label ?? component.dateLabel ?? component.key ?? '';
  return texts[`${component.key}.label`] ?? { fr: label, en: label };
}
