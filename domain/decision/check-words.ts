/** What a check may ask in words of its own: the question, and how its two answers are said. */
export const CHECK_WORDS = ['question', 'confirmed', 'unconfirmed'] as const;
export type CheckWord = (typeof CHECK_WORDS)[number];

/**
 * Where the words of a check stand: among those of the form that its step shows, « <form>.question ». So that a block says
 * nothing of it, but the kind that calls it with a form of its own.
 */
export const checkWordKey = (formId: string, word: CheckWord): string => `${formId}.${word}`;
