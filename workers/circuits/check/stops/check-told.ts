import { readNames } from '#domain/circuit/interventions/start-fact.ts';
import { CAMPAIGN_MESSAGES } from '#domain/circuit/words/message.ts';
import { goesToAgent, stepOf } from '../../guarantees/doings.ts';
import type { Drawing, Place } from '../../guarantees/drawing.ts';
import type { Token } from '../../guarantees/walk.ts';
import type { Report } from '../check-headers.ts';

/**
 * The screen tells people who file and complete; a correction and a complement have messages of
 * their own.
 */
const AWAITED = ['opinion', 'visa', 'check', 'signature', 'answer'];
/** What an agent who withdraws knows. */
const KNOWN = 'withdrawn';

/**
 * Reports the people who would not hear of a request: the holders of a step that no message
 * announces, the agent whose request is closed after a decision that no message reports, and the
 * one whose act the administration undoes without having heard them. One way is enough; each is a
 * warning, since a circuit may mean it.
 */
export function checkTold({ places, properties }: Drawing, tokens: readonly Token[], warn: Report): void {
  const unannounced = new Set<string>();
  const untold = new Set<string>();
  const unheard = new Set<string>();
  for (const token of tokens) {
    const place = places.get(token.place);
    if (place === undefined) continue;
    if (isAwaited(place) && !wayTo(token, places).some((before) => goesTo(before, roleOf(place))))
      unannounced.add(place.id);
    if (place.element.jobType === 'effects-undo' && properties.startedBy !== undefined)
      if (!wayTo(token, places).some((before) => isAnswered(before, places))) unheard.add(place.id);
    if (closesUnknown(place) && lastOf(wayTo(token, places)) === 'decision') untold.add(place.id);
  }
  for (const id of unannounced) warn(id, 'step-unannounced');
  for (const id of untold) warn(id, 'closing-untold');
  for (const id of unheard) warn(id, 'undoing-unheard');
}

const roleOf = ({ element }: Place): string => element.candidateGroups[0] ?? '';
/** The portal itself tells the agent the result of a campaign. */
const isTold = (place: Place): boolean =>
  goesToAgent(place) || (Object.values(CAMPAIGN_MESSAGES) as string[]).includes(place.about);
const isDecided = (place: Place): boolean => stepOf(place) !== null;
const isAwaited = (place: Place): boolean => AWAITED.includes(stepOf(place)?.decision ?? '');
/** Whether the agent was asked there, or had the time to answer. */
const isAnswered = (place: Place, places: Drawing['places']): boolean => {
  const step = places.get(place.attachedTo ?? place.id);
  return step !== undefined && stepOf(step)?.decision === 'answer';
};
const goesTo = ({ element }: Place, role: string): boolean =>
  element.jobType === 'notify' && readNames(element.headers.recipients ?? '').includes(role);

/** Whether a request is closed there for another reason than its agent's own. */
const closesUnknown = ({ element: { jobType, headers } }: Place): boolean =>
  jobType === 'request-close' && headers.outcome !== KNOWN;

/** What came last on a way: a decision, or a message to the agent. */
function lastOf(way: readonly Place[]): 'decision' | 'message' | null {
  const last = way.find((place) => isTold(place) || isDecided(place));
  return last === undefined ? null : isDecided(last) ? 'decision' : 'message';
}

/** What a token went through, the last first. */
function wayTo({ from }: Token, places: Drawing['places']): Place[] {
  const way: Place[] = [];
  for (let at = from; at !== null; at = at.from) {
    const place = places.get(at.place);
    if (place !== undefined) way.push(place);
  }
  return way;
}
