/**
 * Incidents of one cause, tried again together: asked, and gone through one by one; then it is watched for a while whether they
 * stop again; then it is over.
 */
export const RETRY_STATES = ['asked', 'watching', 'ended'] as const;
export type RetryState = (typeof RETRY_STATES)[number];

/**
 * What became of one of them:
 *  · waiting: its turn has not come;  · sent: the engine is being told;
 *  · done: the step goes on;  · gone: there was nothing to try again any more;
 *  · again: it stopped anew, for whatever cause;
 *  · refused: whoever asked has no longer the right.
 */
export const RETRIED_STATES = ['waiting', 'sent', 'done', 'gone', 'again', 'refused'] as const;
export type RetriedState = (typeof RETRIED_STATES)[number];
