/** What a browser keeps of a host. */
class Jar {
  readonly #cookies = new Map<string, string>();

  keep(response: Response): void {
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0\b/i.test(cookie)) this.#cookies.delete(pair.slice(0, at));
      else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }

  get header(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

/** Whoever goes to the identity provider and chooses who they are there, as a browser without screens would. */
export class Traveller {
  readonly #jar = new Jar();

  /**
   * Follows the provider from the address that a portal gave until it leads back.
   * @param as what the provider calls them; null: they give up
   * @returns the address that it leads back to
   */
  async go(address: string, as: string | null): Promise<URL> {
    const { origin } = new URL(address);
    let url = new URL(address);
    for (let step = 0; step < 10; step++) {
      if (url.origin !== origin) return url;
      const isChoice = url.pathname.startsWith('/interaction/') && url.search === '';
      if (isChoice) url.search = new URLSearchParams({ as: as ?? '' }).toString();
      const response = await fetch(url, {
        ...{ method: isChoice ? 'POST' : 'GET', redirect: 'manual', headers: { cookie: this.#jar.header } },
      });
      this.#jar.keep(response);
      const next = response.headers.get('location');
      if (next === null) throw new Error(`the provider says ${response.status}: ${await response.text()}`);
      url = new URL(next, url);
    }
    throw new Error('the provider leads nowhere');
  }
}
