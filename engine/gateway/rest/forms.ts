import type { Response } from 'express';
import type { DeployedForm, DeployedProcess, LiveState } from '../../processing/protocol.ts';

/** The form that a process is started with, by its binding; undefined when it has none, or none that is deployed. */
export function startFormOf(state: LiveState, { startForm, deploymentKey }: DeployedProcess): DeployedForm | undefined {
  if (startForm === undefined) return undefined;
  const { formId, binding } = startForm;
  const versions = [...state.forms.values()]
    .filter((form) => form.formId === formId)
    .sort((one, other) => one.version - other.version);
  switch (binding.type) {
    case 'latest':
      return versions.at(-1);
    case 'deployment':
      return versions.findLast((form) => form.deploymentKey === deploymentKey);
    case 'versionTag':
      return versions.findLast((form) => form.versionTag === binding.versionTag);
  }
}

/** Answers with a form, or with nothing when there is none. */
export function sendForm(response: Response, state: LiveState, form: DeployedForm | undefined): void {
  const file = form && state.resources.get(form.resourceKey);
  if (form === undefined || file === undefined) {
    response.sendStatus(204);
    return;
  }
  const { formId, formKey, version } = form;
  response.json({ tenantId: '<default>', formId, formKey, version, schema: file.content });
}
