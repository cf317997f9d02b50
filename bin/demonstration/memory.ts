import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { STORY_NAMES, type StoryName } from './names.ts';

const fileIn = (dataDir: string) => path.join(dataDir, 'demonstration.json');

/** The stories that were not played yet from this folder: each is played once. */
export function storiesLeft(dataDir: string): StoryName[] {
  const played = storiesPlayed(dataDir);
  return STORY_NAMES.filter((name) => !played.includes(name));
}

/** Remembers that stories were played. */
export function rememberStories(dataDir: string, names: readonly StoryName[]): void {
  writeFileSync(fileIn(dataDir), JSON.stringify([...storiesPlayed(dataDir), ...names]));
}

function storiesPlayed(dataDir: string): string[] {
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as string[];
  } catch {
    return [];
  }
}
