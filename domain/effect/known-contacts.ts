const DAY_MS = 86_400_000;

/**
 * How long a contact must have been on record to be trusted, in days, since 26 November 2026. To
 * divert a salary, an attacker first gives a telephone of their own, then files the account: pay is
 * closed once a month, so that a month leaves the owner a payslip, and the notification of the
 * change, to find out.
 */
export const CONTACT_AGE_DAYS = 30;

/** How long a replaced contact remains in use, in days. */
const REMEMBERED_DAYS = 90;

/** Kinds of contacts that a person can change. */
export const CONTACT_KINDS = ['phone', 'personalEmail'] as const;
/** A kind of contact that a person can change. */
export type ContactKind = (typeof CONTACT_KINDS)[number];

/** A person's contacts at an instant. */
type Contacts = { readonly [Kind in ContactKind]: string | null };

/** A person's contacts, present and past. */
export interface ContactHistory {
  /** null: they have none. */
  readonly workEmail: string | null;
  /** When the portal first knew the person: no contact is older. */
  readonly since: Date;
  readonly now: Contacts;
  /** Oldest first. */
  readonly changes: readonly { readonly at: Date; readonly before: Contacts }[];
}

/** A way to reach a person. */
export interface KnownContact {
  readonly kind: 'workEmail' | ContactKind;
  readonly value: string;
  /** When another replaced it; null: it is still on record. */
  readonly replacedAt: Date | null;
}

/**
 * Lists the contacts of a person known before a risk (a request was filed, a change is made): at
 * work, and those in force thirty days before, or shortly before that, for at least thirty days: an
 * attacker who sets their own telephone and puts the former one back a minute later gains no
 * trusted contact. Later contacts are not trusted. The result for one risk is the same whenever it
 * is asked.
 */
export function knownBefore(history: ContactHistory, danger: Date): KnownContact[] {
  const times = { from: daysBefore(danger, REMEMBERED_DAYS), to: daysBefore(danger, CONTACT_AGE_DAYS) };
  return inForce(history, { ...times, forMs: CONTACT_AGE_DAYS * DAY_MS });
}

/**
 * True if the answers of a check record how the agent was met: called at one of these telephones
 * (`calledNumber`), or in person (`way`: « in-person ») with the document that proved their
 * identity (`identityDocument`). This holds for any form: one that asks for neither is no call
 * back.
 */
export function meetsAgent(answers: unknown, phones: readonly string[]): boolean {
  if (typeof answers !== 'object' || answers === null) return false;
  const { way, calledNumber, identityDocument } = answers as Record<string, unknown>;
  if (way === 'in-person') return typeof identityDocument === 'string' && identityDocument !== '';
  return typeof calledNumber === 'string' && phones.includes(calledNumber);
}

/**
 * Lists every way to reach a person: at work, on record, or replaced recently. For messages that
 * may reach anyone, never for an alert.
 */
export function everyContact(history: ContactHistory, at: Date): KnownContact[] {
  return inForce(history, { from: daysBefore(at, REMEMBERED_DAYS), to: at, forMs: 0 });
}

const daysBefore = (instant: Date, days: number): Date => new Date(instant.getTime() - days * DAY_MS);

/**
 * Lists the work address, and the contacts in force at some instant of an interval, and long enough
 * if they were replaced; newest first, each once.
 */
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

/**
 * Lists the periods in which each value was in force, newest first; `until` null: still. A change
 * of another contact ends none.
 */
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
