import { type ActDatum, datum } from '../../circuit/words/datum.ts';

/** What ways of appeal can name: « devant {court} », filled in when the act is drawn. */
export const APPEAL_DATA: readonly ActDatum[] = [
  datum('court', 'Tribunal administratif du lieu d’affectation', 'Administrative court of the place of the post'),
];
const COURT = '{court}';

/** What an administrative appeal does to the time for going to court (code des relations…, L411-2 and L231-4; CJA, R421-2). */
const INTERRUPTED =
  'Un recours administratif formé dans ce délai l’interrompt : deux mois courent de nouveau à compter de son rejet, exprès ou né d’un silence de deux mois ; si les deux recours sont formés, à compter du second rejet.';
/** CJA, R414-2. */
const BY_TELERECOURS = 'Le tribunal peut être saisi par l’application « Télérecours citoyens » (www.telerecours.fr).';

/**
 * Completes the ways of appeal as they are printed. The portal adds what the law says of all of
 * them, unless the circuit says it: what an administrative appeal does to the time limit, where it
 * names one, and how the court can be reached.
 * @param court « tribunal administratif de Melun »; null: unknown, and none is named
 */
export function appealBefore(appeal: readonly string[], court: string | null): string[] {
  const said = appeal.map((line) =>
    line.replaceAll(COURT, `le ${court ?? 'tribunal administratif territorialement compétent'}`),
  );
  const all = said.join(' ');
  return [
    ...said,
    ...(/recours (?:gracieux|hiérarchique)/i.test(all) && !/interromp|proroge|conserve/i.test(all)
      ? [INTERRUPTED]
      : []),
    ...(/tribunal/i.test(all) && !/télérecours/i.test(all) ? [BY_TELERECOURS] : []),
  ];
}

/** True if the ways of appeal name the court. */
export const namesCourt = (appeal: readonly string[]): boolean => appeal.some((line) => line.includes(COURT));
