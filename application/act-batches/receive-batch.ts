import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canPrepareBatch } from '#domain/permissions/starting.ts';
import { MAX_AGENTS, MAX_FILE_BYTES } from '#domain/request/act-batch.ts';
import { managedPeople } from '#prisma/repositories/people/people.ts';
import { insertActBatch, insertActLines } from '#prisma/repositories/requests/act-batches.ts';
import type { Deps } from '../dependencies.ts';
import { isStorable } from '../drafts/storable.ts';
import type { Version } from '../versions.ts';
import { answersGiven, isForMany } from './common-answers.ts';

/**
 * The agents concerned: a file of employee numbers, or all those that the person manages and a
 * filter finds.
 */
export type AgentsAsked =
  | { readonly file: { readonly name: string; readonly content: Uint8Array } }
  | {
      readonly filter: {
        readonly q?: string | undefined;
        readonly structureId?: string | undefined;
        readonly grade?: string | undefined;
      };
    };

/**
 * Stores an act to be started for many agents, without trying it yet, and returns the id of the
 * batch.
 * @throws {DomainError} kind-unknown, kind-withdrawn, not-startable, kind-not-for-many,
 * bad-request, batch-too-large, batch-no-agent, batch-too-many
 */
export async function receiveActBatch(
  { database, versions }: Pick<Deps, 'database' | 'versions'>,
  asked: {
    readonly actor: Actor;
    readonly kind: string;
    /** Answers common to all agents. */
    readonly answers: Readonly<Record<string, unknown>>;
    readonly agents: AgentsAsked;
    readonly at: Date;
  },
): Promise<string> {
  const { actor, agents, at } = asked;
  const version = await batchVersion(versions.current(asked.kind), actor, at);
  if (!isStorable(asked.answers))
    throw new DomainError('bad-request', {}, [{ field: 'answers', code: 'characters', params: {} }]);
  const batch = {
    ...{ kind: version.kind, versionId: version.id, madeById: actor.personId, madeAt: at },
    answers: answersGiven(version.form, asked.answers),
  };
  if ('file' in agents) {
    const { name: fileName, content } = agents.file;
    if (content.length > MAX_FILE_BYTES) throw new DomainError('batch-too-large', { max: MAX_FILE_BYTES });
    return insertActBatch(database.prisma, { ...batch, fileName, content, state: 'received', lines: 0 });
  }
  const as = version.manifest.startedBy === 'superieur' ? 'superieur' : 'gestionnaire';
  const found = await managedPeople(database.prisma, {
    ...{ ...agents.filter, managerId: actor.personId, as, day: parisDay(at), pageSize: MAX_AGENTS + 1 },
  });
  // Nobody starts an act for themselves: people who manage themselves are left out.
  const rows = found.rows.filter(({ id }) => id !== actor.personId);
  if (rows.length === 0) throw new DomainError('batch-no-agent');
  if (rows.length > MAX_AGENTS || found.next !== null) throw new DomainError('batch-too-many', { max: MAX_AGENTS });
  const lines = rows.map(({ employeeNumber: key }, index) => ({ line: index + 1, key, said: null, faults: [] }));
  return database.transaction(async (tx) => {
    const empty = { fileName: null, content: null };
    const id = await insertActBatch(tx, { ...batch, ...empty, state: 'read', lines: lines.length });
    await insertActLines(tx, id, lines);
    return id;
  });
}

/**
 * Returns the version in force of a kind that this person may start for many agents.
 * @throws {DomainError} kind-unknown, kind-withdrawn, not-startable, kind-not-for-many
 */
export async function batchVersion(current: Promise<Version>, actor: Actor, at: Date): Promise<Version> {
  const version = await current;
  if (!canPrepareBatch(actor, version.manifest.startedBy ?? null, parisDay(at))) throw new DomainError('not-startable');
  if (!isForMany(version)) throw new DomainError('kind-not-for-many');
  return version;
}
