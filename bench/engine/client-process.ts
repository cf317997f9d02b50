import { FIVE_TASK, ONE_TASK } from './plan.ts';
import { SdkBench } from './through-sdk.ts';

/** Instances offered in a second: what Camunda publishes figures of, and twice as many. */
const [OFFERED_PER_S, TWICE_PER_S] = [300, 600];

/** What the public client measures of a gateway. */
export type ClientFigures = Awaited<ReturnType<typeof measure>>;

/** The process that through-client.ts starts: parameters are the gateway's address and the seconds of each measure. */
async function measure(grpcAddress: string, seconds: number) {
  const sdk = await SdkBench.open(grpcAddress, [ONE_TASK, FIVE_TASK]);
  try {
    const one_task_per_s = await sdk.perSecond(ONE_TASK, seconds);
    const one_task_at_300 = await sdk.latencies(ONE_TASK, { rate: OFFERED_PER_S, seconds });
    const one_task_at_600 = await sdk.latencies(ONE_TASK, { rate: TWICE_PER_S, seconds });
    const five_task_per_s = await sdk.perSecond(FIVE_TASK, seconds);
    return { one_task_per_s, one_task_at_300, one_task_at_600, five_task_per_s };
  } finally {
    await sdk.close();
  }
}

const [grpcAddress = '', seconds = ''] = process.argv.slice(2);
process.send?.(await measure(grpcAddress, Number(seconds)));
process.disconnect();
