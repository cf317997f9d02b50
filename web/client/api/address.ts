import type { EndpointName, Placed, With } from '#web/contract/api.ts';

/** What stands in an address, as whoever has no type for it passes it on. */
export interface InAddress {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
}

/**
 * The address of an endpoint, its parameters in place: for a link, a frame, a form that sends a file.
 * @example addressOf('GET /api/drafts/:id', { params: { id } })
 */
export function addressOf<const Name extends EndpointName>(...[name, placed]: With<Name, Placed<Name>>): string {
  return place(name, placed as InAddress | undefined);
}

/** The same, untyped. */
export function place(name: EndpointName, { params = {}, query = {} }: InAddress = {}): string {
  const path = name.slice(name.indexOf(' ') + 1);
  return path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(String(params[key]))) + queryString(query);
}

/** « ?q=…&page=2 » without the parameters that say nothing. */
function queryString(query: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
