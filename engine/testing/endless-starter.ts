import { readFileSync, writeSync } from 'node:fs';
import { openEngine } from '../engine.ts';

// Run as a process by crash tests: deploys what it reads on its input, then starts instances without end and writes
// the key of each as soon as it is acknowledged.
const engine = await openEngine({ dataFolder: process.argv[2] as string });
await engine.execute('DEPLOY_RESOURCES', { resources: [{ name: 'p.bpmn', content: readFileSync(0, 'utf8') }] });
for (let id = 0; ; id++) {
  const value = { bpmnProcessId: 'p', variables: { id } };
  const { processInstanceKey } = await engine.execute('CREATE_PROCESS_INSTANCE', value);
  writeSync(1, `${processInstanceKey}\n`);
}
