import type { PendingChange } from '#application/situation/pending-changes.ts';

/** A change to come; a rule is said by its field, its code and what fills its words in. */
export const changeView = ({ broken, ...change }: PendingChange) => ({
  ...change,
  broken: broken.map(({ field, code, params, warns }) => ({ field, code, params: { ...params }, warns })),
});
