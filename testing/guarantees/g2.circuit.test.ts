import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dayAfter, parisDay } from '#domain/calendar/civil-date.ts';
import { accepted } from '#domain/outbox/outbox-command.ts';
import { factsOf } from '#domain/situation/read-asked.ts';
import { PAY_MOVEMENTS } from '#domain/situation/themes/pay-movement.ts';
import { Prisma } from '#prisma/client.ts';
import { entriesOfRequest } from '#prisma/repositories/people/situation.ts';
import { aPerson, takenOver } from '#prisma/testing/builders.ts';
import { eventually, type WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, KIND, openPlay } from '#workers/testing/play.ts';
import { publishHostile, stopOf } from './hostile.ts';

let bench: WorkerBench;
let cast: Cast;
let people: Actors;

const CONTACT = { phone: '+33687654321', personalEmail: 'claire@exemple.test' };
const IBAN = 'FR7630006000011234567890189';

beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  await aPerson('Félix').postedIn(cast.office).holding('financier', cast.office).make(bench.db.database);
  await bench.start();
});

afterAll(() => bench?.close());

const holder = async () => {
  const { firstName, lastName } = await bench.db.database.prisma.person.findUniqueOrThrow({
    where: { id: cast.agent },
  });
  return `${firstName} ${lastName}`;
};

/** Everything that an effect could have written about the agent. */
async function situation() {
  const { prisma } = bench.db.database;
  const where = { personId: cast.agent };
  return {
    person: await prisma.person.findUnique({ where: { id: cast.agent } }),
    entries: await prisma.situationEntry.findMany({ where }),
    pieces: await prisma.payPiece.findMany({ where: { agentId: cast.agent } }),
  };
}

describe('G2: a published circuit that leaves out what an effect asks for', () => {
  test('an account is never changed on one person’s word', async () => {
    const kind = await publishHostile(bench, {
      like: 'coordonnees-bancaires',
      as: 'pirate-compte',
      steps: [{ type: 'request-register' }, { type: 'situation-apply', headers: { what: 'coordonnees-bancaires' } }],
    });
    const before = await situation();
    const requestId = await people.file({ holder: await holder(), iban: IBAN }, { kind });
    expect(await stopOf(bench, requestId)).toBe(missing('coordonnees-bancaires', 'two-person', 'alert'));
    expect(await situation()).toEqual(before);
  });

  test('the time to stop a change of account is not spent before anybody agreed', async () => {
    const kind = await publishHostile(bench, {
      like: 'coordonnees-bancaires',
      as: 'pirate-delai',
      steps: [{ type: 'request-register' }, { type: 'cooling-off', headers: { minimum: 'P3D' } }],
    });
    const requestId = await people.file({ holder: await holder(), iban: IBAN }, { kind });
    expect(await stopOf(bench, requestId)).toContain('agreement');
    const { prisma } = bench.db.database;
    expect(await prisma.request.findUnique({ where: { id: requestId } })).toMatchObject({ stopUntil: null });
  });

  test.each(['temps-de-travail', 'echelon-grade'])('%s waits for a sealed act', async (what) => {
    const kind = await publishHostile(bench, {
      like: KIND,
      as: `pirate-${what}`,
      steps: [{ type: 'request-register' }, { type: 'situation-apply', headers: { what } }],
    });
    const before = await situation();
    const requestId = await people.file(people.requestData(), { kind });
    expect(await stopOf(bench, requestId)).toBe(missing(what, 'act', 'sealed-act'));
    expect(await situation()).toEqual(before);
  });

  test('a contact that somebody else started is not the agent’s word', async () => {
    const kind = await publishHostile(bench, {
      like: 'telephone-courriel',
      as: 'pirate-contact',
      startedBy: 'gestionnaire',
      steps: [{ type: 'request-register' }, { type: 'situation-apply', headers: { what: 'contact' } }],
    });
    const before = await situation();
    const requestId = await people.file(CONTACT, { kind, filedById: cast.manager });
    expect(await stopOf(bench, requestId)).toBe(missing('contact', 'self', 'own-filing'));
    expect(await situation()).toEqual(before);
  });

  test('pay follows neither a filing nor an opinion', async () => {
    const kind = await publishHostile(bench, {
      like: KIND,
      as: 'pirate-paye',
      steps: [{ type: 'request-register' }, { type: 'pay-piece', headers: { movement: 'other', facts: 'quota' } }],
    });
    const before = await situation();
    const requestId = await people.file(people.requestData(), { kind });
    expect(await stopOf(bench, requestId)).toBe('{"cause":"pay-ungrounded","params":{}}');
    expect(await situation()).toEqual(before);
  });
});

describe('G2: pay follows its own effect', () => {
  test('a change of telephone pays nothing, whatever the circuit says was reached', async () => {
    const kind = await publishHostile(bench, {
      like: 'telephone-courriel',
      as: 'pirate-prime',
      steps: [
        { type: 'request-register' },
        { type: 'situation-apply', headers: { what: 'contact' } },
        { type: 'pay-piece', headers: { movement: 'echelon' }, inputs: { payFacts: '{index: 999, amount: 5000}' } },
      ],
    });
    const requestId = await people.file(CONTACT, { kind });
    expect(await stopOf(bench, requestId)).toBe('{"cause":"pay-ungrounded","params":{}}');
    expect(await bench.db.database.prisma.payPiece.count({ where: { requestId } })).toBe(0);
    for (const movement of [...PAY_MOVEMENTS, 'bonus'])
      await expect(payBy(requestId, movement, [{ key: 'index', value: 999 }])).rejects.toThrow(/pay piece: /);
  });
});

/** A statement that pays the agent by these facts. */
const payBy = (
  requestId: string,
  movement: string,
  facts: unknown,
  [from, until]: readonly [string, string] = ['2030-01-01', '2030-12-31'],
) =>
  bench.db.database.prisma.$executeRaw`
    insert into pay_piece (id, agent_id, structure_id, month, movement, effect_date, effect_until, facts, request_id)
    values (gen_random_uuid(), ${cast.agent}::uuid, ${cast.office.id}::uuid, '2030-01', ${movement}, ${from}::date,
            ${until}::date, ${JSON.stringify(facts)}::jsonb, ${requestId}::uuid)`;

describe('G2: commands to the engine itself', () => {
  test('a jump to the step that applies, or that pays, without the signed act writes nothing', async () => {
    for (const [elementId, stop] of [
      ['appliquer', missing('temps-de-travail', 'act', 'sealed-act')],
      ['cloture-accord', '{"cause":"pay-ungrounded","params":{}}'],
    ] as const) {
      const requestId = await people.file();
      await people.taskAt(requestId, 'avis-superieur');
      const where = { id: requestId };
      const { instanceKey } = await bench.db.database.prisma.request.findUniqueOrThrow({ where });
      const before = await situation();
      const element = await elementLike(elementId);
      const address = `${bench.gateway.restAddress}/v2/process-instances/${instanceKey}/modification`;
      const jumped = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ activateInstructions: [{ elementId: element }] }),
      });
      expect([element, jumped.status]).toEqual([element, 204]);
      expect(await stopOf(bench, requestId)).toBe(stop);
      expect(await situation()).toEqual(before);
    }
  });
});

describe('G2: a statement of the application’s role', () => {
  const run = (sql: string, ...values: unknown[]) => bench.db.database.prisma.$executeRawUnsafe(sql, ...values);

  test('writes no effect without its change, and no change without its grounds', async () => {
    const { prisma } = bench.db.database;
    const requestId = await people.file();
    const before = await situation();
    const entry = `insert into situation_entry (id, request_id, person_id, theme, theme_sha256, "from", until, value, origin, at, guarantee, act_id, decision_ids)
      select gen_random_uuid(), $1::uuid, $2::uuid, $3, coalesce((select sha256 from situation_theme where name = $3 limit 1), 'x'),
             '2030-01-01', '2030-12-31', '{}', 'request', now(), $4, null, '{}'`;
    for (const [theme, guarantee] of [
      ['coordonnees-bancaires', 'two-person'],
      ['coordonnees-bancaires', 'self'],
      ['temps-de-travail', 'act'],
      ['temps-de-travail', 'self'],
      ['temps-de-travail', null],
      ['echelon-grade', 'act'],
      ['contact', 'self'],
      ['anything', 'self'],
    ])
      await expect(run(entry, requestId, cast.agent, theme, guarantee)).rejects.toThrow(/situation( change)?: /);
    // A request speaks for its own agent.
    await expect(run(entry, requestId, cast.superior, 'temps-de-travail', 'act')).rejects.toThrow(/not of this person/);
    const unasked = `insert into situation_entry (id, person_id, theme, theme_sha256, "from", value, origin, at)
      select gen_random_uuid(), $1::uuid, name, sha256, now(), '{"phone": "+33600000000"}', $2, now()
        from situation_theme where name = 'contact'`;
    for (const origin of ['request', 'taken-over', 'import'])
      await expect(run(unasked, cast.agent, origin)).rejects.toThrow(/situation: /);
    const effects = [
      [
        `insert into pay_piece (id, agent_id, structure_id, month, movement, effect_date, facts, request_id)
          values (gen_random_uuid(), $2::uuid, $3::uuid, '2030-01', 'other', now(), '[]', $1::uuid)`,
        requestId,
        cast.agent,
        cast.office.id,
      ],
    ] as const;
    for (const [sql, ...values] of effects) await expect(run(sql, ...values)).rejects.toThrow(/23514/);
    expect(await situation()).toEqual(before);
    // Nor is what was filed changed, nor who filed it, nor until when it can be stopped.
    await expect(run(`update request set data = '{}' where id = $1::uuid`, requestId)).rejects.toThrow(/42501/);
    await expect(
      run('update request set agent_id = $2::uuid where id = $1::uuid', requestId, cast.superior),
    ).rejects.toThrow(/42501/);
    // The time to stop it does not run before anybody agreed.
    const stopUntil = new Date(Date.now() + 86_400_000);
    await expect(prisma.request.update({ where: { id: requestId }, data: { stopUntil } })).rejects.toThrow(/agreed/);
    await expect(run(`update request set stop_decision_ids = '{}' where id = $1::uuid`, requestId)).rejects.toThrow(
      /42501/,
    );
    await bench.db.asOwner('update request set stop_until = $2 where id = $1', [requestId, stopUntil]);
    await expect(run('update request set stop_until = now() where id = $1::uuid', requestId)).rejects.toThrow(
      /already/,
    );
  });

  test('writes under an effect what its request asked for, and nothing else', async () => {
    const { prisma } = bench.db.database;
    const kind = 'telephone-courriel';
    const requestId = await people.file(CONTACT, { kind });
    await people.closed(requestId);
    const entries = await prisma.situationEntry.findMany({ where: { requestId } });
    expect(entries).toMatchObject([{ value: CONTACT, guarantee: 'self', actId: null, decisionIds: [] }]);
    // What was written is neither changed nor removed, and nothing else stands on the same request.
    for (const sql of ["update situation_entry set value = '{}'", 'delete from situation_entry'])
      await expect(run(`${sql} where request_id = $1::uuid`, requestId)).rejects.toThrow(/42501/);
    const other = `insert into situation_entry (id, request_id, person_id, theme, theme_sha256, "from", value, origin, at, guarantee)
      select gen_random_uuid(), $1::uuid, $2::uuid, name, sha256, (now() at time zone 'Europe/Paris')::date, $3::jsonb, 'request', now(), 'self'
        from situation_theme where name = 'contact'`;
    for (const value of [{ ...CONTACT, phone: '+33600000000' }, { ...CONTACT, bonus: 1 }, { phone: CONTACT.phone }])
      await expect(run(other, requestId, cast.agent, JSON.stringify(value))).rejects.toThrow(/situation: /);
  });
});

test('G2: a signed act grounds its effect, and says which', async () => {
  const { prisma } = bench.db.database;
  const requestId = await people.file();
  await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
  await people.at(requestId, 'visa', cast.checker, 'approved');
  await people.sign(requestId, 'signature-arrete');
  await people.closed(requestId);
  const act = await prisma.act.findFirstOrThrow({ where: { requestId, sealedAt: { not: null } } });
  const [entry] = await prisma.situationEntry.findMany({ where: { requestId } });
  expect(entry).toMatchObject({ guarantee: 'act', actId: act.id, decisionIds: [act.decisionId] });

  // Pay says what was applied, from its first day to its last, and nothing beside it.
  const [piece] = await prisma.payPiece.findMany({ where: { requestId } });
  expect(piece).toMatchObject({
    facts: [
      { key: 'quota', value: 80 },
      { key: 'payFraction', value: '6/7' },
    ],
  });
  const day = (date?: Date | null) => date?.toISOString().slice(0, 10) ?? '';
  const days = [day(entry?.from), day(entry?.until)] as const;
  const quota = { key: 'quota', value: 80 };
  for (const [facts, dates] of [
    [[{ key: 'quota', value: 100 }], days],
    [[quota, { key: 'payFraction', value: '1/1' }], days],
    [[quota, { key: 'amount', value: 5000 }], days],
    [[quota], [days[0], '2060-01-01']],
  ] as const)
    await expect(payBy(requestId, 'work-time', facts, dates)).rejects.toThrow(/not what request/);
  await expect(payBy(requestId, 'work-time', [quota], days)).rejects.toThrow(/unique/);
  await expect(payBy(requestId, 'echelon', [{ key: 'index', value: 999 }], days)).rejects.toThrow(/did not apply/);
});

describe('G2: what is applied is what the sealed act says', () => {
  test('an effect that the act could not say, as that of a circuit that is called, is not written', async () => {
    const kind = await publishHostile(bench, {
      like: KIND,
      as: 'pirate-muet',
      effects: [],
      steps: [
        { type: 'request-register' },
        { type: 'act-draft', headers: { template: 'act' } },
        { role: 'signataire', signs: 'act' },
        { type: 'act-seal' },
        { type: 'situation-apply', headers: { what: 'temps-de-travail' } },
      ],
    });
    const before = await situation();
    const requestId = await people.file(people.requestData(), { kind });
    await people.sign(requestId, 'etape-2');
    expect(await stopOf(bench, requestId)).toBe(differsFrom('temps-de-travail', 'effect'));
    expect(await situation()).toEqual(before);
  });

  test('variables that are commanded otherwise between the signature and the effect change nothing of it', async () => {
    const { prisma } = bench.db.database;
    const data = people.requestData();
    const requestId = await people.file(data);
    await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
    await people.at(requestId, 'visa', cast.checker, 'approved');
    const { instanceKey } = await people.taskAt(requestId, 'signature-arrete');
    const address = `${bench.gateway.restAddress}/v2/element-instances/${instanceKey}/variables`;
    const commanded = await fetch(address, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ variables: { quota: '50', startDate: '2050-01-01', endDate: '2050-12-31', effects: [] } }),
    });
    expect(commanded.status).toBe(204);
    await people.sign(requestId, 'signature-arrete');
    await people.closed(requestId);
    const facts = { quota: 80, payFraction: '6/7', from: data.startDate, until: data.endDate };
    const act = await prisma.act.findFirstOrThrow({ where: { requestId, sealedAt: { not: null } } });
    expect(act.effects).toEqual([{ effect: 'temps-de-travail', facts, words: expect.stringContaining('6/7') }]);
    expect((await entriesOfRequest(prisma, requestId)).map(factsOf)).toEqual([facts]);
  });
});

describe('a rule of the trade that is broken between the signature and the effect', () => {
  const granted = async () => {
    const requestId = await people.file();
    await toSignature(requestId);
    await people.sign(requestId, 'signature-arrete');
    await people.closed(requestId);
    return requestId;
  };
  const toSignature = async (requestId: string) => {
    await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
    await people.at(requestId, 'visa', cast.checker, 'approved');
    return (await people.taskAt(requestId, 'signature-arrete')).key;
  };
  const fileAs = (requestId: string, data: object) =>
    bench.db.asOwner('update request set data = data || $2::jsonb where id = $1', [requestId, JSON.stringify(data)]);

  test('stops the step in words, and neither the situation nor pay follows, by a job nor by a statement', async () => {
    const { prisma } = bench.db.database;
    const first = await prisma.request.findUniqueOrThrow({ where: { id: await granted() } });
    const { startDate, endDate } = first.data as { startDate: string; endDate: string };
    const second = await people.file();
    const taskKey = await toSignature(second);
    // As filed before rules were asked: it meets the first. Nobody signs it, by the portal nor behind its back.
    await fileAs(second, { startDate, endDate });
    await expect(people.sign(second, 'signature-arrete')).resolves.toMatchObject({
      result: { refused: 'effect-unlawful' },
    });
    const { sha256 } = accepted(await people.preview(taskKey, cast.signer));
    const signed = { shownSha256: sha256, stepUpProofId: await aProof(taskKey, sha256) };
    expect(await people.behindThePortal.decide(taskKey, cast.signer, 'signed', signed)).toMatchObject({
      refused: 'effect-unlawful',
    });
    // Nobody is shown an act that could not say its period.
    const own = { startDate: dayAfter(startDate, { years: 5 }), endDate: dayAfter(endDate, { years: 5 }) };
    await fileAs(second, { ...own, endDate: '?' });
    expect(await people.preview(taskKey, cast.signer)).toEqual({
      refused: 'act-effect-unread',
      params: { field: 'endDate' },
    });
    // Signed for a period of its own, of which nothing can be read when it is applied; then it meets the first again.
    await fileAs(second, own);
    const read = accepted(await people.preview(taskKey, cast.signer)).sha256;
    const proven = { shownSha256: read, stepUpProofId: await aProof(taskKey, read) };
    await fileAs(second, { endDate: '?' });
    expect(await people.decide(taskKey, cast.signer, 'signed', proven)).toHaveProperty('decisionId');
    expect(await stopOf(bench, second)).toBe('{"cause":"answer-wrong","params":{"field":"endDate"}}');
    const before = await situation();
    await fileAs(second, { startDate, endDate });
    expect(await stopAgain(second)).toBe(
      '{"cause":"effect-unlawful","params":{"effect":"temps-de-travail","field":"startDate","rule":"period-granted"}}',
    );
    // Lawful again, but other than what was signed: a value, a day.
    for (const [data, differs] of [
      [{ ...own, quota: '50' }, 'quota'],
      [{ ...own, quota: '80', endDate: dayAfter(own.endDate, { days: 1 }) }, 'until'],
    ] as const) {
      await fileAs(second, data);
      expect(await stopAgain(second)).toBe(differsFrom('temps-de-travail', differs));
    }
    expect(await situation()).toEqual(before);
    const act = await prisma.act.findFirstOrThrow({ where: { requestId: second, sealedAt: { not: null } } });
    expect(act.signedAt).not.toBeNull();
    const half = { quota: 50, payFraction: '50/100' };
    const full = { quota: 80, payFraction: '6/7' };
    // Neither what the act says and the request does not, nor the reverse, nor what the theme does not let through.
    await fileAs(second, { ...own, quota: '50' });
    await expect(entryBy(second, act, half, own)).rejects.toThrow(/does not say it/);
    await expect(entryBy(second, act, full, own)).rejects.toThrow(/not what the request asked for/);
    await expect(entryBy(second, act, { ...half, bonus: 1 }, own)).rejects.toThrow(/does not know/);
    await expect(entryBy(second, act, { ...half, payFraction: '6/7' }, own)).rejects.toThrow(/not what the grid/);
    await fileAs(second, { ...own, quota: '75' });
    await expect(entryBy(second, act, { quota: 75 }, own)).rejects.toThrow(/not what the grid|none of the choices/);
    for (const [days, refused] of [
      [{ startDate: endDate, endDate: dayAfter(endDate, { months: 7 }) }, /does not say it|situation_entry_apart/],
      [{ startDate: '2050-01-01', endDate: '2050-01-10' }, /does not last/],
    ] as const) {
      await fileAs(second, { ...days, quota: '80' });
      await expect(entryBy(second, act, full, days)).rejects.toThrow(refused);
      await expect(entryBy(second, act, full, own)).rejects.toThrow(/begin|end/);
    }
    // Periods of one theme do not meet, whatever stands behind them.
    const meets = { startDate, endDate };
    await expect(
      takenOver(bench.db.asOwner, cast.agent, { theme: 'temps-de-travail', value: full, from: meets.startDate }),
    ).rejects.toThrow(/situation_entry_apart/);
    await fileAs(second, { ...own, quota: '80' });
    const sql = [
      [
        /pay piece: /,
        `insert into pay_piece (id, agent_id, structure_id, month, movement, effect_date, facts, request_id)
          values (gen_random_uuid(), $2::uuid, $3::uuid, '2030-01', 'work-time', now(), '[]', $1::uuid)`,
        second,
        cast.agent,
        cast.office.id,
      ],
    ] as const;
    for (const [refused, statement, ...values] of sql)
      await expect(prisma.$executeRawUnsafe(statement, ...values)).rejects.toThrow(refused);
    expect(await situation()).toEqual(before);
  });

  test('an échelon never goes down, whoever writes it', async () => {
    const { prisma } = bench.db.database;
    const former = { grade: 'Greffière', echelon: 6, index: 421 };
    await takenOver(bench.db.asOwner, cast.agent, { theme: 'echelon-grade', value: former, from: '2024-01-01' });
    const kind = await publishHostile(bench, {
      like: 'avancement-echelon',
      as: 'pirate-descente',
      startedBy: 'gestionnaire',
      steps: [{ type: 'request-register' }, { role: 'superieur' }],
    });
    const lawful = { basis: 'correction', effectDate: parisDay(new Date()), echelon: 7, index: 435 };
    const requestId = await people.file(lawful, { kind, filedById: cast.manager });
    // Whatever would stand behind it.
    const grounds = (verb: 'disable' | 'enable') =>
      bench.db.asOwner(`alter table situation_entry ${verb} trigger situation_entry_has_grounds`);
    await grounds('disable');
    for (const [echelon, index, effectDate] of [
      [5, 500, '2026-01-01'],
      [6, 500, '2026-01-01'],
      [7, 421, '2026-01-01'],
      [7, 435, '1950-01-01'],
    ] as const) {
      await fileAs(requestId, { echelon, index, effectDate });
      const write = prisma.$executeRaw`
        insert into situation_entry (id, request_id, person_id, theme, theme_sha256, "from", value, origin, at, guarantee)
        select gen_random_uuid(), ${requestId}::uuid, ${cast.agent}::uuid, name, sha256, ${effectDate}::date,
               ${JSON.stringify({ grade: 'Greffière', echelon, index })}::jsonb, 'request', now(), 'act'
          from situation_theme where name = 'echelon-grade'`;
      await expect(write).rejects.toThrow(/does not follow the former one/);
    }
    await grounds('enable');
  });
});

/** A fresh proof of the signer, written behind the portal’s back. */
async function aProof(taskKey: string, sha256: string): Promise<string> {
  const at = Date.now();
  const proof = { taskKey, personId: cast.signer, sha256, method: 'totp', verifiedAt: new Date(at) };
  const { id } = await bench.db.database.prisma.stepUpProof.create({
    data: { ...proof, expiresAt: new Date(at + 300_000) },
  });
  return id;
}

/** Tries the step that stopped again; why it stops then. */
async function stopAgain(requestId: string): Promise<string> {
  const { prisma } = bench.db.database;
  const { instanceKey } = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
  const filter = { processInstanceKey: String(instanceKey) };
  const [former] = await bench.engine.openIncidents(filter);
  await bench.engine.resolveIncident(String(former?.incidentKey), { retries: 1 });
  const { errorMessage } = await eventually(async () => {
    const [incident] = await bench.engine.openIncidents(filter);
    return incident !== undefined && incident.incidentKey !== former?.incidentKey && incident;
  });
  return errorMessage.split('\n', 1)[0] ?? '';
}

/** A statement that changes the agent’s situation on the strength of a sealed act. */
const entryBy = (
  requestId: string,
  act: { id: string; decisionId: string | null },
  value: object,
  { startDate, endDate }: { startDate: string; endDate: string },
) =>
  bench.db.database.prisma.$executeRaw`
    insert into situation_entry (id, request_id, person_id, theme, theme_sha256, "from", until, value, origin, at, guarantee, act_id, decision_ids)
    select gen_random_uuid(), ${requestId}::uuid, ${cast.agent}::uuid, name, sha256, ${startDate}::date, ${endDate}::date,
           ${JSON.stringify(value)}::jsonb, 'request', now(), 'act', ${act.id}::uuid, array[${act.decisionId}::uuid]
      from situation_theme where name = 'temps-de-travail' order by published_at desc limit 1`;

const differsFrom = (effect: string, differs: string) =>
  `{"cause":"act-differs","params":${JSON.stringify({ effect, differs })}}`;

const missing = (effect: string, guarantee: string, lacks: string) =>
  `{"cause":"guarantee-missing","params":${JSON.stringify({ effect, guarantee, lacks })}}`;

/** The id of a step of the part-time circuit, whose ids begin alike. */
async function elementLike(id: string): Promise<string> {
  const [row] = await bench.db.database.prisma.$queryRaw<{ id: string }[]>(Prisma.sql`
    select s ->> 'elementId' as id from circuit_version v, jsonb_array_elements(v.sheet -> 'steps') s
     where v.kind = ${KIND} and v.current and s ->> 'elementId' like ${`${id}%`} limit 1`);
  if (row === undefined) throw new Error(`No step ${id}`);
  return row.id;
}
