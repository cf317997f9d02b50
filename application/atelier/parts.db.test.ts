import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { newBlock } from '#domain/circuit/blocks/new-block.ts';
import { bundleHash } from '#domain/circuit/bundle-hash.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { newTheme } from '#domain/situation/themes/new-theme.ts';
import {
  circuitDrafts,
  fileOfText,
  findCircuitDraft,
  publishedFromDraft,
} from '#prisma/repositories/circuits/atelier.ts';
import { bundleFilesOfDraft } from '#prisma/repositories/circuits/circuit-bundle.ts';
import { filesOfPart, versionsOfPart } from '#prisma/repositories/circuits/parts.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { newestThemes } from '#prisma/repositories/people/themes.ts';
import { aPerson, takenOver } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { traceOf } from '#prisma/testing/trace.ts';
import { type Analysts, approvedDraft, publishedByTwo, twoAnalysts } from '#testing/two-analysts.ts';
import { beginCircuitDraft } from './begin/begin-circuit-draft.ts';
import { draftFaults } from './draft-faults.ts';
import { openDrawingReader } from './drawing/drawing-reader.ts';
import { approveProposal } from './proposals/approve-proposal.ts';
import { proposeDraft } from './proposals/propose-draft.ts';
import type { PartFiles } from './publish/keep-part.ts';
import { kindsTaking } from './publish/kinds-taking.ts';
import { publishPart } from './publish/publish-part.ts';
import { importPart } from './release/import-part.ts';
import { saveCircuitFiles } from './save-circuit-files.ts';

const AT = new Date('2026-03-02T09:00:00Z');
const drawings = openDrawingReader();
let db: TestDatabase;
let analysts: Analysts;
beforeAll(async () => {
  db = await aDatabase();
  analysts = await twoAnalysts(db.database);
});
afterAll(async () => {
  await drawings.close();
  await db?.drop();
});

/** Each test has a part of its own. */
let serial = 0;
let name: string;
beforeEach(() => {
  serial += 1;
  name = `essai-${serial}`;
});

const prisma = () => db.database.prisma;
const deps = () => ({ database: db.database, baseUrl: 'https://harmonie.example' });
const by = async (personId: string) => ({ actor: await actorFacts(prisma(), personId), at: AT });

/** A part with this title. */
function part(of: PartFiles['of'], title: string): PartFiles {
  const written = of === 'block' ? newBlock(name, title) : newTheme(name, title);
  const files = [...written].map(([path, text]) => fileOfText(path, text));
  return { of, name, files, hash: bundleHash(files) };
}
const ship = (shipped: PartFiles) => importPart(db, { part: shipped, at: AT });
const versions = async (of: PartFiles['of'] = 'block') =>
  (await versionsOfPart(prisma(), { of, name })).map(({ number, bundleHash: hash, current }) => [
    number,
    hash,
    current,
  ]);
/** Publishes a part that two people approved. */
async function publish(drawn: PartFiles, baseVersionId: string | null = null) {
  const asked = { ...analysts, baseVersionId, at: AT };
  const { draft, proposal } = await approvedDraft(db.database, { ...drawn, kind: drawn.name }, asked);
  const published = await publishPart(deps(), { draft, proposalId: proposal.id, part: drawn, at: AT }).catch(
    ({ code, params }) => ({ code, params }),
  );
  return { draft, proposal, published };
}
const newest = async (of: PartFiles['of'] = 'block') =>
  (await versionsOfPart(prisma(), { of, name })).at(-1)?.id ?? null;

/** A kind that calls the block, published by the installation with the block as it is. */
async function kindCalling(kind: string) {
  const { id } = await draftOfKind(kind);
  const draft = await findCircuitDraft(prisma(), id);
  if (draft === null) throw new Error('a draft was begun');
  const files = await bundleFilesOfDraft(prisma(), draft);
  const manifest = { kind, title: { fr: 'Sorte', en: 'Kind' } } as CircuitManifest;
  return publishedByTwo(db.database, { kind, hash: bundleHash(files), files, manifest }, { ...analysts, at: AT });
}
async function draftOfKind(kind: string) {
  const drawing = await by(analysts.proposer);
  const draft = await beginCircuitDraft({ ...db, drawings }, { ...drawing, asked: { new: { kind, title: 'Sorte' } } });
  const call = `<x:calledElement processId="${kind}--${name}"/>`;
  const files = [{ path: `${kind}.bpmn`, text: call }];
  await saveCircuitFiles(deps(), { ...drawing, draftId: draft.id, revision: 0, files });
  return draft;
}

describe('a block or a theme shipped with the portal', () => {
  test.each(['block', 'theme'] as const)(
    '%s: is there as it is shipped; what a later release changes is a draft, once',
    async (of) => {
      const [one, two] = [part(of, 'Un'), part(of, 'Deux')];
      expect([await ship(one), await ship(one)]).toEqual(['publish', null]);
      expect([await ship(two), await ship(two)]).toEqual(['propose', null]);
      expect(await versions(of)).toEqual([[1, one.hash, true]]);
      const drafts = (await circuitDrafts(prisma())).filter(({ kind }) => kind === name);
      expect(drafts).toMatchObject([
        { of, origin: 'release', createdBy: null, baseVersion: { number: 1, current: true } },
      ]);
      const traced = (await traceOf(prisma(), SYSTEM_CHAIN)).filter(({ payload }) =>
        [(payload as { name?: string }).name, (payload as { kind?: string }).kind].includes(name),
      );
      expect(traced.map(({ verb }) => verb)).toEqual(['part.publish', 'circuit.propose']);
    },
  );
});

describe('what two people approved', () => {
  test('is the version that kinds take next, traced; the draft is no more', async () => {
    await ship(part('block', 'Un'));
    const two = part('block', 'Deux');
    const { draft, published } = await publish(two, await newest());
    expect(published).toMatchObject({ number: 2, publishedBy: analysts.approver, proposedBy: analysts.proposer });
    expect(await findCircuitDraft(prisma(), draft.id)).toBeNull();
    expect(await publishedFromDraft(prisma(), draft.id)).toMatchObject({ kind: name, number: 2 });
    expect(await filesOfPart(prisma(), (published as { id: string }).id)).toHaveLength(4);
  });

  test('changes nothing when it is what stands, or was overtaken; a former one is published anew', async () => {
    const [one, two] = [part('block', 'Un'), part('block', 'Deux')];
    await ship(one);
    const first = await newest();
    expect((await publish(one, first)).published).toMatchObject({ code: 'circuit-unchanged' });
    await publish(two, first);
    expect((await publish(part('block', 'Trois'), first)).published).toEqual({
      ...{ code: 'circuit-outdated', params: { number: 2 } },
    });
    await publish(one, await newest());
    expect(await versions()).toEqual([
      [1, one.hash, false],
      [2, two.hash, false],
      [3, one.hash, true],
    ]);
  });

  test('is told to its proposer as what circuits take later', async () => {
    const { proposal } = await publish(part('block', 'Un'));
    const where = { subject: `circuit-proposal:${proposal.id}`, recipientId: analysts.proposer };
    expect((await prisma().notification.findMany({ where })).map(({ message }) => message)).toContain('part-published');
  });

  test('is published byte for byte', async () => {
    const [drawn, other] = [part('block', 'Un'), part('block', 'Deux')];
    const { draft, proposal } = await approvedDraft(db.database, { ...drawn, kind: name }, { ...analysts, at: AT });
    const asked = { draft, proposalId: proposal.id, at: AT };
    await expect(publishPart(deps(), { ...asked, part: other })).rejects.toMatchObject({
      code: 'circuit-not-approved',
    });
    const unlike = { ...drawn, files: other.files };
    await expect(publishPart(deps(), { ...asked, part: unlike })).rejects.toThrow(/files are not those of its hash/);
    expect(await versions()).toEqual([]);
  });

  test('of a theme is what situations are shown by, a former definition too', async () => {
    const [one, two] = [part('theme', 'Un'), part('theme', 'Deux')];
    const shown = async () => {
      const content = (await newestThemes(prisma())).get(`${name}.json`);
      return content && JSON.parse(new TextDecoder().decode(content)).title.fr;
    };
    await ship(one);
    expect(await shown()).toBe('Un');
    await publish(two, await newest('theme'));
    expect(await shown()).toBe('Deux');
    await publish(one, await newest('theme'));
    expect(await shown()).toBe('Un');
  });
});

describe('what values hold of a theme, and what was promised, stays', () => {
  /**
   * The faults in a draft of a theme, with other fields or another guarantee than it was published
   * with.
   */
  const faultsOf = async (theme: string, change: (theme: Record<string, unknown>) => object) => {
    const drawing = await by(analysts.proposer);
    const { id } = await beginCircuitDraft({ ...db, drawings }, { ...drawing, asked: { of: 'theme', kind: theme } });
    const path = `${theme}.json`;
    const text = JSON.stringify(change(JSON.parse(new TextDecoder().decode((await newestThemes(prisma())).get(path)))));
    await saveCircuitFiles(deps(), { ...drawing, draftId: id, revision: 0, files: [{ path, text }] });
    const faults = await draftFaults(prisma(), { id, of: 'theme', kind: theme });
    const asked = { draftId: id, revision: 1, reason: 'Essai', over: null };
    const proposed = await proposeDraft(deps(), { ...drawing, ...asked });
    expect('faults' in proposed).toBe(faults.length > 0);
    return faults.map(({ elementId, code }) => `${elementId}: ${code}`);
  };

  test('a guarantee that goes down, another use: said at their place, and not proposed', async () => {
    await ship(part('theme', 'Un'));
    await publish({ ...part('theme', 'Un'), ...stronger() }, await newest('theme'));
    expect(await faultsOf(name, (theme) => ({ ...theme, guarantee: 'self', use: 'reach' }))).toEqual([
      'guarantee: theme-below-former',
      'use: theme-use-fixed',
      'use: theme-use-taken',
    ]);
    expect(await faultsOf(name, (theme) => ({ ...theme, title: { fr: 'Deux', en: 'Two' } }))).toEqual([]);
  });

  test('a field that values hold does not go, nor become of another type; its label may change', async () => {
    const claire = await aPerson('Claire').make(db.database);
    await ship(part('theme', 'Un'));
    await takenOver(db.asOwner, claire, { theme: name, value: { value: 'Rodez' } });
    const field = { key: 'value', type: 'text', label: { fr: 'Un', en: 'One' }, required: true };
    const having = (fields: object[]) => (theme: object) => ({ ...theme, fields });
    expect(await faultsOf(name, having([{ ...field, type: 'date' }]))).toEqual(['fields.value: theme-field-held']);
    expect(await faultsOf(name, having([{ ...field, key: 'other' }]))).toEqual(['fields: theme-field-held']);
    expect(await faultsOf(name, having([{ ...field, label: { fr: 'Ville', en: 'Town' } }]))).toEqual([]);
  });

  /** The same theme with the guarantee « checked ». */
  function stronger(): Pick<PartFiles, 'files' | 'hash'> {
    const [[path, text] = ['', '{}']] = newTheme(name, 'Un');
    const files = [fileOfText(path, JSON.stringify({ ...JSON.parse(text), guarantee: 'checked' }))];
    return { files, hash: bundleHash(files) };
  }
});

describe('kinds take a block with their next publication', () => {
  test('each keeps the one that it was published with; the list says which', async () => {
    await ship(part('block', 'Un'));
    await kindCalling(`sorte-${serial}`);
    await publish(part('block', 'Deux'), await newest());
    await kindCalling(`autre-${serial}`);
    expect((await kindsTaking(prisma(), 'block')).get(name)).toMatchObject([
      { kind: `autre-${serial}`, number: 2 },
      { kind: `sorte-${serial}`, number: 1 },
    ]);
  });

  test('a block published between the proposal of a kind and its approval: it is not what was proposed', async () => {
    await ship(part('block', 'Un'));
    const { id: draftId } = await draftOfKind(`sorte-${serial}`);
    const asked = { draftId, revision: 1, reason: 'Nouvelle sorte', over: null };
    const answer = await proposeDraft(deps(), { ...(await by(analysts.proposer)), ...asked });
    if (!('proposal' in answer)) throw new Error('it was not proposed');
    await publish(part('block', 'Deux'), await newest());
    const approved = approveProposal(db, { ...(await by(analysts.approver)), proposalId: answer.proposal.id });
    await expect(approved).rejects.toMatchObject({ code: 'circuit-parts-changed' });
  });
});

describe('a draft holds what has its place in it', () => {
  const begin = async (of: PartFiles['of'], personId = analysts.proposer) =>
    beginCircuitDraft(
      { ...db, drawings },
      { ...(await by(personId)), asked: { of, new: { kind: name, title: 'Essai' } } },
    );
  const save = async (draftId: string, path: string) =>
    saveCircuitFiles(deps(), { ...(await by(analysts.proposer)), draftId, revision: 0, files: [{ path, text: '{}' }] });

  test.each([
    ['theme', 'autre.json'],
    ['theme', 'essai.bpmn'],
    ['block', 'act.typ'],
    ['block', 'autre.bpmn'],
    ['block', 'autre.json'],
  ] as const)('of a %s: no %s', async (of, path) => {
    const { id } = await begin(of);
    await expect(save(id, path)).rejects.toMatchObject({
      ...{ code: 'circuit-file-refused', params: { path, reason: 'place' } },
    });
    expect(await save(id, of === 'theme' ? `${name}.json` : 'block.json')).toEqual({ revision: 1 });
  });

  test('begins for analysts alone, once a name', async () => {
    const claire = await aPerson('Claire').make(db.database);
    await expect(begin('block', claire)).rejects.toMatchObject({ code: 'forbidden' });
    await ship(part('block', 'Un'));
    await expect(begin('block')).rejects.toMatchObject({ code: 'circuit-part-taken' });
  });
});

describe('G6: the database holds the two people', () => {
  const run = (statement: string) => prisma().$executeRawUnsafe(statement);
  const NOTHING = 'a'.repeat(64);
  const insert = (of: string, number: number, proposalId: string | null, people = 'null, null, null') =>
    run(`insert into part_version (id, "of", name, number, bundle_hash, proposal_id, proposed_by, published_by, reason)
         values (gen_random_uuid(), '${of}', '${name}', ${number}, '${NOTHING}', ${proposalId ? `'${proposalId}'` : 'null'}, ${people})`);

  test('no version without them but the first, which follow one another and never change', async () => {
    await ship(part('block', 'Un'));
    await expect(insert('block', 2, null)).rejects.toThrow(/without two people/);
    await expect(insert('block', 4, null)).rejects.toThrow(/follow one another/);
    await expect(run(`update part_version set bundle_hash = 'x' where name = '${name}'`)).rejects.toThrow(/denied/);
    await expect(run(`delete from part_version where name = '${name}'`)).rejects.toThrow(/denied/);
    await expect(run(`update part_file set path = 'x'`)).rejects.toThrow(/denied/);
    const more = `insert into part_file select id, 'more.form', 'x', '${NOTHING}' from part_version where name = '${name}'`;
    await expect(run(more)).rejects.toThrow(/files are not those of its hash/);
  });

  test('what was approved of a block is no version of a theme, nor of a kind; a draft stays of what it is', async () => {
    const drawn = part('block', 'Un');
    const { draft, proposal } = await approvedDraft(db.database, { ...drawn, kind: name }, { ...analysts, at: AT });
    await expect(run(`update circuit_draft set "of" = 'kind' where id = '${draft.id}'`)).rejects.toThrow(/denied/);
    await run(`update circuit_proposal set state = 'published' where id = '${proposal.id}'`);
    const people = `'${analysts.proposer}', '${analysts.approver}', '${proposal.reason}'`;
    await expect(insert('theme', 1, proposal.id, people)).rejects.toThrow(/no two people/);
    await expect(
      run(`insert into circuit_version (id, kind, number, bundle_hash, sheet, proposal_id, proposed_by, published_by, reason)
           values (gen_random_uuid(), '${name}', 1, '${drawn.hash}', '{}', '${proposal.id}', ${people})`),
    ).rejects.toThrow(/no two people/);
  });
});
