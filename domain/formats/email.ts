const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
const TOP = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/i;

/**
 * Reads an address that mail can be sent to, its domain in lower case (the case of the part before
 * « @ » is left to its owner); null: it is none. Limits: RFC 5321, 4.5.3.1.
 */
export function readEmail(text: string): string | null {
  const address = text.trim();
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  const labels = address.slice(at + 1).split('.');
  const top = labels.at(-1) ?? '';
  if (at < 1 || address.length > 254 || local.length > 64 || labels.length < 2) return null;
  // No mail exists there (RFC 2606): accounts without an address are stored under it.
  if (top.toLowerCase() === 'invalid') return null;
  if (!LOCAL.test(local) || !labels.every((label) => LABEL.test(label)) || !TOP.test(top)) return null;
  return `${local}@${labels.join('.').toLowerCase()}`;
}
