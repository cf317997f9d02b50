/** What may become of a structure while requests are under way in it. */
export const REORGANISATIONS = ['move', 'merge', 'close', 'keep'] as const;
export type Reorganisation = (typeof REORGANISATIONS)[number];
