import { type CircuitSheet, stepOf } from '../circuit/manifest.ts';
import type { DecisionContext, DecisionKind, Template } from './decision.ts';

/** What a version of a circuit says of the decision at one of its steps. */
export function decisionContext(
  sheet: CircuitSheet,
  { elementId, decision }: { readonly elementId: string; readonly decision: DecisionKind },
): DecisionContext {
  return {
    kind: decision,
    template: decision === 'signature' ? signedTemplate(sheet, elementId) : null,
    refusalInterview: sheet.refusalInterview,
    offers: stepOf(sheet, elementId)?.outcomes,
  };
}

/** Which act the signature at a step bears on; « act » when the step names none. */
export const signedTemplate = (sheet: CircuitSheet, elementId: string): Template =>
  stepOf(sheet, elementId)?.template ?? 'act';
