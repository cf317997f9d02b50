// Libraries of the modeler that come without types. What we use of them is typed in `services.ts`.
declare module 'bpmn-js-properties-panel' {
  export const BpmnPropertiesPanelModule: object;
  export const BpmnPropertiesProviderModule: object;
  export const ZeebePropertiesProviderModule: object;
}
declare module '@bpmn-io/properties-panel' {
  /** What is wrong at an entry. */
  export function useError(id: string): string | undefined;
  /** What is focused when an entry is asked for. */
  export function useShowEntryEvent(id: string): { current: { focus(): void } | undefined };
}
declare module 'bpmn-js-element-templates' {
  export const CloudElementTemplatesPropertiesProviderModule: object;
}
declare module 'bpmn-js-create-append-anything' {
  export const CreateAppendAnythingModule: object;
  export const CreateAppendElementTemplatesModule: object;
}
declare module 'camunda-bpmn-js-behaviors/lib/camunda-cloud/index.js' {
  const module: object;
  export default module;
}
declare module '@camunda/linting' {
  import type { LintReport } from './services.ts';
  export class Linter {
    constructor(options?: { modeler?: 'desktop' | 'web'; type?: 'cloud' | 'platform' });
    lint(definitionsOrXml: unknown): Promise<LintReport[]>;
  }
}
declare module '@camunda/linting/modeler.js' {
  const module: object;
  export default module;
}
declare module 'bpmn-js-token-simulation/lib/modeler.js' {
  const module: object;
  export default module;
}
declare module 'diagram-js-minimap' {
  const module: object;
  export default module;
}
declare module 'bpmn-js-i18n/translations/fr.js' {
  const words: Record<string, string>;
  export default words;
}
declare module '@bpmn-io/element-templates-validator' {
  export function validateZeebe(template: unknown): { valid: boolean; errors: unknown };
}
