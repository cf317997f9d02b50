import { setTimeout as pause } from 'node:timers/promises';
import * as grpc from '@grpc/grpc-js';
import { gatewayService } from '../testing/survival/gateway-client.ts';
import type { GatewayProcess } from '../testing/survival/gateway-process.ts';

// biome-ignore lint/suspicious/noExplicitAny: the messages of a proto that is loaded at run time
type Message = Record<string, any>;

/** Maximum time of any call of these tests. */
const DEADLINE_MS = 240_000;

/** A client with no manners: bare calls, no retry, on both protocols. */
export class AbuseClient {
  readonly gateway: GatewayProcess;
  readonly #client: grpc.Client & Record<string, unknown>;

  constructor(gateway: GatewayProcess) {
    this.gateway = gateway;
    this.#client = this.channel() as never;
  }

  /** One more connection; the caller closes it. */
  channel(options: grpc.ChannelOptions = {}, address = this.gateway.grpcAddress): grpc.Client {
    return new (gatewayService())(address, grpc.credentials.createInsecure(), {
      'grpc.max_send_message_length': -1,
      'grpc.use_local_subchannel_pool': 1,
      ...options,
    });
  }

  /** A call answered by one message; rejects with the status. */
  call(name: string, request: Message, client: grpc.Client = this.#client): Promise<Message> {
    return new Promise((resolve, reject) => {
      const method = (client as unknown as Record<string, (...given: unknown[]) => unknown>)[name];
      method?.call(
        client,
        request,
        new grpc.Metadata(),
        { deadline: Date.now() + DEADLINE_MS },
        (error: unknown, answer: Message) => (error === null ? resolve(answer) : reject(error)),
      );
    });
  }

  /** The jobs that a poll gets. */
  activate(type: string, request: Message = {}, client: grpc.Client = this.#client): Promise<Message[]> {
    const stream = this.stream(
      'ActivateJobs',
      {
        type,
        worker: 'abuse',
        timeout: 60_000,
        maxJobsToActivate: 1,
        requestTimeout: -1,
        ...request,
      },
      client,
    );
    return new Promise((resolve, reject) => {
      const jobs: Message[] = [];
      stream.on('data', (message: Message) => jobs.push(...message.jobs));
      stream.on('end', () => resolve(jobs));
      stream.on('error', reject);
    });
  }

  stream(name: string, request: Message, client: grpc.Client = this.#client): grpc.ClientReadableStream<Message> {
    const method = (client as unknown as Record<string, (request: Message) => unknown>)[name];
    return method?.call(client, request) as grpc.ClientReadableStream<Message>;
  }

  async deploy(...contents: string[]): Promise<void> {
    const resources = contents.map((content, i) => ({
      name: content.includes('/DMN/') ? `${i}.dmn` : `${i}.bpmn`,
      content: Buffer.from(content),
    }));
    await this.call('DeployResource', { resources });
  }

  async create(bpmnProcessId: string, variables: object | string = {}): Promise<string> {
    const text = typeof variables === 'string' ? variables : JSON.stringify(variables);
    const created = await this.call('CreateProcessInstance', { bpmnProcessId, version: -1, variables: text });
    return created.processInstanceKey;
  }

  publish(name: string, correlationKey: string, more: Message = {}): Promise<Message> {
    return this.call('PublishMessage', { name, correlationKey, timeToLive: 0, variables: '{}', ...more });
  }

  async rest(
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: Message }> {
    const response = await fetch(`${this.gateway.restAddress}/v2${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body:
        body instanceof Uint8Array
          ? (body as Uint8Array<ArrayBuffer>)
          : typeof body === 'string'
            ? body
            : JSON.stringify(body),
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : JSON.parse(text) };
  }

  async search(entity: string, filter: object): Promise<Message[]> {
    return (await this.rest(`/${entity}/search`, { filter, page: { limit: 100 } })).body.items;
  }

  /** The open incidents of an instance, as `type: message`. */
  async incidents(processInstanceKey: string): Promise<string[]> {
    const items = await this.search('incidents', { processInstanceKey, state: 'ACTIVE' });
    return items.map((one) => `${one.errorType}: ${one.errorMessage}`);
  }

  /** A figure of the gateway's own. */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(`${this.gateway.restAddress}/metrics`)).text();
    return Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1]);
  }

  async eventually(holds: () => Promise<boolean>): Promise<void> {
    const until = performance.now() + DEADLINE_MS;
    while (!(await holds())) {
      if (performance.now() > until) throw new Error('it did not come to that');
      await pause(20);
    }
  }

  close(): void {
    this.#client.close();
  }
}
