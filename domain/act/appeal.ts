import { type ActDatum, datum } from './text/vocabulary.ts';

/** What ways of appeal can name: « devant {court} ». It is filled in as the act is drawn. */
export const APPEAL_DATA: readonly ActDatum[] = [
  datum('court', 'Tribunal administratif du lieu d’affectation', 'Administrative court of the place of the post'),
];
const COURT = '{court}';

/**
 * Ways of appeal as they are printed.
 * @param court « tribunal administratif de Melun »; null: not known, and none is named
 */
export const appealBefore = (appeal: readonly string[], court: string | null): string[] =>
  appeal.map((line) => line.replaceAll(COURT, `le ${court ?? 'tribunal administratif territorialement compétent'}`));

/** Whether ways of appeal name the court. */
export const namesCourt = (appeal: readonly string[]): boolean => appeal.some((line) => line.includes(COURT));
