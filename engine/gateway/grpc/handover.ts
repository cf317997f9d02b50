import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ActivatedJob } from '../../processing/protocol.ts';
import type { JobPolls } from '../job-polls.ts';
import { type Message, UNCOMPRESSED } from './unary.ts';

/** Hands leased jobs over to one client. Those that its connection never took are for someone else once it is gone. */
export class Handover {
  readonly #polls: JobPolls;
  readonly #stream: ServerWritableStream<Message, Message>;
  readonly #signal: AbortSignal;

  constructor(polls: JobPolls, stream: ServerWritableStream<Message, Message>, signal: AbortSignal) {
    this.#polls = polls;
    this.#stream = stream;
    this.#signal = signal;
  }

  /**
   * Writes the message that carries these jobs. True once the connection has taken it, as far as the client reads; false
   * when the client left before, and its jobs were given back.
   */
  async give(message: Message, jobs: readonly ActivatedJob[]): Promise<boolean> {
    const taken = !this.#signal.aborted && (await this.#written(message));
    if (!taken) await this.#polls.giveBack(jobs);
    return taken;
  }

  #written(message: Message): Promise<boolean> {
    return new Promise((resolve) => {
      const left = () => resolve(false);
      this.#signal.addEventListener('abort', left, { once: true });
      this.#stream.sendMetadata(UNCOMPRESSED);
      // called when flow control has let it through; after a call that has ended, never
      this.#stream.write(message, (error?: Error | null) => {
        this.#signal.removeEventListener('abort', left);
        resolve(error == null);
      });
    });
  }
}
