import type { Client } from './client.ts';

const JOB_TYPE = 'bench-history';

/** Plays one instance of played.bpmn to its end, with an incident that is resolved on the way. Answers its key. */
export async function playOne(client: Client, requestId: string): Promise<string> {
  const { processInstanceKey } = await client<{ processInstanceKey: string }>('POST', '/process-instances', {
    processDefinitionId: 'bench-played',
    businessId: requestId,
    variables: { requestId, quota: 80, agent: 'nobody', note: 'x'.repeat(440) },
  });
  const ofInstance = { filter: { processInstanceKey } };
  const [task] = await found<{ userTaskKey: string }>(client, '/user-tasks/search', ofInstance);
  await client('POST', `/user-tasks/${task?.userTaskKey}/assignment`, { assignee: 'nobody' });
  await client('POST', `/user-tasks/${task?.userTaskKey}/completion`, {});
  const failed = await activate(client);
  await client('POST', `/jobs/${failed}/failure`, { retries: 0, errorMessage: 'bench' });
  const [incident] = await found<{ incidentKey: string }>(client, '/incidents/search', ofInstance);
  await client('PATCH', `/jobs/${failed}`, { changeset: { retries: 1 } });
  await client('POST', `/incidents/${incident?.incidentKey}/resolution`, {});
  await client('POST', `/jobs/${await activate(client)}/completion`, {});
  await client('POST', '/messages/correlation', { name: 'bench-answer', correlationKey: requestId });
  return processInstanceKey;
}

async function activate(client: Client): Promise<string> {
  const { jobs } = await client<{ jobs: { jobKey: string }[] }>('POST', '/jobs/activation', {
    type: JOB_TYPE,
    timeout: 60_000,
    maxJobsToActivate: 1,
    requestTimeout: 5_000,
  });
  return jobs[0]?.jobKey ?? '';
}

async function found<Item>(client: Client, path: string, body: object): Promise<Item[]> {
  return (await client<{ items: Item[] }>('POST', path, body)).items;
}
