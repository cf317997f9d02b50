import { defineJob, identifier } from '../../steps/job.ts';

/** Seals the act that was just signed and files it, once. */
export const definition = defineJob({
  type: 'act-seal',
  does: 'seals the act that was just signed and files it in the dossier, once',
  variables: { decisionId: identifier() },
  fault: 'seal-failed',
});
