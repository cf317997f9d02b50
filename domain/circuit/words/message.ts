/** The one message that the portal sends circuits: its request was withdrawn. It comes with `withdrawalId`. */
export const WITHDRAWAL_MESSAGE = 'request-withdrawn';

/** What a circuit's message is waited for by: the request that its instance plays, and none other. */
export const CORRELATION_KEY = '=requestId';

/** What must stand before it is told: a sealed act, an effect, a refusal by someone. */
export type ToldOutcome = 'seal' | 'effect' | 'refusal';

/**
 * The messages that tell an outcome. What an analyst writes in a message of another name is words: nobody can hold them
 * against what stands.
 */
export const MESSAGES_OF_OUTCOME: Readonly<Record<string, ToldOutcome>> = {
  'act-granted': 'seal',
  'act-refused': 'seal',
  'change-applied': 'effect',
  'change-refused': 'refusal',
};
