import { eventually } from '#bin/portal/story.ts';
import { placeOf } from '#domain/circuit/blocks/block.ts';
import { ask, environmentOf } from '../portal/inside.ts';
import type { Portal } from '../portal/portal.ts';

const DAY_MS = 86_400_000;
/** Longer than any clock of a circuit. */
const DAYS_AT_MOST = 800;

/** The engine of a portal, as whoever operates it sees it: which ways were taken, and what its clock says. */
export class PortalEngine {
  readonly #portal: Portal;

  constructor(portal: Portal) {
    this.#portal = portal;
  }

  /** The flows that a request took, by id; those of a block by the calls that lead there. */
  async taken(requestId: string): Promise<ReadonlySet<string>> {
    const own = { key: await this.#instanceOf(requestId), path: '' };
    const sql = 'select instance_key as key, path from called_instance where request_id = $1';
    const called = await ask<{ key: string; path: string }>(this.#portal, sql, [requestId]);
    const taken = new Set<string>();
    for (const { key, path } of [own, ...called]) {
      const answer = await this.#send('GET', `/v2/process-instances/${key}/sequence-flows`);
      const { items } = (await answer.json()) as { items: { elementId: string }[] };
      for (const { elementId } of items) taken.add(placeOf(path, elementId));
    }
    return taken;
  }

  /** Waits until a request took these flows. */
  async reaches(requestId: string, flows: readonly string[]): Promise<void> {
    await eventually(
      `the taking of ${flows.join(', ')}`,
      async () => (await this.#took(requestId, flows)) || undefined,
    );
  }

  /**
   * Lets the days pass for the engine alone, until a clock of a request rings; then it is now again, and what follows is done:
   * a delay that a worker counts from its own today would be over at once for an engine that is ahead. The day until which a
   * change may be stopped has come, and that when silence speaks: the workers go by their own clock, and neither apply nor
   * record before.
   */
  async letTimePass(requestId: string, rung: readonly string[]): Promise<void> {
    const [first] = rung;
    if (first === undefined) throw new Error('Time was to pass, and nothing to happen');
    for (const column of ['stop_until', 'silence_at'])
      await ask(this.#portal, `update request set ${column} = now() where id = $1 and ${column} > now()`, [requestId]);
    try {
      for (let day = 1; !(await this.#took(requestId, [first])); day += 1) {
        if (day > DAYS_AT_MOST) throw new Error(`${first} is not taken within ${DAYS_AT_MOST} days`);
        await this.#send('PUT', '/v2/clock', { timestamp: Date.now() + day * DAY_MS });
      }
    } finally {
      await this.#send('POST', '/v2/clock/reset');
    }
    await this.reaches(requestId, rung);
  }

  async #took(requestId: string, flows: readonly string[]): Promise<boolean> {
    const taken = await this.taken(requestId);
    return flows.every((id) => taken.has(id));
  }

  #instanceOf(requestId: string): Promise<string> {
    return eventually('the circuit of the request', async () => {
      const sql = 'select instance_key as key from request where id = $1';
      const [row] = await ask<{ key: string | null }>(this.#portal, sql, [requestId]);
      return row?.key ?? undefined;
    });
  }

  async #send(method: string, path: string, body?: object): Promise<Response> {
    const { children, engine } = this.#portal.runtime;
    const { ZEEBE_USER, ZEEBE_PASSWORD } = environmentOf(children.workers?.pid ?? 0);
    const authorization = `Basic ${Buffer.from(`${ZEEBE_USER}:${ZEEBE_PASSWORD}`).toString('base64')}`;
    const answer = await fetch(`${engine?.restAddress}${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} → ${answer.status} ${await answer.text()}`);
    return answer;
  }
}
