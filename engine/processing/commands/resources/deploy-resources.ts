import { InvalidModel } from '../../../model/invalid-model.ts';
import type { ParsedResource } from '../../../model/parsed-resource.ts';
import { subscribeStarts, unsubscribeStarts } from '../../behaviors/events/starts.ts';
import type { CommandResult, DeployedGeneric, DeployedResource, Deployment, Key } from '../../protocol.ts';
import { reject } from '../../rejection.ts';
import type { Turn } from '../../turn.ts';
import { requireTenant } from '../require.ts';

/** A deployment whose files have been read already: reading is asynchronous, playing a command is not. */
export interface ParsedDeployment {
  resources: ParsedResource[];
  tenantId?: string;
}

/** All or nothing. The very same files as the latest give the same versions; if one changed, all are new. */
export function deployResources(
  turn: Turn,
  { resources, tenantId }: ParsedDeployment,
): CommandResult<'DEPLOY_RESOURCES'> {
  requireTenant(tenantId);
  if (resources.length === 0) reject('INVALID_ARGUMENT', 'Expected to deploy at least one resource, but none given');
  refuseTwins(resources);
  const known = resources.map((resource) => latestOf(turn, resource));
  const deploymentKey = known[0]?.deploymentKey;
  if (deploymentKey !== undefined && known.every((one) => one?.deploymentKey === deploymentKey)) {
    return { deploymentKey, deployments: known.flatMap((one) => one?.deployments ?? []) };
  }
  const key = turn.newKey();
  return { deploymentKey: key, deployments: resources.flatMap((resource) => deploy(turn, resource, key)) };
}

interface Known {
  deploymentKey: Key;
  deployments: Deployment[];
}

/** What is deployed of this very file, if it is the latest of all that it defines. */
function latestOf(turn: Turn, resource: ParsedResource): Known | undefined {
  const same = (resourceKey: Key) => {
    const deployed = turn.state.resources.get(resourceKey);
    return deployed?.checksum === resource.checksum && deployed.name === resource.name;
  };
  if (resource.kind === 'bpmn') {
    const latest = resource.processes.map(({ bpmnProcessId }) => turn.state.latestProcess(bpmnProcessId));
    if (!latest.every((process) => process !== undefined && same(process.resourceKey))) return undefined;
    const processes = latest.filter((process) => process !== undefined);
    return {
      deploymentKey: processes[0]?.deploymentKey ?? '',
      deployments: processes.map((process) => ({ kind: 'process', process })),
    };
  }
  if (resource.kind === 'form') {
    const form = turn.state.latestForm(resource.form.id);
    if (form === undefined || !same(form.resourceKey)) return undefined;
    return { deploymentKey: form.deploymentKey, deployments: [{ kind: 'form', form }] };
  }
  if (resource.kind === 'generic') {
    const latest = turn.state.resourceVersions.latest(resource.generic.id);
    if (latest === undefined || !isGeneric(latest) || !same(latest.key)) return undefined;
    return { deploymentKey: latest.deploymentKey, deployments: [{ kind: 'resource', resource: latest }] };
  }
  const requirements = turn.state.requirementsVersions.latest(resource.decisions.id);
  if (requirements === undefined || !same(requirements.resourceKey)) return undefined;
  const decisions = [...turn.state.decisions.values()].filter(
    (decision) => decision.decisionRequirementsKey === requirements.decisionRequirementsKey,
  );
  return {
    deploymentKey: requirements.deploymentKey,
    deployments: [
      { kind: 'decisionRequirements', decisionRequirements: requirements },
      ...decisions.map((decision): Deployment => ({ kind: 'decision', decision })),
    ],
  };
}

function deploy(turn: Turn, resource: ParsedResource, deploymentKey: Key): Deployment[] {
  const resourceKey = turn.newKey();
  const { name, checksum, content } = resource;
  if (resource.kind === 'generic') {
    const version = (turn.state.resourceVersions.latest(resource.generic.id)?.generic?.version ?? 0) + 1;
    const generic = { ...resource.generic, version };
    const deployed = { key: resourceKey, deploymentKey, name, checksum, content, generic };
    turn.emit('RESOURCE_DEPLOYED', resourceKey, deployed);
    return [{ kind: 'resource', resource: deployed }];
  }
  turn.emit('RESOURCE_DEPLOYED', resourceKey, { key: resourceKey, deploymentKey, name, checksum, content });
  const common = { resourceName: name, resourceKey, deploymentKey, deployedAt: turn.now };
  switch (resource.kind) {
    case 'bpmn':
      return deployProcesses(turn, resource.processes, common);
    case 'dmn':
      return deployDecisions(turn, resource.decisions, common);
    case 'form':
      return deployForm(turn, resource.form, common);
  }
}

interface Common {
  resourceName: string;
  resourceKey: Key;
  deploymentKey: Key;
  deployedAt: number;
}

type Parsed<K extends ParsedResource['kind']> = Extract<ParsedResource, { kind: K }>;

function deployProcesses(turn: Turn, processes: Parsed<'bpmn'>['processes'], common: Common): Deployment[] {
  return processes.map((executable) => {
    const { bpmnProcessId, name, versionTag, properties, startForm } = executable;
    const previous = turn.state.latestProcess(bpmnProcessId);
    const processDefinitionKey = turn.newKey();
    const version = (turn.state.lastVersions.get(bpmnProcessId) ?? previous?.version ?? 0) + 1;
    const process = {
      processDefinitionKey,
      bpmnProcessId,
      name,
      version,
      versionTag,
      properties: [...properties],
      ...(startForm === undefined ? {} : { startForm }),
      ...common,
    };
    turn.models.processes.set(processDefinitionKey, executable);
    turn.emit('PROCESS_DEPLOYED', processDefinitionKey, process);
    if (previous !== undefined) unsubscribeStarts(turn, previous.processDefinitionKey);
    try {
      subscribeStarts(turn, process);
    } catch (error) {
      if (!(error instanceof InvalidModel)) throw error;
      reject('INVALID_ARGUMENT', error.refusal);
    }
    return { kind: 'process', process };
  });
}

function deployDecisions(turn: Turn, model: Parsed<'dmn'>['decisions'], common: Common): Deployment[] {
  const decisionRequirementsKey = turn.newKey();
  const version = (turn.state.requirementsVersions.latest(model.id)?.version ?? 0) + 1;
  const decisionRequirements = {
    decisionRequirementsKey,
    decisionRequirementsId: model.id,
    name: model.name,
    version,
    ...common,
  };
  turn.models.decisions.set(decisionRequirementsKey, model);
  turn.emit('DECISION_REQUIREMENTS_DEPLOYED', decisionRequirementsKey, decisionRequirements);
  const decisions = [...model.decisions.values()].map((one): Deployment => {
    const decision = {
      decisionKey: turn.newKey(),
      decisionId: one.id,
      name: one.name,
      version: (turn.state.latestDecision(one.id)?.version ?? 0) + 1,
      versionTag: one.versionTag,
      decisionRequirementsId: model.id,
      decisionRequirementsKey,
      deploymentKey: common.deploymentKey,
      deployedAt: common.deployedAt,
    };
    turn.emit('DECISION_DEPLOYED', decision.decisionKey, decision);
    return { kind: 'decision', decision };
  });
  return [{ kind: 'decisionRequirements', decisionRequirements }, ...decisions];
}

function deployForm(turn: Turn, model: Parsed<'form'>['form'], common: Common): Deployment[] {
  const formKey = turn.newKey();
  const version = (turn.state.latestForm(model.id)?.version ?? 0) + 1;
  const form = { formKey, formId: model.id, version, versionTag: model.versionTag, ...common };
  turn.emit('FORM_DEPLOYED', formKey, form);
  return [{ kind: 'form', form }];
}

function isGeneric(resource: DeployedResource): resource is DeployedGeneric {
  return resource.generic !== undefined;
}

/** Two files that define the same id cannot both be the latest. */
function refuseTwins(resources: readonly ParsedResource[]): void {
  const owners = new Map<string, string>();
  for (const resource of resources) {
    for (const id of idsOf(resource)) {
      const owner = owners.get(id);
      if (owner !== undefined)
        reject('INVALID_ARGUMENT', `Duplicated ${id} in resources '${owner}' and '${resource.name}'`);
      owners.set(id, resource.name);
    }
  }
}

function idsOf(resource: ParsedResource): string[] {
  switch (resource.kind) {
    case 'bpmn':
      return resource.processes.map(({ bpmnProcessId }) => `process id '${bpmnProcessId}'`);
    case 'dmn':
      return [...resource.decisions.decisions.keys()].map((id) => `decision id '${id}'`);
    case 'form':
      return [`form id '${resource.form.id}'`];
    case 'generic':
      return [`resource id '${resource.generic.id}'`];
  }
}
