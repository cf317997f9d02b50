/**
 * States of a retry of all incidents of one cause: asked, while they are retried one by one;
 * watching for a while whether they stop again; ended.
 */
export const RETRY_STATES = ['asked', 'watching', 'ended'] as const;
/** A state of a retry. */
export type RetryState = (typeof RETRY_STATES)[number];

/**
 * What became of one of the incidents:
 * · waiting: its turn has not come; · sent: the engine is being asked;
 * · done: the step goes on; · gone: there was nothing left to retry;
 * · again: it stopped again, for any cause;
 * · refused: the person who asked has lost the right to.
 */
export const RETRIED_STATES = ['waiting', 'sent', 'done', 'gone', 'again', 'refused'] as const;
/** A state of one incident of a retry. */
export type RetriedState = (typeof RETRIED_STATES)[number];
