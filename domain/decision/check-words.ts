/** What a check may ask in words of its own: the question, and how its two answers are said. */
export const CHECK_WORDS = ['question', 'confirmed', 'unconfirmed'] as const;
export type CheckWord = (typeof CHECK_WORDS)[number];

/**
 * Returns the key of a check's words: among those of the form that its step shows, «
 * <form>.question », so that they come from the kind that calls a block with a form of its own, and
 * not from the block.
 */
export const checkWordKey = (formId: string, word: CheckWord): string => `${formId}.${word}`;
