import { payloadDigest } from '#domain/evidence/audit.ts';
import {
  chain,
  type Evidence,
  type ExtractedEvent,
  GENESIS_HASH,
  isInFull,
  withoutContent,
} from '#domain/evidence/evidence.ts';

/** A valid act as a verifier is given it. */
export interface Folder {
  readonly act: Uint8Array;
  readonly evidence: Evidence;
}

/** One thing done to it; the evidence as text, since some say what no object can. */
export interface Alteration {
  readonly name: string;
  readonly act?: Uint8Array;
  readonly evidence?: string;
}

export type Path = readonly (string | number)[];

/** Every way to alter the evidence, field by field, then its events as only who holds the database could. */
export function* alterationsOfEvidence({ evidence }: Folder): Generator<Alteration> {
  for (const [path, value] of nodes(evidence)) {
    for (const [how, changed] of variants(value))
      yield { name: `${named(path)}: ${how}`, evidence: JSON.stringify(replaced(evidence, path, changed)) };
    if (path.length === 0) continue;
    // Without its root, evidence is as it was exported before there was one.
    if (path.join() !== 'root')
      yield { name: `${named(path)}: left out`, evidence: JSON.stringify(replaced(evidence, path, undefined)) };
    if (typeof path.at(-1) === 'string') yield { name: `${named(path)}: twice`, evidence: twice(evidence, path) };
  }
  yield* alterationsOfEvents(evidence);
}

/** Every event hidden, redated, said otherwise or invented; the chain as it was, then made anew behind it. */
function* alterationsOfEvents(evidence: Evidence): Generator<Alteration> {
  const as = (name: string, audit: readonly ExtractedEvent[]): Alteration => ({
    name,
    evidence: JSON.stringify({ ...evidence, audit }),
  });
  const { audit, chains, root } = evidence;
  const covered = root?.leaf.events ?? chains.dossier.events;
  for (const [index, event] of audit.entries()) {
    if (!isInFull(event)) continue;
    const which = `event ${event.sequence}, ${event.verb}`;
    const isOwn = evidence.ownEvents?.includes(event.sequence) ?? true;
    if (isOwn || event.sequence > chains.dossier.events)
      yield as(`${which}: by its hash alone`, audit.with(index, withoutContent(event)));
    yield as(`${which}: removed, the chain made anew`, madeAnew(audit.toSpliced(index, 1)));
    yield as(`${which}: blanked`, audit.with(index, { ...event, payload: { salt: '', content: null } }));
    // After the root of the day nothing signed covers what the chain says, but for what the evidence says too.
    if (event.sequence > covered) continue;
    const changes: Record<string, Partial<typeof event>> = {
      redated: { at: new Date(Date.parse(event.at) + 3_600_000).toISOString() },
      'by another': { actorId: 'person-other' },
      'of another kind': { verb: 'request.consult' },
      'on something else': { subject: 'request-2' },
      'about something else': { payload: { ...event.payload, content: { other: true } } },
    };
    for (const [how, change] of Object.entries(changes))
      yield as(`${which}: ${how}, the chain made anew`, madeAnew(audit.with(index, { ...event, ...change })));
    yield as(`before ${which}: an invented event, the chain made anew`, madeAnew(audit.toSpliced(index, 0, event)));
  }
}

/** The events numbered and linked again from the first. */
function madeAnew(audit: readonly ExtractedEvent[]): ExtractedEvent[] {
  let previous = GENESIS_HASH;
  return audit.map((event, index) => {
    if (!isInFull(event)) throw new Error('an event of another request cannot be made anew');
    const { payload, previousHash: _previous, hash: _hash, ...said } = event;
    const digest = payloadDigest(payload.salt, payload.content);
    const linked = { ...chain(previous, { ...said, sequence: index + 1, payloadDigest: digest }), payload };
    previous = linked.hash;
    return linked;
  });
}

/** Every value of the evidence, containers included, but for what an event was about: it is free. */
export function* nodes(value: unknown, path: Path = []): Generator<[Path, unknown]> {
  yield [path, value];
  if (typeof value !== 'object' || value === null || path.at(-1) === 'content') return;
  for (const [key, child] of Object.entries(value))
    yield* nodes(child, [...path, Array.isArray(value) ? Number(key) : key]);
}

/** Other values for one, each of its own kind. */
export function* variants(value: unknown): Generator<[string, unknown]> {
  if (typeof value === 'string') {
    yield ['empty', ''];
    if (/^[0-9a-f]{32,64}$/.test(value)) yield ['another digest', (value.startsWith('0') ? '1' : '0') + value.slice(1)];
    else if (/^\d{4}-\d{2}-\d{2}T/.test(value)) {
      yield ['a second later', new Date(Date.parse(value) + 1_000).toISOString()];
      yield ['a day earlier', new Date(Date.parse(value) - 86_400_000).toISOString()];
    } else {
      yield ['with a letter more', `${value}x`];
      yield ['with a space more', `${value} `];
    }
  } else if (typeof value === 'number') {
    yield ['one more', value + 1];
    yield ['as text', String(value)];
  } else if (value === null) yield ['something', 'x'];
  else if (Array.isArray(value)) {
    yield ['with its first twice', [value[0] ?? 'x', ...value]];
    if (value.length > 0) yield ['without its last', value.slice(0, -1)];
    if (value.length > 1) yield ['in another order', value.toReversed()];
  } else yield ['with an unknown field', { ...(value as object), unknown: true }];
}

/** A copy with another value there; undefined leaves it out. */
export function replaced<T>(root: T, path: Path, value: unknown): unknown {
  if (path.length === 0) return value;
  const copy = structuredClone(root) as Record<string | number, unknown>;
  let holder = copy;
  for (const key of path.slice(0, -1)) holder = holder[key] as typeof holder;
  const last = path.at(-1) ?? '';
  if (value !== undefined) holder[last] = value;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
  return copy;
}

/** The same, one key standing twice: two readers read two stories. */
function twice(root: Evidence, path: Path): string {
  const mark = 'key-that-stands-twice';
  const key = String(path.at(-1));
  const holder = path.slice(0, -1).reduce<unknown>((value, step) => (value as never)[step], root);
  const text = JSON.stringify(replaced(root, path.slice(0, -1), { ...(holder as object), [mark]: 'x' }));
  return text.replace(`"${mark}"`, JSON.stringify(key));
}

export const named = (path: Path): string => path.join('.') || 'the whole';

/** Every way to alter the file of the act that asks for no key: its bytes, its end, what the seal leaves uncovered. */
export function* alterationsOfAct({ act }: Folder, places = 60): Generator<Alteration> {
  const text = Buffer.from(act).toString('latin1');
  const flipped = (at: number): Uint8Array => act.map((byte, index) => (index === at ? byte ^ 1 : byte));
  for (let index = 0; index < places; index++) {
    const at = Math.floor((index * (act.length - 1)) / (places - 1));
    yield { name: `byte ${at}: another`, act: flipped(at) };
  }
  const edits: Record<string, [RegExp, string]> = {
    'the claimed time': [/(\/M \(D:)2/, '$11'],
    'the range that the seal covers': [/\/ByteRange ?\[ ?0/, '/ByteRange [ 1'],
    'the kind of the seal': [/ETSI\.CAdES/, 'ETSI.XAdES'],
    'the digest of the evidence': [/(XXHarmonieEvidence ?<)[0-9a-f]/i, '$1z'],
    'the name of the field': [/\(Sceau\)/, '(Seal!)'],
    'the signature in capitals': [
      /(?<=\/Contents ?<)[0-9a-f]{40}/,
      text.match(/(?<=\/Contents ?<)[0-9a-f]{40}/)?.[0].toUpperCase() ?? '',
    ],
    'a byte after the signature': [/0(?=>)/, '1'],
  };
  for (const [name, [pattern, by]] of Object.entries(edits)) {
    const changed = text.replace(pattern, by);
    if (changed === text) throw new Error(`the act has no such place: ${name}`);
    yield { name, act: Buffer.from(changed, 'latin1') };
  }
  yield { name: 'a space at its end', act: Buffer.concat([act, Buffer.from(' ')]) };
  yield { name: 'an update after its end', act: Buffer.concat([act, Buffer.from('\n1 0 obj\n<<>>\nendobj\n%%EOF')]) };
  yield { name: 'without its last byte', act: act.subarray(0, -1) };
  yield { name: 'nothing', act: new Uint8Array() };
}
