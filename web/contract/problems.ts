import type { z } from 'zod';
import type { CircuitDraftConflict, CircuitFault } from './circuits/atelier.ts';
import type { GridFault } from './circuits/grids.ts';
import type { DraftView } from './requests/drafts.ts';

/** What some problems carry beside RFC 9457's members, for whoever is refused to go on from. */
export interface ProblemExtras {
  /** The kept copy. */
  'draft-changed-elsewhere': { readonly draft: DraftView };
  /** Who saved in between, and when. */
  'circuit-draft-changed': z.infer<typeof CircuitDraftConflict>;
  'grid-invalid': { readonly gridFaults: readonly GridFault[] };
  'circuit-invalid': { readonly circuitFaults: readonly CircuitFault[] };
}
