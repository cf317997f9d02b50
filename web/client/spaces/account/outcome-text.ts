import { known } from '../../language/use-language.ts';

/** How a sign-in ended, as the journal keeps it, in words: « identity-unproven-audience » says what was wrong, in brackets. */
export function outcomeText(outcome: string): string {
  const [, reason = outcome, why] = /^(identity-(?:unproven|provider-away))-(.+)$/.exec(outcome) ?? [];
  const text =
    known(`security.outcomes.${reason}`) ?? known(`errors.${reason}`) ?? known('security.outcomes.refused') ?? '';
  return why === undefined ? text : `${text} (${why})`;
}
