import type { CivilDate } from '../calendar/civil-date.ts';

/** A candidate to be ranked. */
export interface Candidate {
  readonly requestId: string;
  readonly points: number;
  /** Since when they are in their post; null: not known. Of equal points, the earliest comes first. */
  readonly since: CivilDate | null;
  /** Codes of posts, the dearest first. */
  readonly choices: readonly string[];
}

/** How a person settled a tie: these requests, in this order, for that post. */
export interface Settlement {
  readonly postCode: string;
  readonly requestIds: readonly string[];
}

/**
 * Candidates whom nothing distinguishes, for the last places of a post: a person must say who comes
 * first.
 */
export interface Tie extends Settlement {
  /** How many of them the post can take. */
  readonly places: number;
}

export interface Assignment {
  /** The post of each who has one, by request. */
  readonly placed: ReadonlyMap<string, string>;
  /** Where it stops; with any, nobody is placed for good. */
  readonly ties: readonly Tie[];
}

/**
 * Assigns posts to candidates by deferred acceptance: each asks for their choices in order, each
 * post keeps the best who asked, up to its places. Nobody can then be better served without
 * somebody with more points losing a post that they prefer, and the order of candidates changes
 * nothing. Nothing is left to chance: candidates whom neither points, seniority nor a settlement
 * distinguish are kept together, and where there are too few places once all have asked, that is a
 * tie.
 */
export function assign(
  candidates: readonly Candidate[],
  posts: readonly { readonly code: string; readonly places: number }[],
  settlements: readonly Settlement[] = [],
): Assignment {
  const kept = new Map(posts.map(({ code, places }) => [code, { places, held: [] as Candidate[] }]));
  const asked = new Map(candidates.map(({ requestId }) => [requestId, 0]));
  const waiting = [...candidates];
  for (const candidate of waiting) {
    const turn = asked.get(candidate.requestId) ?? 0;
    const code = candidate.choices[turn];
    if (code === undefined) continue;
    asked.set(candidate.requestId, turn + 1);
    const post = kept.get(code);
    if (post === undefined) {
      waiting.push(candidate);
      continue;
    }
    const ranked = [...post.held, candidate].sort(before(code, settlements));
    const last = ranked[post.places - 1];
    const stays = (one: Candidate) => last !== undefined && before(code, settlements)(one, last) <= 0;
    post.held = ranked.length <= post.places ? ranked : ranked.filter(stays);
    waiting.push(...(ranked.length <= post.places ? [] : ranked.filter((one) => !stays(one))));
  }
  const ties = [...kept].flatMap(([postCode, { places, held }]): Tie[] => {
    const last = held.length > places ? held.at(-1) : undefined;
    if (last === undefined) return [];
    const tied = held.filter((one) => before(postCode, settlements)(one, last) === 0);
    const requestIds = tied.map(({ requestId }) => requestId).sort();
    return [{ postCode, requestIds, places: places - (held.length - tied.length) }];
  });
  const placed = [...kept].flatMap(([code, { held }]) => held.map(({ requestId }) => [requestId, code] as const));
  return { placed: new Map(placed), ties };
}

/** Who comes first for a post: points, then seniority, then what somebody settled; 0 where nothing tells them apart. */
const before = (postCode: string, settlements: readonly Settlement[]) => {
  const settled = settlements.filter((settlement) => settlement.postCode === postCode);
  return (one: Candidate, other: Candidate): number =>
    other.points - one.points ||
    compareDays(one.since, other.since) ||
    settled.reduce((sign, { requestIds }) => {
      const [first, second] = [requestIds.indexOf(one.requestId), requestIds.indexOf(other.requestId)];
      return first < 0 || second < 0 ? sign : first - second;
    }, 0);
};

/** A candidate whose first day is unknown comes last. */
function compareDays(one: CivilDate | null, other: CivilDate | null): number {
  if (one === other) return 0;
  if (one === null) return 1;
  return other === null || one < other ? -1 : 1;
}
