/** The stories of a demonstration, in the order in which they are filed. */
export const STORY_NAMES = [
  'signed act',
  'waiting for an opinion',
  'waiting for a visa',
  'complement asked',
  'waiting for a signature',
  'withdrawn',
  'elsewhere in the ministry',
  'an advancement signed',
  'an advancement waiting for a visa',
  'a draft left for later',
] as const;

export type StoryName = (typeof STORY_NAMES)[number];
