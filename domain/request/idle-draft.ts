/**
 * How long an unfiled draft is kept: nobody decided on it, and it reveals much about its owner.
 * After this many days untouched, its owner is notified; after this many more, it is removed with
 * its documents.
 */
export const IDLE_DRAFT_DAYS = { untilTold: 150, untilRemoved: 30 } as const;

/** To the owner: a draft will be removed unless they touch it. */
export const IDLE_DRAFT_MESSAGE = 'draft-expires';

const ABOUT = 'draft:';
/** Returns the subject of such a message. */
export const aboutDraft = (draftId: string): string => `${ABOUT}${draftId}`;
/** Returns the address of the draft that a message is about. */
export const draftAddress = (subject: string): string => `/drafts/${subject.slice(ABOUT.length)}`;
