import { ZeebeGrpcClient } from '@camunda8/sdk/dist/zeebe/index.js';
import { quantile, round, WARM_UP_S } from '../figures.ts';
import { type Circuit, JOB_TYPE, PAYLOAD, textOf } from './plan.ts';

/** Instances under way at the same time, at saturation. */
const IN_FLIGHT = 64;
const WORKER_JOBS = 256;
const WARM_UP_MS = WARM_UP_S * 1000;

/** The public client, with a worker that polls each 10 ms, on one gateway. */
export class SdkBench {
  readonly #client: ZeebeGrpcClient;
  readonly #ends = new Map<string, { left: number; end: PromiseWithResolvers<void> }>();
  #created = 0;

  private constructor(client: ZeebeGrpcClient) {
    this.#client = client;
    client.createWorker({
      taskType: JOB_TYPE,
      maxJobsToActivate: WORKER_JOBS,
      timeout: 60_000,
      taskHandler: async (job) => {
        const completed = await job.complete();
        const one = this.#ends.get(String(job.variables.bench));
        if (one !== undefined && --one.left === 0) one.end.resolve();
        return completed;
      },
    });
  }

  static async open(grpcAddress: string, circuits: readonly Circuit[]): Promise<SdkBench> {
    const client = new ZeebeGrpcClient({
      config: {
        ZEEBE_GRPC_ADDRESS: `grpc://${grpcAddress}`,
        CAMUNDA_AUTH_STRATEGY: 'NONE',
        CAMUNDA_LOG_LEVEL: 'none',
        zeebeGrpcSettings: { ZEEBE_CLIENT_LOG_LEVEL: 'NONE', ZEEBE_GRPC_WORKER_POLL_INTERVAL_MS: 10 },
      },
    });
    for (const circuit of circuits)
      await client.deployResource({ process: Buffer.from(textOf(circuit)), name: circuit.file });
    return new SdkBench(client);
  }

  /** Instances brought to their end in a second, as many as the gateway takes. */
  async perSecond(circuit: Circuit, seconds: number): Promise<number> {
    const until = performance.now() + WARM_UP_MS + seconds * 1000;
    let ended = 0;
    const instance = async () => {
      while (performance.now() < until) {
        await this.#run(circuit);
        const now = performance.now();
        if (now > until - seconds * 1000 && now <= until) ended += 1;
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, instance));
    return round(ended / seconds);
  }

  /** From the call that creates an instance to the answer that ends it, so many instances a second being offered. */
  async latencies(circuit: Circuit, { rate, seconds }: { rate: number; seconds: number }) {
    const took: number[] = [];
    const under: Promise<void>[] = [];
    const began = performance.now();
    const total = Math.round((WARM_UP_MS / 1000 + seconds) * rate);
    for (let index = 0; index < total; index++) {
      const due = began + (index * 1000) / rate;
      const wait = due - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      under.push(
        this.#run(circuit).then(() => {
          // counted from when it was due: a client that falls behind must not hide it
          if (due - began > WARM_UP_MS) took.push(performance.now() - due);
        }),
      );
    }
    await Promise.all(under);
    return { p50_ms: quantile(took, 0.5), p95_ms: quantile(took, 0.95), p99_ms: quantile(took, 0.99) };
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  async #run({ processId, steps }: Circuit): Promise<void> {
    const bench = String(this.#created++);
    const one = { left: steps.length, end: Promise.withResolvers<void>() };
    this.#ends.set(bench, one);
    await this.#client.createProcessInstance({ bpmnProcessId: processId, variables: { ...PAYLOAD, bench } });
    await one.end.promise;
    this.#ends.delete(bench);
  }
}
