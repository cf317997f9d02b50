import type { CamundaRestClient } from './client.ts';
import { translateRestError } from './errors.ts';

/** Runs one REST call and turns whatever it throws into EngineUnavailable or EngineRejection. */
export type Call = <Result>(send: (client: CamundaRestClient) => Promise<Result>) => Promise<Result>;

/** A call is answered or given up after this long, so that whoever keeps the intent can try again. */
const ANSWER_WITHIN_MS = 5_000;
/** Transitions of a user task wait for its listeners; the engine itself gives up with 504 before this. */
const TRANSITION_WITHIN_MS = 20_000;

/** What a call is given up with. One for all: made for each, most often long after its answer, it cost more than the call's timer. */
const TOO_LATE = new DOMException('it took too long', 'TimeoutError');

/**
 * `fetch` with a bound: the client's own retries and back-pressure queue are off, time is the only limit. Nobody cancels a
 * call otherwise, so that the client's own signal is left out.
 */
export function boundedFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const address = input instanceof Request ? input.url : String(input);
  const transition = /\/user-tasks\/\d+/.test(address);
  const limit = new AbortController();
  setTimeout(() => limit.abort(TOO_LATE), transition ? TRANSITION_WITHIN_MS : ANSWER_WITHIN_MS).unref();
  return fetch(input, { ...init, signal: limit.signal });
}

/** The door to the REST client, loaded at the first call: importing it costs 100 ms. */
export function restCalls(load: () => Promise<CamundaRestClient>): Call {
  return async (send) => {
    const client = await load();
    try {
      return await send(client);
    } catch (error) {
      throw translateRestError(error);
    }
  };
}

/** Keys are branded strings in the client's types; ours are plain ones. */
export function branded<Key extends string>(key: string): Key {
  return key as Key;
}
