import type pg from 'pg';
import { attachment } from '#bin/demonstration/attachment.ts';
import { halfYear } from '#testing/periods.ts';
import { type Answer, call } from './caller.ts';

const KIND = 'temps-partiel-sur-autorisation';

/** An agent who files, and whoever decides on it: the nearest superior, a validator of their region, who signs for their court. */
export interface Circle {
  readonly agent: string;
  readonly superior: string;
  readonly validator: string;
  readonly signer: string;
}

/** Agents of courts whose superior is there and who asked for no part-time of late; who signs for their court signs. */
export async function findCircles(db: pg.Client, many: number): Promise<Circle[]> {
  const { rows } = await db.query<Circle>(
    `with office as (
       select s.id, s.code, h.role, h.person_id, row_number() over (partition by s.id, h.role order by h.person_id) as place
         from structure s join habilitation h on h.structure_id = s.id and h.until is null)
     select p.id as agent, b.person_id as superior, v.person_id as validator, g.person_id as signer
       from person p
       join posting o on o.person_id = p.id and o.until is null
       join habilitation b on b.structure_id = o.structure_id and b.role = 'superieur' and b.until is null
       join structure_above r on r.structure_id = o.structure_id
       join office v on v.id = r.above_id and v.code like 'CA-%' and v.role = 'valideur' and v.place = 1
       join structure_above c on c.structure_id = o.structure_id
       join office g on g.id = c.above_id and g.code like 'TJ-%' and g.role = 'signataire' and g.place = 1
      where p.employee_number like 'A%' and not exists (select from habilitation h where h.person_id = p.id)
        and not exists (select from absence x where x.person_id = b.person_id and x.until >= current_date)
        and not exists (select from request r where r.agent_id = p.id and r.kind = $1 and r.filed_at > now() - interval '2 years')
      order by md5(p.employee_number) limit $2`,
    [KIND, many],
  );
  if (rows.length === 0) throw new Error('the ministry has no agent who could file');
  return rows;
}

/** An answer that was no success. */
export class Failed extends Error {
  constructor(what: string, { status }: Answer) {
    super(`${what} → ${status === 0 ? 'no answer' : status}`);
  }
}

/** @throws {Failed} */
export async function ok(what: string, asked: Promise<Answer>): Promise<Answer> {
  const answer = await asked;
  if (answer.status < 200 || answer.status > 299)
    throw new Failed(`${what} (${answer.status ? (answer.json<{ code?: string }>().code ?? '') : ''})`, answer);
  return answer;
}

/** Files part-time requests, as the form of the portal does: a draft, its document, its answers, the submission. */
export class Filing {
  readonly #url: string;
  readonly #circles: readonly Circle[];
  readonly #cookies: ReadonlyMap<string, string>;
  readonly #bytes: Uint8Array;
  #next = 0;

  private constructor(
    url: string,
    circles: readonly Circle[],
    cookies: ReadonlyMap<string, string>,
    bytes: Uint8Array,
  ) {
    this.#url = url;
    this.#circles = circles;
    this.#cookies = cookies;
    this.#bytes = bytes;
  }

  static async open(url: string, circles: readonly Circle[], cookies: ReadonlyMap<string, string>): Promise<Filing> {
    return new Filing(url, circles, cookies, (await attachment('Justificatif')).bytes);
  }

  cookie(personId: string): string {
    return this.#cookies.get(personId) ?? '';
  }

  /** The session of whoever will be asked for an opinion on what is filed in so many turns. */
  nextSuperior(turns: number): string {
    return this.cookie(this.#circles[(this.#next + turns) % this.#circles.length]?.superior ?? '');
  }

  /** A draft that only has to be submitted, of the agent whose turn it is: each comes back with the half-year after. */
  async draft(): Promise<{ circle: Circle; draftId: string }> {
    const turn = this.#next++;
    const circle = this.#circles[turn % this.#circles.length] as Circle;
    const cookie = this.cookie(circle.agent);
    const send = (path: string, asked: Parameters<typeof call>[3]) => call(this.#url, cookie, path, asked);
    const draft = (await ok('draft', send('/api/drafts', { method: 'POST', body: { kind: KIND } }))).json<{
      id: string;
      revision: number;
    }>();
    const document = { bytes: this.#bytes, name: 'justificatif.pdf', pieceType: 'justification' };
    const piece = (await ok('piece', send(`/api/drafts/${draft.id}/pieces`, { method: 'POST', document }))).json<{
      id: string;
      fileName: string;
    }>();
    const data = {
      ...halfYear(Math.floor(turn / this.#circles.length)),
      quota: '80',
      reasonKind: 'other',
      reason: 'Une organisation sur quatre jours.',
      justification: [{ id: piece.id, name: piece.fileName }],
    };
    await ok('answers', send(`/api/drafts/${draft.id}`, { method: 'PUT', body: { data, revision: draft.revision } }));
    return { circle, draftId: draft.id };
  }

  async submit({ circle, draftId }: { circle: Circle; draftId: string }): Promise<string> {
    const sent = call(this.#url, this.cookie(circle.agent), `/api/drafts/${draftId}/submission`, {
      method: 'POST',
      body: {},
    });
    return (await ok('submission', sent)).json<{ id: string }>().id;
  }
}
