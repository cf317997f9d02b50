import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { DemonstrationAuthority } from '#workers/pades/authority.ts';
import { stampingAuthority } from '#workers/pades/stamps/stamping-authority.ts';

/** An authority of time stamps at an address, which is the test's: its next answer can wait, and it can be away. */
export class TestAuthority {
  readonly #server: Server;
  #next: PromiseWithResolvers<() => void> | undefined;
  #isAway = false;

  private constructor({ key }: DemonstrationAuthority) {
    const stamp = stampingAuthority(key);
    this.#server = createServer(async (request, response) => {
      const question = await buffer(request);
      if (this.#next !== undefined) {
        const gate = Promise.withResolvers<void>();
        this.#next.resolve(gate.resolve);
        this.#next = undefined;
        await gate.promise;
      }
      if (this.#isAway) response.writeHead(503).end();
      else response.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(await stamp(question));
    });
  }

  static async open(stamps: DemonstrationAuthority): Promise<TestAuthority> {
    const authority = new TestAuthority(stamps);
    await new Promise<void>((resolve) => authority.#server.listen(0, '127.0.0.1', resolve));
    return authority;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  /** Resolves once it is asked, with what lets its answer go. */
  asked(): Promise<() => void> {
    this.#next = Promise.withResolvers();
    return this.#next.promise;
  }

  /** Stamps nothing; gives what lets it stamp again. */
  leave(): () => void {
    this.#isAway = true;
    return () => {
      this.#isAway = false;
    };
  }

  close(): Promise<unknown> {
    return new Promise((resolve) => this.#server.close(resolve));
  }
}
