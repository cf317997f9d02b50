import type { ManifestStep } from '#domain/circuit/manifest.ts';
import type { DecisionKind, Template } from '#domain/decision/decision.ts';
import type { Role } from '#domain/permissions/role.ts';
import { makeBundle, readBundles } from '#workers/circuits/read/bundle.ts';
import { readCircuit } from '#workers/circuits/read/read-circuit.ts';
import { eventually, type WorkerBench } from '#workers/testing/bench.ts';
import { PROCESSES } from '../shipped-circuits.ts';
import { shippedThemes, themeFiles } from '../shipped-themes.ts';
import { publishedByTwo, twoAnalysts } from '../two-analysts.ts';

/** A service task of a hostile circuit: its job type, its headers, and what it maps over its variables. */
export interface HostileJob {
  readonly type: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, string>>;
}

/** A person's step, for a role that may be none: an opinion, a visa, or the signature of an act. */
export interface HostileTask {
  readonly role: string;
  readonly signs?: Template;
  readonly visas?: true;
}

export type HostileStep =
  | HostileJob
  | HostileTask
  | { readonly calls: string }
  /** Waits for the withdrawal of the request whose id this expression gives. */
  | { readonly waitsFor: string };

const decides = (decision: DecisionKind) => `<zeebe:header key="decision" value="${decision}" />`;
const signing = (template: Template) => `${decides('signature')}<zeebe:header key="template" value="${template}" />`;
const SIGNS: Readonly<Record<Template, string>> = { act: signing('act'), refusal: signing('refusal') };

const decisionAt = ({ signs, visas }: HostileTask): DecisionKind => (signs ? 'signature' : visas ? 'visa' : 'opinion');

const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

function drawn(step: HostileStep, index: number): string {
  if ('calls' in step)
    return `<bpmn:callActivity id="etape-${index}"><bpmn:extensionElements>
      <zeebe:calledElement processId="${step.calls}" propagateAllChildVariables="false" /></bpmn:extensionElements></bpmn:callActivity>`;
  if ('role' in step)
    return `<bpmn:userTask id="etape-${index}" name="Avis"><bpmn:extensionElements><zeebe:userTask />
      <zeebe:assignmentDefinition candidateGroups="${step.role}" />
      <zeebe:taskHeaders>${step.signs ? SIGNS[step.signs] : decides(decisionAt(step))}</zeebe:taskHeaders></bpmn:extensionElements></bpmn:userTask>`;
  if ('waitsFor' in step)
    return `<bpmn:intermediateCatchEvent id="etape-${index}"><bpmn:messageEventDefinition messageRef="message-${index}" /></bpmn:intermediateCatchEvent>`;
  const { type, headers = {}, inputs = {} } = step;
  const header = Object.entries(headers).map(
    ([key, value]) => `<zeebe:header key="${key}" value="${attribute(value)}" />`,
  );
  const input = Object.entries(inputs).map(
    ([target, source]) => `<zeebe:input source="${attribute(`=${source}`)}" target="${target}" />`,
  );
  return `<bpmn:serviceTask id="etape-${index}" name="${type}"><bpmn:extensionElements>
    <zeebe:taskDefinition type="${type}" retries="1" />
    <zeebe:taskHeaders>${header.join('')}</zeebe:taskHeaders><zeebe:ioMapping>${input.join('')}</zeebe:ioMapping>
  </bpmn:extensionElements></bpmn:serviceTask>`;
}

/** The messages that its steps wait for. */
const messagesOf = (steps: readonly HostileStep[]): string[] =>
  steps.flatMap((step, index) =>
    'waitsFor' in step
      ? `<bpmn:message id="message-${index}" name="request-withdrawn"><bpmn:extensionElements><zeebe:subscription correlationKey="${attribute(step.waitsFor)}" /></bpmn:extensionElements></bpmn:message>`
      : [],
  );

/**
 * Publishes a circuit past every check of publications (G7 refuses most of these at the element), as two people who
 * found a hole in them would: the form and texts of a shipped kind, and steps in a row that are anything.
 * What stops them is then what stands at run time.
 * @returns its kind, which agents can file
 */
export async function publishHostile(
  { db }: WorkerBench,
  {
    like,
    as: kind,
    steps,
    startedBy = null,
    effects,
    asks,
  }: {
    readonly like: string;
    readonly as: string;
    readonly steps: readonly HostileStep[];
    readonly startedBy?: Role | null;
    /** The themes that its manifest says it changes; as the shipped kind, where it is not said. All are in its bundle. */
    readonly effects?: readonly string[];
    /** The components of its form; those of the shipped kind, where they are not said. */
    readonly asks?: readonly object[];
  },
): Promise<string> {
  const shipped = (await readBundles(PROCESSES)).find((bundle) => bundle.kind === like);
  if (shipped === undefined) throw new Error(`No kind ${like} is shipped`);
  const ids = ['debut', ...steps.map((_step, index) => `etape-${index}`), 'fin'];
  const flows = ids
    .slice(1)
    .map((id, index) => `<bpmn:sequenceFlow id="f${index}" sourceRef="${ids[index]}" targetRef="${id}" />`);
  const bpmn = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="http://harmonie.example">
  <bpmn:process id="${kind}" name="${kind}" isExecutable="true">
    <bpmn:extensionElements><zeebe:properties><zeebe:property name="category" value="donnees-personnelles" /></zeebe:properties></bpmn:extensionElements>
    <bpmn:startEvent id="debut"><bpmn:extensionElements><zeebe:formDefinition formId="${like}-demande" bindingType="deployment" /></bpmn:extensionElements></bpmn:startEvent>
    ${steps.map(drawn).join('\n')}
    <bpmn:endEvent id="fin" />
    ${flows.join('\n')}
  </bpmn:process>
  ${messagesOf(steps).join('')}
</bpmn:definitions>`;
  const files = new Map(
    shipped.files.filter(({ path }) => !/\.(bpmn|dmn)$/.test(path)).map(({ path, content }) => [path, content]),
  );
  for (const [path, content] of files)
    if (asks && path.endsWith('.form'))
      files.set(path, encoded(JSON.stringify({ ...JSON.parse(new TextDecoder().decode(content)), components: asks })));
  const themes = themeFiles();
  const bundle = makeBundle(kind, new Map([...files, [`${kind}.bpmn`, encoded(bpmn)], ...themes]));
  const held = steps.flatMap((step, index) =>
    'role' in step
      ? [
          {
            elementId: `etape-${index}`,
            name: { fr: 'Avis', en: 'Opinion' },
            type: 'user',
            role: step.role,
            decision: decisionAt(step),
            template: step.signs ?? null,
          },
        ]
      : [],
  );
  // Past the types too: this is what no check let through.
  const manifest = {
    ...(await readCircuit(shipped)),
    kind,
    diagram: `${kind}.bpmn`,
    steps: held as ManifestStep[],
    startedBy,
    themes: shippedThemes(),
    ...(effects && { effects }),
  };
  await publishedByTwo(db.database, { ...bundle, manifest }, await twoAnalysts(db.database));
  return kind;
}

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Why the circuit of a request stopped, or a block that it calls, as an administrator reads it. */
export async function stopOf({ engine, db }: WorkerBench, requestId: string): Promise<string> {
  const { prisma } = db.database;
  return eventually(async () => {
    const { instanceKey } = await prisma.request.findUniqueOrThrow({ where: { id: requestId } });
    const called = await prisma.calledInstance.findMany({ where: { requestId } });
    for (const key of [instanceKey, ...called.map((instance) => instance.instanceKey)])
      if (key !== null) {
        const stop = await openStopOf(engine, String(key));
        if (stop !== undefined) return stop;
      }
    return undefined;
  });
}

/** Why an instance stopped. */
export const stopOfInstance = (engine: WorkerBench['engine'], processInstanceKey: string): Promise<string> =>
  eventually(() => openStopOf(engine, processInstanceKey));

async function openStopOf(engine: WorkerBench['engine'], processInstanceKey: string): Promise<string | undefined> {
  const [incident] = await engine.openIncidents({ processInstanceKey });
  return incident?.errorMessage.split('\n', 1)[0];
}
