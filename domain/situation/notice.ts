/** Messages about a person’s situation, not about a request. */
export const SITUATION_NOTICES = [
  // To the agent: an entry was corrected.
  'situation-corrected',
  // To the other gestionnaires of the file: a correction needs a second person.
  'correction-to-confirm',
  // To the author of the correction: with a remark.
  'correction-refused',
  // To the agent, then to their gestionnaires and superiors: a period ends soon.
  'situation-ends',
  'situation-ends-nearby',
] as const;
/** A message about a person’s situation. */
export type SituationNotice = (typeof SITUATION_NOTICES)[number];

/** True if a message is about a person’s situation. */
export const isSituationNotice = (message: string): message is SituationNotice =>
  (SITUATION_NOTICES as readonly string[]).includes(message);

/** Returns the subject of such a message: a person’s situation. */
export const aboutSituation = (personId: string): string => `situation:${personId}`;

/**
 * Returns the address that a message leads to: the agent’s own page, or the agent's situation for
 * the others.
 */
export const situationAddress = (message: SituationNotice, subject: string): string =>
  message === 'situation-corrected' || message === 'situation-ends'
    ? '/situation'
    : `/people/${subject.slice('situation:'.length)}/situation`;
