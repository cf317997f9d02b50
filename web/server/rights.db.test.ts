import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { changes } from '#prisma/connection/channels.ts';
import { notify } from '#prisma/testing/notify.ts';
import { amount } from '#testing/long-form.ts';
import { createApp } from './app.ts';
import { portalListener } from './http/listener.ts';
import { allRoutes } from './routes/table.ts';
import { aRequest, atTask, OPINION } from './testing/circuit.ts';
import { aPortal, ORIGIN, PART_TIME, type TestPortal } from './testing/portal.ts';
import { COLUMNS, type Line, MATRIX } from './testing/rights-table.ts';
import { aWorld, type World } from './testing/world.ts';

/** Who is who, around three agents: of a court, of a prison, and a superior who asks for themselves. */
const OFFICES = {
  ...{ ref: 'rachel.deontologue', acc: 'amir.accueil' },
  ...{ fin: 'felix.financier', cpt: 'denise.comptable', ana: 'alice.analyste', adm: 'adam.administrateur' },
};
const COURT = { gest: 'nadia.gestionnaire', val: 'victor.valideur', sign: 'sophie.signataire' };
const PRISON = { gest: 'karim.benali', val: 'julie.aubert', sign: 'marc.delorme' };
const elsewhere = ({ gest, val, sign }: typeof COURT) => ({ 'gest’': gest, 'val’': val, 'sign’': sign });
type Who = Record<string, string> & { owner: string; 'n+1': string; sign: string };
const CASTS: readonly Who[] = [
  {
    owner: 'claire.agent',
    agent: 'lea.fontaine',
    'n+1': 'paul.superieur',
    'n+1’': 'ines.caron',
    ...COURT,
    ...elsewhere(PRISON),
    ...OFFICES,
  },
  {
    owner: 'paul.superieur',
    agent: 'claire.agent',
    'n+1': 'olivier.perrin',
    'n+1’': 'ines.caron',
    ...COURT,
    ...elsewhere(PRISON),
    ...OFFICES,
  },
  // The court's seen from the prison: the same rules, around other structures.
  {
    owner: 'hugo.lemaire',
    agent: 'claire.agent',
    'n+1': 'ines.caron',
    'n+1’': 'paul.superieur',
    ...PRISON,
    ...elsewhere(COURT),
    ...OFFICES,
  },
];

let portal: TestPortal;
let server: Server;
let base: string;
let versionId: string;
beforeAll(async () => {
  portal = await aPortal();
  server = portalListener(portal.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  versionId = (await portal.dependencies.database.prisma.circuitVersion.findFirstOrThrow()).id;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await portal.close();
});

/** What nobody has. */
const NOT_THERE = '0198d2b1-7c00-7000-8000-000000000000';

/** What is sent: understood, and changing as little as can be. */
const BODIES: Readonly<Record<string, (line: Line, world: World) => unknown>> = {
  'PATCH /api/me': () => ({ language: 'fr' }),
  'POST /api/notifications/read': () => ({ ids: [] }),
  'POST /api/account/factor': () => ({ ticket: 'made up', code: '000000' }),
  'POST /api/account/passkeys': () => ({ ticket: 'made up', name: 'x', response: { id: 'x' } }),
  'POST /api/account/proof': () => ({ code: '000000' }),
  'POST /api/drafts': () => ({ kind: PART_TIME }),
  'POST /api/drafts/:id/step-up': () => ({ code: '000000' }),
  'POST /api/signing/batches/:id/step-up': () => ({ code: '000000' }),
  'POST /api/signing/folds/:id/draw': (_line, { structureId }) => ({ structureId }),
  'PUT /api/drafts/:id': () => ({ data: {}, revision: 99 }),
  'POST /api/requests/:id/withdrawal': () => ({}),
  'POST /api/requests/:id/acts/:actId/post': () => ({ sentOn: '2020-01-01', trackingNumber: '1A12345678901' }),
  'POST /api/requests/:id/acts/:actId/post/:noticeId/receipt': () => ({ receivedOn: '2020-01-01' }),
  'POST /api/requests/:id/acts/:actId/post/:noticeId/correction': () => ({
    receivedOn: '2020-01-01',
    reason: 'Erreur',
  }),
  'PUT /api/pay/pieces/:id/check': () => ({ checked: true }),
  'PUT /api/tasks/:key/assignee': () => ({ assign: false }),
  'PUT /api/signing/desks/:id/order/:foldId': () => ({ taskKeys: [] }),
  'PUT /api/signing/desks/:id/asides/:key': () => ({ aside: false, reason: '' }),
  'PUT /api/signing/desks/:id/notes/:key': () => ({ text: '' }),
  // Taken up again: nothing changes.
  'PUT /api/tasks/:key/aside': () => ({ aside: false }),
  'PUT /api/tasks/:key/correction': () => ({
    grade: 'Adjointe',
    quality: 'Greffière',
    reason: 'Arrêté de nomination.',
  }),
  'PUT /api/tasks/:key/answer': () => ({ text: 'Du lundi au jeudi.' }),
  // An outcome that no step offers in this place.
  'POST /api/tasks/:key/decision': ({ stage }) => ({ outcome: stage === 'opinion' ? 'approved' : 'favorable' }),
  'POST /api/tasks/:key/step-up': (_line, world) => ({ code: '000000', sha256: world.at.signature.sha256 }),
  'POST /api/tasks/:key/step-up/passkey': (_line, world) => ({ sha256: world.at.signature.sha256 }),
  'POST /api/tasks/:key/reveal': () => ({ field: 'iban' }),
  'POST /api/atelier/drafts': () => ({ kind: PART_TIME }),
  'PUT /api/atelier/drafts/:id/files': () => ({ revision: 0, files: [{ path: 'a.typ', text: '' }] }),
  'POST /api/atelier/drafts/:id/act-preview': () => ({ template: 'act' }),
  'POST /api/atelier/drafts/:id/proposal': () => ({ revision: 0, reason: 'Droit donné.' }),
  'POST /api/atelier/proposals/:id/return': () => ({ remark: 'À revoir.' }),
  'POST /api/atelier/drafts/:id/copy': () => ({}),
  'POST /api/situations/:personId/entries/:entryId/corrections': () => ({ answers: {}, reason: 'Erreur de saisie.' }),
  'POST /api/situations/:personId/corrections/:correctionId/answer': () => ({ outcome: 'confirmed' }),
  'POST /api/grid-proposals/:id/return': () => ({ remark: 'À revoir.' }),
  'POST /api/administration/imports/:id/rejection': () => ({ reason: 'À revoir.' }),
  'POST /api/incidents/:key/resolution': () => ({ reason: 'Droit donné.' }),
  'POST /api/incidents/groups/:group/preview': () => ({ versionId: null, keys: null }),
  'POST /api/incidents/groups/:group/retry': () => ({ versionId: null, keys: null, reason: 'Droit donné.' }),
};

/** Lists of one's own that others may have something on, of another round: what is asked of them is about the owner. */
const ABOUT_OWNER = ['/api/signing/folds/:id', '/api/registry/archive', '/api/registry/archive/size'];

function addressOf({ path, verb, stage }: Line, world: World): string {
  const place = world.at[stage ?? 'done'];
  const draft =
    path.endsWith('/submission') || path === '/api/drafts/:id/step-up' || `${verb} ${path}` === 'DELETE /api/drafts/:id'
      ? world.emptyDraftId
      : world.draft.id;
  const id = path.startsWith('/api/drafts')
    ? draft
    : path.startsWith('/api/me')
      ? world.sessionId
      : path.startsWith('/api/pay/pieces')
        ? place.payId
        : path.startsWith('/api/signing/folds')
          ? place.foldId
          : path.startsWith('/api/signing/desks')
            ? world.signerId
            : place.requestId;
  const pieceId = path.startsWith('/api/drafts')
    ? world.draft.pieceId
    : path.startsWith('/api/tasks')
      ? (place.addedId ?? place.pieceId)
      : place.pieceId;
  const values: Record<string, string | undefined> = {
    id,
    foldId: place.foldId,
    pieceId,
    actId: place.actId,
    noticeId: NOT_THERE,
    sha256: place.sha256,
    versionId,
    otherId: versionId,
    key: path.startsWith('/api/incidents') ? '12345' : place.taskKey,
    personId: world.ownerId,
    entryId: NOT_THERE,
    correctionId: NOT_THERE,
    name: 'quotites',
    variableKey: '12345',
    group: 'a'.repeat(32),
    number: '1',
    month: '2030-09',
    kind: PART_TIME,
  };
  const address = path.replace(/:(\w+)/g, (_whole, name: string) => values[name] ?? `no-${name}`);
  return ABOUT_OWNER.includes(path) ? `${address}?structureId=${world.structureId}` : address;
}

async function ask(line: Line, world: World, name: string | undefined): Promise<{ status: number; text: string }> {
  const cookie = name === undefined ? undefined : (await portal.as(name)).cookie;
  const body = BODIES[`${line.verb} ${line.path}`]?.(line, world);
  const upload = line.verb === 'POST' && line.path.endsWith('/pieces');
  const stop = new AbortController();
  const response = await fetch(base + addressOf(line, world), {
    method: line.verb,
    signal: stop.signal,
    headers: {
      Origin: ORIGIN,
      ...(cookie && { Cookie: cookie }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(upload && { 'Content-Type': 'application/pdf', 'X-Piece-Type': 'justification' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  // A stream never ends: that it opened is enough.
  const text = line.path === '/api/events' && response.ok ? '' : await response.text();
  stop.abort();
  return { status: response.status, text };
}

test('every address of the API stands in the table, and nothing else', () => {
  const declared = new Set(allRoutes(portal.dependencies).map(({ method, path }) => `${method.toUpperCase()} ${path}`));
  expect(new Set(MATRIX.map(({ verb, path }) => `${verb} ${path}`))).toEqual(declared);
});

/** Who is someone else around the superior than around the agent: the others would ask the same things twice. */
const DIFFERENT = ['owner', 'agent', 'n+1', 'n+1’'];
const EVERYBODY = amount({ daily: 1, full: 3 });
const PLAYED = CASTS.slice(0, amount({ daily: 2, full: 3 })).map((cast, rank) => ({
  cast,
  owner: cast.owner,
  asking: rank < EVERYBODY ? COLUMNS : DIFFERENT,
  // What anyone verifies is bounded by the minute, and is about no owner: once is enough.
  lines: rank === 0 ? MATRIX : MATRIX.filter(({ path }) => !path.startsWith('/api/verifications')),
}));

/** Superiors beside what they are called for: the owner of a round, and who signs for the prison. */
const SUPERIORS_TOO = ['paul.superieur', 'marc.delorme'];

/**
 * Of the table; where a superior's right alone opens the address, the owner has it if they are one themselves, and of those who
 * sign the one who is: in the table, whoever signs elsewhere.
 */
function expectedOf({ expected }: Line, column: (typeof COLUMNS)[number], cast: Who): number | undefined {
  const [own, agent, superior, other] = (['owner', 'agent', 'n+1', 'n+1’'] as const).map((one) => expected.get(one));
  const byRight = own === 403 && agent === 403 && superior === other;
  const isOne = SUPERIORS_TOO.includes(cast[column] ?? '');
  if (byRight && column === 'owner' && isOne) return superior;
  if (byRight && superior === expected.get('sign’') && ['sign', 'sign’'].includes(column))
    return isOne ? superior : expected.get('sign');
  return expected.get(column);
}

describe.each(PLAYED)('around $owner', ({ cast, asking, lines }) => {
  let world: World;
  let secrets: string[];
  beforeAll(async () => {
    // Each round gives wrong codes; whoever is in several would be locked.
    await portal.db.asOwner('update step_up_guard set failed_attempts = 0, locked_until = null');
    world = await aWorld(portal, { owner: cast.owner, superior: cast['n+1'], signer: cast.sign });
    const { prisma } = portal.dependencies.database;
    const person = await prisma.person.findUniqueOrThrow({ where: { id: world.ownerId } });
    const requests = await prisma.request.findMany({ where: { agentId: world.ownerId } });
    secrets = [person.lastName, person.employeeNumber, 'livret de famille', ...requests.map(({ number }) => number)];
  });

  test.each(lines.map((line) => [`${line.verb} ${line.path} ${line.stage ?? ''}`, line] as const))(
    '%s',
    async (_title, line) => {
      // Those who are refused first: what the others do might be why.
      const columns = [...asking].sort((a, b) => (line.expected.get(b) ?? 0) - (line.expected.get(a) ?? 0));
      const found = new Map<string, number>();
      const told: string[] = [];
      for (const column of columns) {
        const { status, text } = await ask(line, world, cast[column]);
        found.set(column, status);
        if (column !== 'owner' && status >= 400 && status < 500)
          told.push(...secrets.filter((secret) => text.includes(secret)).map((secret) => `${column}: ${secret}`));
      }
      expect(told).toEqual([]);
      expect(asking.map((column) => `${column} ${found.get(column)}`)).toEqual(
        asking.map((column) => `${column} ${expectedOf(line, column, cast)}`),
      );
    },
  );

  test('lists hold nothing of a request that is not one’s to see', async () => {
    const everything = new Set(Object.values(world.at).map(({ requestId }) => requestId));
    const seen: Record<string, number> = {};
    for (const column of COLUMNS.filter((name) => name !== 'nobody')) {
      const browser = await portal.as(cast[column] ?? '');
      const lists = [
        '/api/requests?scope=mine',
        '/api/requests?scope=structure',
        '/api/requests?scope=acted',
        '/api/tasks',
      ];
      const found = new Set<string>();
      for (const list of lists) {
        const { items } = (await browser.get(`${list}${list.includes('?') ? '&' : '?'}pageSize=100`).expect(200)).body;
        for (const item of items) found.add(item.request?.id ?? item.id);
      }
      seen[column] = [...everything].filter((id) => found.has(id)).length;
    }
    const none = { agent: 0, 'n+1’': 0, 'gest’': 0, 'val’': 0, 'sign’': 0, fin: 0, cpt: 0, ana: 0, adm: 0 };
    // The superior: to give an opinion, and given; the signatory: to sign, signed, and refused.
    expect(seen).toEqual({ owner: 9, gest: 9, 'n+1': 2, val: 1, sign: 3, ref: 1, acc: 1, ...none });
  });

  test('the stream of changes names a request to those who may see it, and to nobody else', async () => {
    // It has heard of nothing yet: what changed before those below began to listen is told to nobody.
    const listening = portalListener(createApp(portal.dependencies));
    await once(listening.listen(0, '127.0.0.1'), 'listening');
    const events = `http://127.0.0.1:${(listening.address() as AddressInfo).port}/api/events`;
    const heard = new Map<string, string>();
    const stop = new AbortController();
    const names = COLUMNS.filter((name) => name !== 'nobody');
    await Promise.all(
      names.map(async (column) => {
        const { cookie = '' } = await portal.as(cast[column] ?? '');
        const { body } = await fetch(events, { headers: { Cookie: cookie }, signal: stop.signal });
        const decoder = new TextDecoder();
        heard.set(column, '');
        void (async () => {
          for await (const chunk of body ?? []) heard.set(column, heard.get(column) + decoder.decode(chunk));
        })().catch(() => {});
      }),
    );
    const requestId = await aRequest(await portal.as(cast.owner));
    await atTask(portal, requestId, OPINION);
    const told = (words: string) => names.filter((column) => heard.get(column)?.includes(words));
    while (told(requestId).length < 3 || told('"tasks"').length < 1) await pause(25);
    // What comes after on each stream: whoever was to hear of the request has heard.
    const { prisma } = portal.dependencies.database;
    for (const column of names)
      await notify(prisma, changes, { what: 'notification', personId: await portal.personId(cast[column] ?? '') });
    while (told('"notifications"').length < names.length) await pause(25);
    stop.abort();
    listening.close();
    expect(told(requestId).sort()).toEqual(['gest', 'n+1', 'owner']);
    expect(told('"tasks"')).toEqual(['n+1']);
  });
});
