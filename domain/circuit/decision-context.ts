import type { DecisionContext, DecisionKind, Template } from '../decision/decision.ts';
import { type CircuitManifest, stepOf } from './manifest.ts';

/**
 * Builds the context of a decision at a step, from the version of its circuit; `accepted`: silence
 * has accepted the request.
 */
export function decisionContext(
  manifest: CircuitManifest,
  { elementId, decision }: { readonly elementId: string; readonly decision: DecisionKind },
  accepted: boolean,
): DecisionContext {
  return {
    kind: decision,
    template: decision === 'signature' ? signedTemplate(manifest, elementId) : null,
    refusalInterview: manifest.refusalInterview,
    offers: stepOf(manifest, elementId)?.outcomes,
    hasForm: takesForm(decision) && manifest.taskForms[elementId] !== undefined,
    accepted,
  };
}

const WITH_FORM: readonly DecisionKind[] = ['check', 'answer'];

/**
 * True if a step that decides this may have its own form, whose answers are kept with the decision.
 */
export const takesForm = (decision: DecisionKind | null): boolean => decision !== null && WITH_FORM.includes(decision);

/** Returns which act the signature at a step bears on; « act » if the step names none. */
export const signedTemplate = (manifest: CircuitManifest, elementId: string): Template =>
  stepOf(manifest, elementId)?.template ?? 'act';
