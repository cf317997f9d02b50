/**
 * How long what was typed and never filed is kept: nobody decided on it, and it says much of its owner. Untouched for so many
 * days, its owner is told; untouched for so many more, it is removed with its documents.
 */
export const IDLE_DRAFT_DAYS = { untilTold: 150, untilRemoved: 30 } as const;

/** To its owner: a draft goes unless they touch it. */
export const IDLE_DRAFT_MESSAGE = 'draft-expires';

const ABOUT = 'draft:';
/** What such a message is about. */
export const aboutDraft = (draftId: string): string => `${ABOUT}${draftId}`;
/** Where the portal shows it. */
export const draftAddress = (subject: string): string => `/drafts/${subject.slice(ABOUT.length)}`;
