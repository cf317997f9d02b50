import { z } from 'zod';
import { Problem } from '#web/contract/common.ts';
import { PortalRefusal } from './refusal.ts';
import { codesOf, withCode } from './totp.ts';

/** A last resort: what comes later comes, however slow the machine. */
const TIMEOUT_MS = 240_000;
/** How the portal says that the same may be asked again in a while: too often, or too much work. */
const LATER = [429, 503];

const SignedIn = z.object({ next: z.literal('second-factor').optional() });

/** What somebody signs in with. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** Base 32, of whoever has an authenticator. */
  readonly totpSecret?: string | undefined;
}

/** One person's session on a portal, over its HTTP API, as a browser would hold it. */
export class PortalSession {
  readonly #baseUrl: string;
  #cookies = new Map<string, string>();

  private constructor(baseUrl: string) {
    this.#baseUrl = baseUrl;
  }

  /**
   * Signs in with a password and, where the account has an authenticator, with one of its codes. Where the portal asks to
   * slow down (several sign-ins from one machine), waits and tries again.
   * @throws {PortalRefusal} when the account, the password or the code is wrong.
   */
  static async signIn(baseUrl: string, { email, password, totpSecret }: Credentials): Promise<PortalSession> {
    const session = new PortalSession(baseUrl);
    const { next } = await session.post('/api/auth/sign-in/email', { email, password }, SignedIn);
    if (next === undefined) return session;
    if (totpSecret === undefined)
      throw new Error(`${email} is asked for a one-time code, and its secret is not known here`);
    await withCode(codesOf(baseUrl, totpSecret), (code) => session.post('/api/auth/two-factor/verify-totp', { code }));
    return session;
  }

  /** A JSON answer, checked against the contract. */
  async get<T extends z.ZodType>(path: string, schema: T): Promise<z.infer<T>> {
    const response = await this.#send('GET', path);
    return schema.parse(await response.json());
  }

  async bytes(path: string): Promise<Uint8Array> {
    const response = await this.#send('GET', path);
    return new Uint8Array(await response.arrayBuffer());
  }

  async post<T extends z.ZodType>(path: string, body: unknown, schema?: T, method = 'POST'): Promise<z.infer<T>> {
    const response = await this.#send(method, path, JSON.stringify(body), { 'content-type': 'application/json' });
    const text = await response.text();
    return (schema ?? z.unknown()).parse(text === '' ? undefined : JSON.parse(text)) as z.infer<T>;
  }

  async upload<T extends z.ZodType>(
    path: string,
    file: { bytes: Uint8Array; name: string; pieceType: string },
    schema: T,
  ): Promise<z.infer<T>> {
    const response = await this.#send('POST', path, file.bytes, {
      'content-type': 'application/pdf',
      'x-file-name': encodeURIComponent(file.name),
      'x-piece-type': file.pieceType,
    });
    return schema.parse(await response.json());
  }

  /** Its cookies, by name. */
  get cookies(): readonly (readonly [name: string, value: string])[] {
    return [...this.#cookies];
  }

  /** What a browser would send to say who it is. */
  get cookie(): string {
    return this.cookies.map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async #send(
    method: string,
    path: string,
    body?: string | Uint8Array,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const until = Date.now() + TIMEOUT_MS;
    for (;;) {
      const response = await fetch(`${this.#baseUrl}${path}`, {
        method,
        redirect: 'manual',
        ...(body !== undefined && { body: body as NonNullable<RequestInit['body']> }),
        headers: {
          ...headers,
          // The server takes changes from its own pages only; a script states where it writes to.
          origin: new URL(this.#baseUrl).origin,
          ...(this.#cookies.size > 0 && { cookie: this.cookie }),
        },
      });
      this.#remember(response);
      if (response.ok) return response;
      const wait = Number(response.headers.get('retry-after') ?? response.headers.get('x-retry-after') ?? 0) * 1000;
      if (!LATER.includes(response.status) || wait === 0 || Date.now() + wait > until) {
        throw new PortalRefusal(`${method} ${path}`, response.status, await problemOf(response));
      }
      await response.body?.cancel();
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  #remember(response: Response): void {
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}

async function problemOf(response: Response): Promise<Problem | undefined> {
  const { data } = Problem.safeParse(await response.json().catch(() => undefined));
  return data;
}
