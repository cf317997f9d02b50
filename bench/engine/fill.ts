// Fills an engine's folder with instances that wait, says so, and waits to be killed.
//   node fill.ts FOLDER COUNT
import { openEngine } from 'harmonie-engine/harness';
import { HR_CIRCUIT, PAYLOAD, textOf } from './plan.ts';

const BATCH = 1_000;
const [dataFolder = '', count = '0'] = process.argv.slice(2);
const engine = await openEngine({ dataFolder, keepEvents: false });
await engine.execute('DEPLOY_RESOURCES', { resources: [{ name: HR_CIRCUIT.file, content: textOf(HR_CIRCUIT) }] });
for (let made = 0; made < Number(count); made += BATCH) {
  const create = () =>
    engine.execute('CREATE_PROCESS_INSTANCE', { bpmnProcessId: HR_CIRCUIT.processId, variables: PAYLOAD });
  await Promise.all(Array.from({ length: Math.min(BATCH, Number(count) - made) }, create));
}
process.stdout.write('filled\n');
setInterval(() => undefined, 60_000);
