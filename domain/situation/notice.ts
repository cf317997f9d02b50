/** Messages about somebody’s situation, of no request. */
export const SITUATION_NOTICES = [
  // To the agent: an entry was put right.
  'situation-corrected',
  // To the others who keep the file: a correction takes two.
  'correction-to-confirm',
  // To whoever asked for it: with a remark.
  'correction-refused',
  // To the agent, to whoever manages them: a period ends soon.
  'situation-ends',
  'situation-ends-nearby',
] as const;
export type SituationNotice = (typeof SITUATION_NOTICES)[number];

export const isSituationNotice = (message: string): message is SituationNotice =>
  (SITUATION_NOTICES as readonly string[]).includes(message);

/** What such a message is about: somebody’s situation. */
export const aboutSituation = (personId: string): string => `situation:${personId}`;

/** Where the portal shows it: to the agent, to whoever keeps their file. */
export const situationAddress = (message: SituationNotice, subject: string): string =>
  message === 'situation-corrected' || message === 'situation-ends'
    ? '/situation'
    : `/people/${subject.slice('situation:'.length)}/situation`;
