import { type CivilDate, civilDateOf, dateColumn, parisDay } from '#domain/calendar/civil-date.ts';
import { bundleHash } from '#domain/circuit/bundle-hash.ts';
import type { DecisionKind } from '#domain/decision/decision.ts';
import { isSensitiveRole, type Role, type TaskRole } from '#domain/permissions/role.ts';
import type { Database, Prisma, Tx } from '../client.ts';
import { fileOfText } from '../repositories/circuits/atelier.ts';
import { insertEntry, isApplied } from '../repositories/people/situation.ts';
import { uuid7 } from '../uuid7.ts';
import { ownerOf, type TestDatabase } from './database.ts';

/** A structure as the builders need it. */
export interface StructureRow {
  readonly id: string;
  readonly path: string;
}

let serial = 0;
const next = () => {
  serial += 1;
  return serial;
};

/** Makes a structure, below `parent` when given. */
export async function aStructure(tx: Tx, name: string, parent?: StructureRow): Promise<StructureRow> {
  const id = uuid7(new Date());
  const path = `${parent?.path ?? '/'}${id}/`;
  await tx.structure.create({
    data: { id, code: `S${next()}`, name, city: 'Valmont', parentId: parent?.id ?? null, path },
  });
  return { id, path };
}

/**
 * Builds a person: `aPerson('Claire').postedIn(court).holding('superieur', court).make(database)`.
 */
export function aPerson(firstName: string) {
  const postings: { structureId: string; quality: string; grade: string; from: Date; until: Date | null }[] = [];
  const habilitations: { role: Role; structureId: string; from: Date; until: Date | null; byRight: boolean }[] = [];
  const absences: { from: Date; until: Date }[] = [];
  let knownSince = dateColumn('2020-01-01');
  const column = (day: CivilDate | null) => (day === null ? null : dateColumn(day));
  const builder = {
    postedIn(structure: StructureRow, from: CivilDate = '2020-01-01', until: CivilDate | null = null) {
      const post = { quality: 'greffière', grade: 'Greffière', from: dateColumn(from), until: column(until) };
      postings.push({ structureId: structure.id, ...post });
      return builder;
    },
    holding(
      role: Role,
      structure: StructureRow,
      period: { from?: CivilDate; until?: CivilDate | null; byRight?: boolean } = {},
    ) {
      const { from = '2020-01-01', until = null, byRight = false } = period;
      habilitations.push({ role, structureId: structure.id, from: dateColumn(from), until: column(until), byRight });
      return builder;
    },
    /** Sets when the portal came to know them. */
    known(since: Date) {
      knownSince = since;
      return builder;
    },
    away(from: CivilDate, until: CivilDate) {
      absences.push({ from: dateColumn(from), until: dateColumn(until) });
      return builder;
    },
    async make({ prisma }: Pick<Database, 'prisma'>): Promise<string> {
      const number = next();
      const { id } = await prisma.person.create({
        data: {
          employeeNumber: `E${number}`,
          firstName,
          lastName: `Test${number}`,
          workEmail: `e${number}@harmonie.example`,
          // Known for years, so that their contact details are trusted
          // (domain/effect/known-contacts.ts).
          createdAt: knownSince,
          habilitations: { create: habilitations.filter(({ role }) => !isSensitiveRole(role)) },
          absences: { create: absences },
        },
      });
      await inPost(prisma, id, postings);
      for (const right of habilitations.filter(({ role }) => isSensitiveRole(role)))
        await aSensitiveRight(prisma, { personId: id, ...right });
      return id;
    },
  };
  return builder;
}

/**
 * Writes postings that began long ago, as at installation: the application may date them so far
 * back only with two administrators.
 */
async function inPost(
  prisma: Database['prisma'],
  personId: string,
  postings: readonly { structureId: string; quality: string; grade: string; from: Date; until: Date | null }[],
): Promise<void> {
  if (postings.length === 0) return;
  const asOwner = ownerOf(prisma);
  // A test that opened the database as its owner writes as its owner.
  if (asOwner === undefined) {
    await prisma.posting.createMany({ data: postings.map((posting) => ({ ...posting, personId })) });
    return;
  }
  const rows = postings.map(({ from, until, ...post }) => ({
    ...{ id: uuid7(new Date()), ...post },
    ...{ from: civilDateOf(from), until: until && civilDateOf(until) },
  }));
  await asOwner(
    `insert into posting (id, person_id, structure_id, quality, grade, "from", until)
     select id, $1, "structureId", quality, grade, "from", until from jsonb_to_recordset($2)
       as o (id uuid, "structureId" uuid, quality text, grade text, "from" date, until date)`,
    [personId, JSON.stringify(rows)],
  );
}

/**
 * Writes a right that two administrators give, as at installation. Through the API, `givenByTwo`
 * gives one.
 */
export async function aSensitiveRight(
  prisma: Database['prisma'],
  right: {
    readonly personId: string;
    readonly role: Role;
    readonly structureId: string;
    readonly from: Date;
    readonly until?: Date | null;
    readonly byRight?: boolean;
  },
): Promise<{ readonly id: string }> {
  const id = uuid7(new Date());
  const { personId, role, structureId, from, until = null, byRight = false } = right;
  const asOwner = ownerOf(prisma);
  // A test that opened the database as its owner writes as its owner.
  if (asOwner === undefined) {
    const kept = { personId, role, structureId, from, until, byRight };
    await prisma.habilitation.create({ data: { id, ...kept, ground: 'installation' } });
  } else
    await asOwner(
      `insert into habilitation (id, person_id, role, structure_id, "from", until, by_right, ground)
       values ($1, $2, $3, $4, $5, $6, $7, 'installation')`,
      [id, personId, role, structureId, civilDateOf(from), until && civilDateOf(until), byRight],
    );
  return { id };
}

/** Makes a published circuit without files: enough for a request to belong to. */
export async function aCircuitVersion(tx: Tx, kind = 'essai'): Promise<string> {
  const found = await tx.circuitVersion.findFirst({ where: { kind }, select: { id: true } });
  if (found) return found.id;
  const manifest = { kind, steps: [], effects: [], themes: await knownThemes(tx) };
  const made = await tx.circuitVersion.create({
    data: { kind, number: 1, bundleHash: '0'.repeat(64), manifest, current: true },
  });
  return made.id;
}

/**
 * Publishes the first version of a kind, in force, as the installation does: with this manifest and
 * these files.
 */
export async function aShippedCircuit(
  { prisma }: Pick<Database, 'prisma'>,
  { kind = 'essai', manifest, files }: { kind?: string; manifest: object; files: Readonly<Record<string, string>> },
): Promise<string> {
  const rows = Object.entries(files).map(([path, text]) => fileOfText(path, text));
  const read = { kind, themes: await knownThemes(prisma), ...manifest };
  const version = { kind, number: 1, bundleHash: bundleHash(rows), current: true, manifest: read };
  const { id } = await prisma.circuitVersion.create({
    data: { ...version, files: { create: rows.map((file) => ({ ...file, content: new Uint8Array(file.content) })) } },
  });
  return id;
}

/** Makes a request as if this person of this structure had just filed it. */
export async function aRequest(tx: Tx, agentId: string, structure: StructureRow, kind = 'essai'): Promise<string> {
  const versionId = await aCircuitVersion(tx, kind);
  const filedAt = new Date();
  const [row] = await tx.$queryRaw<{ number: string }[]>`select next_request_number(${filedAt}) as number`;
  const { id } = await tx.request.create({
    data: { number: row?.number ?? '', kind, versionId, agentId, structureId: structure.id, data: {}, filedAt },
  });
  return id;
}

/**
 * Reads the definitions of the themes that the database begins with, by name, as a manifest holds
 * them.
 */
async function knownThemes(tx: Tx): Promise<Prisma.InputJsonObject> {
  const select = { name: true, definition: true } as const;
  const rows = await tx.situationTheme.findMany({ orderBy: { publishedAt: 'asc' }, select });
  return Object.fromEntries(rows.map(({ name, definition }) => [name, definition as Prisma.InputJsonObject]));
}

/**
 * Records that this request changed the contact details of a person, without a telephone or an
 * address.
 */
export async function anAppliedChange(tx: Tx, requestId: string, personId: string): Promise<void> {
  if (await isApplied(tx, requestId)) return;
  const at = new Date();
  const grounds = { guarantee: 'self', actId: null, decisionIds: [] } as const;
  const entry = { theme: 'contact', value: {}, from: parisDay(at), until: null };
  await insertEntry(tx, { ...entry, requestId, personId, grounds, at });
}

/**
 * Writes an entry of a person's situation as taken over by the portal, known since the day it
 * applies from.
 */
export async function takenOver(
  asOwner: TestDatabase['asOwner'],
  personId: string,
  entry: {
    readonly theme: string;
    readonly value: object;
    readonly from?: CivilDate | undefined;
    readonly until?: CivilDate | undefined;
    readonly at?: Date;
  },
): Promise<void> {
  const { theme, value, from = '2020-01-01', until = null, at = dateColumn(from) } = entry;
  await asOwner(
    `insert into situation_entry (id, person_id, theme, theme_sha256, "from", value, origin, at, until)
     select $1, $2, name, sha256, $4, $5, 'taken-over', $6, $7 from situation_theme where name = $3
      order by published_at desc limit 1`,
    [uuid7(new Date()), personId, theme, from, JSON.stringify(value), at, until],
  );
}

/**
 * Writes pay pieces without the grounds that the database requires, for tests of what becomes of a
 * piece once it is there. That the database refuses such a piece is tested in
 * testing/guarantees/g2.circuit.test.ts.
 */
export async function withoutPayGrounds<T>(prisma: Database['prisma'], write: () => Promise<T>): Promise<T> {
  const asOwner = ownerOf(prisma);
  if (asOwner === undefined) throw new Error('this database is no test’s');
  await asOwner('alter table pay_piece disable trigger pay_piece_has_grounds');
  try {
    return await write();
  } finally {
    await asOwner('alter table pay_piece enable trigger pay_piece_has_grounds');
  }
}

/** Makes a task that waits on this request. */
export async function aTask(
  tx: Tx,
  requestId: string,
  role: TaskRole,
  decision: DecisionKind = 'opinion',
): Promise<string> {
  const key = String(2_251_799_813_685_248 + next());
  await tx.task.create({
    data: { key, requestId, instanceKey: '1', elementId: `task-${role}`, role, decision, state: 'created' },
  });
  return key;
}

/**
 * Makes a spent step-up proof of a signature, with the columns of its intent that cite it: the
 * database refuses a signature without one.
 */
export async function aSpentProof(tx: Tx, { taskKey, personId, at }: { taskKey: string; personId: string; at: Date }) {
  const shownSha256 = 'a'.repeat(64);
  const expiresAt = new Date(at.getTime() + 300_000);
  const given = { taskKey, personId, sha256: shownSha256, method: 'totp', verifiedAt: at, expiresAt, usedAt: at };
  return { shownSha256, stepUpId: (await tx.stepUpProof.create({ data: given })).id };
}
