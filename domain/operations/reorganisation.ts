/** What may become of a structure while requests are under way in it. */
export const REORGANISATIONS = ['move', 'merge', 'close'] as const;
export type Reorganisation = (typeof REORGANISATIONS)[number];
