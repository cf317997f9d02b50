import { type ActData, rankOf } from '#domain/act/act.ts';
import { appealBefore } from '#domain/act/legal/appeal.ts';
import { withArticle } from '#domain/act/legal/authority.ts';
import { type PowerUsed, printedPower } from '#domain/act/legal/power.ts';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { ActEffect } from '#domain/effect/act-effects.ts';
import { printableIn } from '#domain/formats/printable.ts';
import type { GridsOn } from '#domain/situation/grids/grid.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import type { ActContent } from '#prisma/repositories/acts/acts.ts';
import type { PersonInPost, PostingThen } from '#prisma/repositories/people/people.ts';
import { readFraction } from './content.ts';

/** What is known of an act on the day when somebody would sign it: of a request, or of a sample. */
export interface PageSources {
  readonly content: ActContent;
  readonly number: string;
  readonly verification: ActData['verification'];
  readonly signer: Pick<PersonInPost, 'firstName' | 'lastName'> & {
    readonly posting: Pick<PostingThen, 'quality'> & {
      readonly structure: Pick<PostingThen['structure'], 'name' | 'city'>;
    };
  };
  readonly power: PowerUsed;
  /** Below the ministry, down to the one of the signer. */
  readonly services: readonly string[];
  readonly day: CivilDate;
  /** With the very values that will be applied. */
  readonly effects: readonly ActEffect[];
  /** The themes that the circuit changes. */
  readonly changed: readonly Theme[];
  /** Those that the template names, on the day of effect. */
  readonly grids: GridsOn;
  /** The administrative court of the agent's post that day; null: not known. */
  readonly court: string | null;
}

/**
 * All that the page of an act prints. The one maker of it: what an analyst sees of a template, what a signer is shown and what
 * is sealed differ by what is known, and by nothing else.
 */
export function actPage({ effects, grids, ...sources }: PageSources): ActData {
  const page = withFractionSaid(withAuthor(sources), effects, sources.changed);
  return {
    // The effects keep their values: their words are made printable.
    ...printableIn(page),
    effects,
    ...(Object.keys(grids).length > 0 && { grids: printableIn(rowsOf(grids)) }),
  };
}

/**
 * Adds the signatory, their power, the day and the place: the mentions without which the act is not
 * lawful.
 */
function withAuthor(sources: Omit<PageSources, 'effects' | 'grids'>): ActData {
  const { content, number, verification, signer, power, services, day, court } = sources;
  const { firstName, lastName, posting } = signer;
  const quality = withArticle(posting.quality);
  const { authority, inNameOf, visas } = printedPower(power, quality);
  return {
    ...content,
    agent: { ...content.agent, rank: rankOf(content.agent) },
    number,
    verification,
    appeal: appealBefore(content.appeal, court),
    structure: [...services],
    authority,
    powers: visas,
    author: {
      firstName,
      lastName,
      quality,
      service: posting.structure.name,
      ...(inNameOf !== null && { byDelegationOf: { quality: inNameOf } }),
    },
    place: posting.structure.city,
    date: day,
  };
}

/** The fraction of the pay is what the act applies, where a theme says it: whatever a table of the circuit computed before. */
function withFractionSaid(data: ActData, effects: readonly ActEffect[], changed: readonly Theme[]): ActData {
  const keys = changed.flatMap(({ fields }) => fields.filter(({ type }) => type === 'fraction'));
  const said = effects.flatMap(({ facts }) => keys.flatMap(({ key }) => facts[key] ?? [])).at(0);
  if (typeof said !== 'string') return data;
  const { payFraction: _, ...rest } = data;
  const read = readFraction(said);
  return read === null ? rest : { ...rest, payFraction: read };
}

/** What a template reads of the grids that it names: their rows on the day of effect. */
const rowsOf = (grids: GridsOn): NonNullable<ActData['grids']> =>
  Object.fromEntries(Object.values(grids).map(({ name, rows }) => [name, rows.map(({ values }) => values)]));
