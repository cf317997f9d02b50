import { openCircuitInspector } from '../circuits/check/circuit-inspector.ts';
import { createActRenderer, createTrialRenderer } from '../typst/render.ts';

// Started by the first file that needs one, a second of processor each, and kept for those that the process plays after it.
// At rest they hold no process that ends, and a process of Typst ends with its parent.

/** Draws acts. */
export const renderer = createActRenderer({ files: new Map() });
/** Draws what is only tried. */
export const trialRenderer = createTrialRenderer();
/** Inspects circuits. */
export const inspector = openCircuitInspector(trialRenderer);
