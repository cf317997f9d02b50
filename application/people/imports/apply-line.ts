import { type CivilDate, covers, parisDay } from '#domain/calendar/civil-date.ts';
import { eveOf } from '#domain/calendar/period.ts';
import { DomainError } from '#domain/errors.ts';
import { fault, type ImportFault } from '#domain/people/import-cells.ts';
import type { ImportKind, PostSaid, ProvisionSource, Said } from '#domain/people/import-line.ts';
import type { Appointment } from '#domain/permissions/actor.ts';
import { type Tx, within } from '#prisma/client.ts';
import { mattersOf } from '#prisma/repositories/administration/delegations.ts';
import { structureByCode } from '#prisma/repositories/administration/structures.ts';
import { postsOf, rightsOn } from '#prisma/repositories/people/holdings-of.ts';
import { type LineOutcome, personByNumber } from '#prisma/repositories/people/imports.ts';
import type { Change } from '../../administration/change.ts';
import { changeStructure, createStructure, moveStructure } from '../../administration/change-structure.ts';
import { closeStructure } from '../../administration/close-structure.ts';
import { createPosting } from '../../administration/create-posting.ts';
import { endHolding, type HeldName } from '../../administration/end-holding.ts';
import { giveDelegation } from '../../administration/give-delegation.ts';
import { giveHabilitation } from '../../administration/give-habilitation.ts';
import type { Given, GivingDeps } from '../../administration/powers/power.ts';
import { correctPerson } from '../correct-person.ts';
import { createPerson } from '../create-person.ts';

/** Why a line cannot be applied, as a code of import-words.ts. */
export class LineRefused extends Error {
  override readonly name = 'LineRefused';
  readonly fault: ImportFault;

  constructor(code: string, params: ImportFault['params'] = {}) {
    super(code);
    this.fault = fault(code, params);
  }
}

/**
 * Outcome of a line: no change, a change, or a change of which a part waits for two administrators.
 */
export interface Applied {
  readonly state: 'same' | 'applied' | 'waits';
  /** What the line is about: « person:… ». */
  readonly subject: string | null;
}

/** What applying a line depends on: `tx` is the line's own transaction. */
export interface LineDeps {
  readonly tx: Tx;
  readonly giving: Omit<GivingDeps, 'database'>;
  readonly change: Change;
  readonly source: ProvisionSource;
}

/**
 * Applies a line by the same use cases as the screens: judged by the sender's rights, audited, all
 * or nothing. Idempotent: applied again, it changes nothing.
 * @throws {LineRefused} {@link DomainError}
 */
export const applyLine = <Kind extends ImportKind>(deps: LineDeps, kind: Kind, said: Said[Kind]): Promise<Applied> =>
  APPLIED[kind](new Line(deps), said);

const APPLIED: { readonly [Kind in ImportKind]: (line: Line, said: Said[Kind]) => Promise<Applied> } = {
  structures: (line, said) => line.structure(said),
  people: (line, said) => line.person(said),
  postings: (line, said) => line.posting(said),
  rights: (line, said) => line.right(said),
  delegations: (line, said) => line.delegation(said),
};

class Line {
  readonly #deps: LineDeps;
  readonly #giving: GivingDeps;
  readonly #today: CivilDate;
  #changed = false;
  #waits = false;

  constructor(deps: LineDeps) {
    this.#deps = deps;
    this.#giving = { ...deps.giving, database: within(deps.tx) };
    this.#today = parisDay(deps.change.at);
  }

  async structure({ code, name, city, department, parent, closedOn }: Said['structures']): Promise<Applied> {
    const { tx, change } = this.#deps;
    const there = await structureByCode(tx, code);
    const above = parent === null ? null : await this.#structure(parent);
    if (there === null && above === null) throw new LineRefused('parent-missing');
    let id = there?.id;
    if (id === undefined) {
      id = await this.#did(
        createStructure(this.#giving, change, { code, name, city, department, parentId: above?.id ?? '' }),
      );
    } else if (there !== null) {
      // Without a département in the file, the structure keeps its own, unless it moves to another
      // city.
      const stands = department ?? (there.city === city ? there.department : null);
      if (there.name !== name || there.city !== city || there.department !== stands)
        await this.#did(changeStructure(this.#giving, change, { id, asked: { name, city, department: stands } }));
      if (above !== null && above.id !== there.parentId)
        this.#gave(await moveStructure(this.#giving, change, { id, parentId: above.id }));
    }
    const closed = there?.closedOn ?? null;
    if (closedOn !== null && closedOn !== closed)
      await this.#did(closeStructure(this.#giving, change, { id, on: closedOn }));
    return this.#end(`structure:${id}`);
  }

  async person({ post, language, ...identity }: Said['people']): Promise<Applied> {
    const { tx, change, source } = this.#deps;
    const there = await personByNumber(tx, identity.employeeNumber);
    if (there === null) {
      if (post === null) throw new LineRefused('post-missing');
      const { structure, from, ...rest } = post;
      const { id: structureId } = await this.#structure(structure);
      const first = { ...rest, structureId, from: from ?? this.#today };
      const made = await createPerson(this.#giving, change, { identity, language: language ?? 'fr', post: first });
      this.#changed = true;
      this.#waits = made.proposalId !== null;
      return this.#end(`person:${made.id}`);
    }
    // Without an address in the file, the person keeps theirs.
    const asked = { ...identity, workEmail: identity.workEmail ?? undefined };
    const corrected = await correctPerson(this.#giving, change, { personId: there.id, asked, source });
    this.#changed ||= corrected.changed;
    this.#waits ||= corrected.proposalId !== null;
    if (post !== null) await this.#post(there.id, post);
    return this.#end(`person:${there.id}`);
  }

  async posting({ employeeNumber, ...post }: Said['postings']): Promise<Applied> {
    const personId = await this.#person(employeeNumber);
    await this.#post(personId, post);
    return this.#end(`person:${personId}`);
  }

  async right({ employeeNumber, structure, from, until, appointment, ...right }: Said['rights']): Promise<Applied> {
    const { tx, change } = this.#deps;
    const personId = await this.#person(employeeNumber);
    const { id: structureId } = await this.#structure(structure);
    const rights = await rightsOn(tx, { personId, role: right.role, structureId });
    // A right confirmed by two administrators after the file's date begins on the day of
    // confirmation.
    const same = rights.find((held) =>
      from === null
        ? held.until === null || held.until >= this.#today
        : held.from === from || (held.from > from && held.until === until),
    );
    if (same !== undefined) {
      const said = (['byRight', 'powerReference', 'inNameOf'] as const).filter((key) => right[key] !== null);
      if (said.some((key) => same[key] !== right[key])) throw new LineRefused('right-differs');
      if (appointment && !isSameAppointment(appointment, same.appointment)) throw new LineRefused('right-differs');
      await this.#endAt('habilitation', same, until);
      return this.#end(`person:${personId}`);
    }
    const period = { from: from ?? this.#today, until };
    this.#gave(
      await giveHabilitation(this.#giving, change, {
        personId,
        structureId,
        ...right,
        ...period,
        ...(appointment && { appointment }),
      }),
    );
    return this.#end(`person:${personId}`);
  }

  async delegation(said: Said['delegations']): Promise<Applied> {
    const { tx, change } = this.#deps;
    const { reference, delegatorQuality, matters, from, until } = said;
    const [delegatorId, delegateId] = [await this.#person(said.delegator), await this.#person(said.delegate)];
    const { id: structureId } = await this.#structure(said.structure);
    const there = await mattersOf(tx, { reference, delegatorId, delegateId, structureId });
    if (there === null) {
      const asked = { reference, delegatorId, delegateId, delegatorQuality, matters, structureId };
      this.#gave(await giveDelegation(this.#giving, change, { ...asked, from: from ?? this.#today, until }));
    } else if (until !== there.until || matters.toSorted().join() !== there.matters.toSorted().join())
      throw new LineRefused('delegation-differs');
    return this.#end(`person:${delegateId}`);
  }

  /**
   * Sets the end of a post that exists already; otherwise gives the new post, which ends the one
   * held on the eve.
   */
  async #post(personId: string, said: PostSaid): Promise<void> {
    const { tx, change } = this.#deps;
    const { id: structureId } = await this.#structure(said.structure);
    const { quality, grade, until } = said;
    const posts = await postsOf(tx, personId);
    const same = posts.find(
      (post) =>
        post.structureId === structureId && (said.from === null ? covers(post, this.#today) : post.from === said.from),
    );
    if (same !== undefined) {
      if (same.quality !== quality || same.grade !== grade) throw new LineRefused('post-differs');
      return this.#endAt('posting', same, until);
    }
    const from = said.from ?? this.#today;
    const left = posts.find((post) => covers(post, eveOf(from)));
    const follows = left !== undefined && { leaving: { endedRights: [] } };
    const post = { personId, structureId, quality, grade, from, until, ...follows };
    this.#gave(await createPosting(this.#giving, change, post));
  }

  /** Ends a holding on the day given. */
  async #endAt(
    name: HeldName,
    held: { readonly id: string; readonly until: CivilDate | null },
    until: CivilDate | null,
  ): Promise<void> {
    if (until === held.until) return;
    // A line without an end leaves the one already set.
    if (until === null) return;
    await this.#did(endHolding(this.#giving, this.#deps.change, { name, id: held.id, until }));
  }

  async #structure(code: string): Promise<{ id: string }> {
    const found = await structureByCode(this.#deps.tx, code);
    if (found === null) throw new LineRefused('structure-unknown', { code });
    return found;
  }

  async #person(employeeNumber: string): Promise<string> {
    const found = await personByNumber(this.#deps.tx, employeeNumber);
    if (found === null) throw new LineRefused('person-unknown', { number: employeeNumber });
    return found.id;
  }

  async #did<T>(work: Promise<T>): Promise<T> {
    const done = await work;
    this.#changed = true;
    return done;
  }

  #gave(given: Given): void {
    this.#changed = true;
    this.#waits ||= 'proposalId' in given;
  }

  #end(subject: string): Applied {
    return { state: this.#waits ? 'waits' : this.#changed ? 'applied' : 'same', subject };
  }
}

const isSameAppointment = (one: Appointment, other: Appointment | null): boolean =>
  (['reference', 'signedOn', 'publishedOn', 'effectiveOn'] as const).every((key) => one[key] === other?.[key]);

/** Builds the outcome of a faulty line. */
export const atFault = (line: number, why: ImportFault): LineOutcome => ({
  ...{ line, state: 'fault', waits: false, faults: [why], subject: null },
});

/** Returns the fault of a line from what it threw; null if the error is not due to the line. */
export function faultOf(error: unknown): ImportFault | null {
  if (error instanceof LineRefused) return error.fault;
  return error instanceof DomainError ? { code: error.code, params: error.params } : null;
}
