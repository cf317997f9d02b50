/** What an act does to the earlier one that it is about: *rectification*, *retrait*, *abrogation*. */
export const LATER_ACTS = ['corrects', 'withdraws', 'repeals'] as const;
export type LaterActNature = (typeof LATER_ACTS)[number];
