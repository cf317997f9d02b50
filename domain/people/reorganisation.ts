/** What may happen to a structure while requests are under way in it. */
export const REORGANISATIONS = ['move', 'merge', 'close', 'keep'] as const;
/** A change of a structure. */
export type Reorganisation = (typeof REORGANISATIONS)[number];
