import { codesOf } from '#bin/portal/totp.ts';

/** The authenticator that somebody holds, before a portal: each code that it shows is right, and was not used there. */
export class Authenticator {
  readonly #secret: string;
  readonly #portal: () => string;

  constructor(secret: string, portal: () => string) {
    this.#secret = secret;
    this.#portal = portal;
  }

  /** Only a fourth code within a minute has to wait, as its owner would. */
  right(): Promise<string> {
    return codesOf(this.#portal(), this.#secret).next();
  }

  /** A code that no clock would show these minutes. */
  wrong(): string {
    return codesOf(this.#portal(), this.#secret).wrong();
  }
}
