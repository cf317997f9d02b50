const DAY_MS = 86_400_000;

/**
 * How long a way to reach someone must have been on record to be believed, in days, since 26 November 2026. Who wants to
 * divert a pay gives a telephone of their own first, then files the account: pay is closed once a month, so that a month
 * leaves the owner a payslip, and the notification of the change, to find out.
 */
export const CONTACT_AGE_DAYS = 30;

/** A former way to reach someone is not forgotten at once: it stays in use for this long, in days. */
const REMEMBERED_DAYS = 90;

export const CONTACT_KINDS = ['phone', 'personalEmail'] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

/** How someone was reached, at an instant. */
type Contacts = { readonly [Kind in ContactKind]: string | null };

/** What is known of how someone could be reached, and when. */
export interface ContactHistory {
  /** null: they have none. */
  readonly workEmail: string | null;
  /** When the portal came to know the person: nothing of theirs is older. */
  readonly since: Date;
  readonly now: Contacts;
  /** Oldest first. */
  readonly changes: readonly { readonly at: Date; readonly before: Contacts }[];
}

/** A way to reach someone. */
export interface KnownContact {
  readonly kind: 'workEmail' | ContactKind;
  readonly value: string;
  /** When another took its place; null for one on record. */
  readonly replacedAt: Date | null;
}

/**
 * The ways to reach someone known before a danger (a request was filed, a change is made): at work, and those that were in
 * force thirty days before, or not long before that, and stood for thirty days: who sets a telephone of their own and puts
 * the former one back a minute later made it known to nobody. What came since is not believed. The same for one danger,
 * whenever it is asked.
 */
export function knownBefore(history: ContactHistory, danger: Date): KnownContact[] {
  const times = { from: daysBefore(danger, REMEMBERED_DAYS), to: daysBefore(danger, CONTACT_AGE_DAYS) };
  return inForce(history, { ...times, forMs: CONTACT_AGE_DAYS * DAY_MS });
}

/**
 * Whether the answers of a check say how the agent was met: called at one of these telephones (`calledNumber`), or in
 * person (`way`: « in-person ») with the document that proved who they are (`identityDocument`). Whatever form asked for
 * them: one that asks for neither is no call back.
 */
export function meetsAgent(answers: unknown, phones: readonly string[]): boolean {
  if (typeof answers !== 'object' || answers === null) return false;
  const { way, calledNumber, identityDocument } = answers as Record<string, unknown>;
  if (way === 'in-person') return typeof identityDocument === 'string' && identityDocument !== '';
  return typeof calledNumber === 'string' && phones.includes(calledNumber);
}

/** Every way to reach someone: at work, on record, or replaced lately. For what everyone may hear of, never for an alert. */
export function everyContact(history: ContactHistory, at: Date): KnownContact[] {
  return inForce(history, { from: daysBefore(at, REMEMBERED_DAYS), to: at, forMs: 0 });
}

const daysBefore = (instant: Date, days: number): Date => new Date(instant.getTime() - days * DAY_MS);

/** At work, and what was in force at some instant of a time, and for how long if it was replaced; newest first, each once. */
function inForce(
  history: ContactHistory,
  { from, to, forMs }: { from: Date; to: Date; forMs: number },
): KnownContact[] {
  const { workEmail, now } = history;
  const found: KnownContact[] = workEmail === null ? [] : [{ kind: 'workEmail', value: workEmail, replacedAt: null }];
  for (const kind of CONTACT_KINDS)
    for (const { value, since, until } of spans(history, kind)) {
      if (since > to || (until !== null && (until < from || until.getTime() - since.getTime() < forMs))) continue;
      if (found.some((known) => same(known.value, value))) continue;
      found.push({ kind, value, replacedAt: same(now[kind] ?? '', value) ? null : until });
    }
  return found;
}

interface Span {
  readonly value: string;
  readonly since: Date;
  readonly until: Date | null;
}

/** From when until when each value was in force, newest first; `until` null: still. A change of another thing ends none. */
function spans({ now, since, changes }: ContactHistory, kind: ContactKind): Span[] {
  const found: Span[] = [];
  for (const { value, until } of [
    ...changes.map(({ at, before }) => ({ value: before[kind] ?? '', until: at })),
    { value: now[kind] ?? '', until: null },
  ]) {
    const former = found.at(-1);
    if (former !== undefined && same(former.value, value)) found[found.length - 1] = { ...former, until };
    else found.push({ value, since: former?.until ?? since, until });
  }
  return found.filter(({ value }) => value !== '').reverse();
}

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
