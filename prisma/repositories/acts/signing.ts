import type { Expression } from 'kysely';
import { jsonArrayFrom, jsonBuildObject } from 'kysely/helpers/postgres';
import { parisDay } from '#domain/calendar/civil-date.ts';
import type { DelegationFacts, Officer, SigningQuestion } from '#domain/power/delegation.ts';
import type { Tx } from '../../client.ts';
import { call, db, isOneOf, statement } from '../../connection/typed-sql.ts';
import { actorOf } from '../people/people.ts';
import { postsGivenTo, rightsGivenTo } from '../people/rights.ts';

/** The posts and rights of a person, of any dates. */
const officer = (personId: Expression<string>) =>
  jsonBuildObject({ personId, rights: rightsGivenTo(personId), postings: postsGivenTo(personId) });

const officerRow = (personId: string) =>
  db
    .selectFrom('person as p')
    .select((eb) => officer(eb.ref('p.id')).as('officer'))
    .where('p.id', '=', personId)
    .$asScalar();

/** The delegations given to a person, in any state. Delegators are known by their ids only. */
const delegationsTo = (personId: string) =>
  jsonArrayFrom(
    db
      .selectFrom('delegation as d')
      .innerJoin('structure as o', 'o.id', 'd.structure_id')
      .select((eb) => [
        'd.id',
        'd.reference',
        'd.delegator_quality as delegatorQuality',
        'd.delegator_id as delegatorId',
        'd.delegate_id as delegateId',
        eb.ref('d.matters').$notNull().as('matters'),
        'd.structure_id as structureId',
        'o.path as structurePath',
        'd.from',
        'd.until',
        'd.published_on as publishedOn',
        call('paris_day', eb.ref('d.revoked_at')).as('revokedOn'),
        eb
          .case()
          .when('d.suspended_from', 'is not', null)
          .then(jsonBuildObject({ from: eb.ref('d.suspended_from').$notNull(), until: eb.ref('d.suspended_until') }))
          .end()
          .as('suspended'),
      ])
      .where('d.delegate_id', '=', personId)
      .orderBy('d.from', 'desc')
      .orderBy('d.id'),
  );

const asked = statement((given: { signerId: string; requestId: string }) =>
  db
    .selectFrom('request as r')
    .innerJoin('structure as s', 's.id', 'r.structure_id')
    .select([
      'r.kind as matter',
      'r.agent_id as agentId',
      'r.filed_by_id as filedById',
      's.path as structurePath',
      officerRow(given.signerId).as('signer'),
      delegationsTo(given.signerId).as('delegations'),
    ])
    .where('r.id', '=', given.requestId),
);

/**
 * Reads what the domain needs to decide whether a person may sign the act of a request at this
 * instant.
 * @throws {Error} if the request or the signer does not exist
 */
export async function signingQuestion(
  tx: Tx,
  { signerId, requestId, at }: { signerId: string; requestId: string; at: Date },
): Promise<SigningQuestion> {
  const found = await asked.first(tx, { signerId, requestId });
  if (found === null) throw new Error(`request ${requestId} is unknown`);
  const { signer, delegations, ...request } = found;
  return { ...request, ...(await powerFrom(tx, signerId, { signer, delegations })), day: parisDay(at) };
}

const power = statement((given: { signerId: string }) =>
  db.selectNoFrom([officerRow(given.signerId).as('signer'), delegationsTo(given.signerId).as('delegations')]),
);

/** Reads the part of that question that depends on the signer only. */
export const signerPower = async (tx: Tx, signerId: string): Promise<Pick<SigningQuestion, 'signer' | 'delegations'>> =>
  powerFrom(tx, signerId, await power.one(tx, { signerId }));

type Power = Awaited<ReturnType<typeof power.one>>;
type OfficerRow = Power['signer'];

async function powerFrom(tx: Tx, signerId: string, { signer, delegations }: Power) {
  const officerOf = await officersOf(
    tx,
    delegations.map(({ delegatorId }) => delegatorId),
  );
  const facts = delegations.map(
    ({ delegatorId, ...delegation }): DelegationFacts => ({ ...delegation, delegator: officerOf(delegatorId) }),
  );
  return { signer: readOfficer(signer, signerId), delegations: facts };
}

/** Reads the posts and rights of a person, of any dates. */
export const officerFacts = async (tx: Tx, personId: string): Promise<Officer> =>
  (await officersOf(tx, [personId]))(personId);

/** Reads the same of several people at once: a function by id. */
export async function officersOf(tx: Tx, personIds: readonly string[]): Promise<(personId: string) => Officer> {
  const ids = [...new Set(personIds)];
  const rows = ids.length === 0 ? [] : await officers.all(tx, { ids });
  const byId = new Map(rows.map(({ id, officer }) => [id, officer]));
  return (personId) => readOfficer(byId.get(personId) ?? null, personId);
}

const officers = statement((given: { ids: readonly string[] }) =>
  db
    .selectFrom('person as p')
    .select((eb) => ['p.id', officer(eb.ref('p.id')).as('officer')])
    .where((eb) => isOneOf(eb.ref('p.id'), given.ids)),
);

function readOfficer(row: OfficerRow | null, personId: string): Officer {
  if (row === null) throw new Error(`person ${personId} is unknown`);
  return { ...actorOf(row), postings: row.postings };
}
