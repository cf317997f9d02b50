import type { Incident } from '#zeebe/client.ts';
import type { EngineReader } from '../../dependencies.ts';

/** Calls in one another that are looked through at most. */
const MAX_CALLS = 20;

/**
 * The open incidents of an instance and of all that it calls now, each under the key of the one it stops of these: itself, or
 * an instance that it calls, however deep the incident is in that one.
 */
export async function stoppedIn(
  engine: Pick<EngineReader, 'calledBy' | 'incidentsIn'>,
  key: string,
): Promise<Map<string, Incident[]>> {
  /** Of each instance of the tree, the one below `key` that leads to it. */
  const branch = new Map([[key, key]]);
  for (let callers = [key], depth = 0; callers.length > 0 && depth < MAX_CALLS; depth += 1) {
    const called = await engine.calledBy(callers);
    for (const { processInstanceKey, parentProcessInstanceKey } of called) {
      const caller = String(parentProcessInstanceKey);
      const own = String(processInstanceKey);
      branch.set(own, caller === key ? own : (branch.get(caller) ?? own));
    }
    callers = called.map(({ processInstanceKey }) => String(processInstanceKey));
  }
  const incidents = await engine.incidentsIn([...branch.keys()]);
  return Map.groupBy(incidents, ({ processInstanceKey }) => branch.get(String(processInstanceKey)) ?? key);
}
