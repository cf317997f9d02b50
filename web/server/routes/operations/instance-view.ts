import type { z } from 'zod';
import type { Versions } from '#application/versions.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { placeOf } from '#domain/circuit/blocks/block.ts';
import { instanceState } from '#domain/circuit/interventions/instance.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { same } from '#domain/formats/in-words.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canSeeRequest } from '#domain/permissions/request.ts';
import type { Tx } from '#prisma/client.ts';
import type { PlayedRequest } from '#prisma/repositories/circuits/circuits.ts';
import { clocksOf, definitionUnder } from '#prisma/repositories/operations/instances.ts';
import { findRequestAndFacts, standingOf } from '#prisma/repositories/requests/requests.ts';
import type { InstanceView } from '#web/contract/operations/instances.ts';
import type { ElementInstance, Instance } from '#zeebe/client.ts';
import type { EngineReader } from '../../dependencies.ts';
import { personRef, stepName } from '../../views/standing.ts';
import { incidentRow } from '../incidents/incident-row.ts';
import { stoppedIn } from './stopped-in.ts';

/** What a page shows of one instance; a circuit that goes round for ever has more. */
const MAX_PASSAGES = 200;
const MAX_ROWS = 100;
/** Elements that wait for something that is no message: a date, a condition, a signal. */
const WAITING_TYPES: readonly string[] = ['INTERMEDIATE_CATCH_EVENT', 'EVENT_BASED_GATEWAY'];

interface Sources {
  readonly tx: Tx;
  readonly engine: EngineReader;
  readonly versions: Versions;
}
type View = z.input<typeof InstanceView>;

/** One instance as the engine has it now, named in the words of the version that it follows. */
export async function instanceView(
  { tx, engine, versions }: Sources,
  { instance, played, actor, at }: { instance: Instance; played: PlayedRequest | null; actor: Actor; at: Date },
): Promise<View> {
  const key = String(instance.processInstanceKey);
  const [passages, standsAt, flows, called, stopped, variables, jobs, subscriptions] = await Promise.all([
    engine.lastPassages(key, MAX_PASSAGES),
    engine.activeElementsOf(key),
    engine.flowsTaken(key),
    engine.instancesCalledBy(key, MAX_ROWS),
    stoppedIn(engine, key),
    engine.variablesIn(key, MAX_ROWS),
    engine.unfinishedJobs(key, MAX_ROWS),
    engine.openSubscriptions(key, MAX_ROWS),
  ]);
  const definition = await definitionUnder(tx, String(instance.processDefinitionKey));
  const version = definition && (await versions.get(definition.versionId));
  const path = played?.path ?? '';
  const nameOf = (elementId: string) =>
    version ? stepName(version.manifest, placeOf(path, elementId)) : same(elementId);
  const step = ({ elementId }: { readonly elementId: string | null }) => nameOf(String(elementId ?? ''));

  // What stands there longest may be older than the last passages.
  const seen = byKey([...passages.items, ...standsAt]);
  const elementOf = (elementInstanceKey: unknown) => seen.get(String(elementInstanceKey))?.elementId ?? '';
  const own = stopped.get(key) ?? [];
  const isStopped = (calledKey: unknown) => stopped.has(String(calledKey));
  const listened = new Set(subscriptions.items.map(({ elementInstanceKey }) => String(elementInstanceKey)));
  return {
    key,
    state: instanceState(instance.state, stopped.size > 0),
    startedAt: instant(instance.startDate),
    endedAt: instance.endDate ? instant(instance.endDate) : null,
    processId: String(instance.processDefinitionId),
    name: nameOfInstance(version?.manifest, path, instance),
    version: version && { id: version.id, number: version.number },
    hasDiagram: definition !== null && (definition.block === null) === (path === ''),
    path,
    callerKey: instance.parentProcessInstanceKey && String(instance.parentProcessInstanceKey),
    request: played && (await requestView({ tx, versions }, played, actor, at)),
    passages: [...seen.values()]
      .filter(({ type }) => type !== 'PROCESS')
      .map((passage) => ({
        key: String(passage.elementInstanceKey),
        elementId: String(passage.elementId),
        name: step(passage),
        type: passage.type,
        state: PASSAGE_STATES[passage.state],
        startedAt: instant(passage.startDate),
        endedAt: passage.endDate ? instant(passage.endDate) : null,
      })),
    morePassages: passages.more,
    activeElements: idsOf(standsAt),
    doneElements: [...idsOf(passages.items.filter(({ state }) => state === 'COMPLETED')), ...flows],
    stoppedElements: counted([
      ...own.map(({ elementId }) => String(elementId)),
      ...called.items
        .filter(({ processInstanceKey }) => isStopped(processInstanceKey))
        .map(({ parentElementInstanceKey }) => elementOf(parentElementInstanceKey)),
    ]),
    called: called.items.map((each) => {
      const elementId = String(elementOf(each.parentElementInstanceKey));
      return {
        key: String(each.processInstanceKey),
        elementId,
        name: nameOf(elementId),
        state: instanceState(each.state, isStopped(each.processInstanceKey)),
        startedAt: instant(each.startDate),
      };
    }),
    moreCalled: called.more,
    incidents: await Promise.all(own.map((incident) => incidentRow(versions, { incident, request: played }))),
    variables: variables.items.map(({ variableKey, name, scopeKey, value, isTruncated }) => ({
      key: String(variableKey),
      name,
      scope: String(scopeKey) === key ? null : nameOf(String(elementOf(scopeKey))),
      value,
      isCut: isTruncated,
    })),
    moreVariables: variables.more,
    jobs: jobs.items.map((job) => ({
      key: String(job.jobKey),
      type: job.type,
      step: step(job),
      state: job.state,
      retries: job.retries,
      worker: job.worker || null,
      dueBackAt: job.deadline ? instant(job.deadline) : null,
    })),
    moreJobs: jobs.more,
    subscriptions: subscriptions.items.map((subscription) => ({
      key: String(subscription.messageSubscriptionKey),
      message: subscription.messageName,
      correlationKey: subscription.correlationKey,
      step: step(subscription),
    })),
    moreSubscriptions: subscriptions.more,
    waits: standsAt
      .filter(
        ({ type, elementInstanceKey }) => WAITING_TYPES.includes(type) && !listened.has(String(elementInstanceKey)),
      )
      .map(({ elementId }) => ({ elementId: String(elementId), name: nameOf(String(elementId)) })),
  };
}

const PASSAGE_STATES = { ACTIVE: 'active', COMPLETED: 'completed', TERMINATED: 'terminated' } as const;
const instant = (date: string): string => new Date(date).toISOString();
const byKey = (passages: readonly ElementInstance[]) =>
  new Map(passages.map((passage) => [String(passage.elementInstanceKey), passage]));
const idsOf = (passages: readonly ElementInstance[]): string[] => [
  ...new Set(passages.map(({ elementId }) => String(elementId))),
];
const counted = (ids: readonly string[]) =>
  [...Map.groupBy(ids, (id) => id)].map(([elementId, each]) => ({ elementId, stopped: each.length }));

/** The circuit's title, or the name of the call that leads to a block; the process's id where no version of ours says it. */
function nameOfInstance(manifest: CircuitManifest | undefined, path: string, { processDefinitionId }: Instance) {
  if (manifest === undefined) return same(String(processDefinitionId));
  return path === '' ? manifest.title : stepName(manifest, path);
}

/** The request as the portal knows it: who asks it and who holds it, to those alone who may read it (G1). */
async function requestView(
  { tx, versions }: Pick<Sources, 'tx' | 'versions'>,
  { id }: PlayedRequest,
  actor: Actor,
  at: Date,
): Promise<View['request']> {
  const [found, { openTasks }, clocks] = await Promise.all([
    findRequestAndFacts(tx, id),
    standingOf(tx, [id]),
    clocksOf(tx, id),
  ]);
  if (found === null) return null;
  const { row, facts } = found;
  const { manifest } = await versions.get(row.versionId);
  const isReadable = canSeeRequest(actor, facts, parisDay(at));
  const instantOf = (date: Date | null) => date?.toISOString() ?? null;
  return {
    id,
    number: row.number,
    kind: row.kind,
    title: manifest.title,
    structureName: row.structureName,
    filedAt: row.filedAt.toISOString(),
    state: row.closedAt === null ? 'open' : 'closed',
    isReadable,
    agent: isReadable ? personRef(row) : null,
    hands: openTasks.map(({ elementId, role, people, createdAt }) => ({
      step: stepName(manifest, elementId),
      role,
      people: isReadable ? [...people] : [],
      since: createdAt.toISOString(),
    })),
    clocks: {
      reminderAt: instantOf(clocks.reminderAt),
      dueAt: instantOf(clocks.dueAt),
      silenceAt: instantOf(clocks.silenceAt),
      stopUntil: instantOf(clocks.stopUntil),
    },
  };
}
