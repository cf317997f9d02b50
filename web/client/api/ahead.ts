import { fetchInTime } from './in-time.ts';

/** Any body that the API answers with. */
export const ACCEPT = 'application/json, application/problem+json, */*;q=0.5';

const answers = new Map<string, Promise<Response>>();

/** Asks for an address before the screen that reads it is there. The first call to that address has the answer. */
export function askAhead(address: string): Promise<Response> {
  const answer = fetchInTime(address, { headers: { Accept: ACCEPT }, credentials: 'same-origin' });
  // Whoever takes it says what went wrong, if anyone does.
  answer.catch(() => {});
  answers.set(address, answer);
  return answer;
}

/** The answer that was asked for ahead, once: later calls ask the server. */
export function takeAnswer(address: string): Promise<Response> | undefined {
  const answer = answers.get(address);
  answers.delete(address);
  return answer;
}
