import type { Bilingual, CircuitManifest } from '#domain/circuit/manifest.ts';
import type { FormComponent } from './schema.ts';

/** What a field of the form is called, by the circuit's texts. */
export function labelOf(component: FormComponent, texts: CircuitManifest['texts']['form']): Bilingual {
  const label = component.label ?? component.dateLabel ?? component.key ?? '';
  return texts[`${component.key}.label`] ?? { fr: label, en: label };
}
