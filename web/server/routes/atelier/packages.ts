import type { Request, Response } from 'express';
import { type Exported, exportCircuit } from '#application/atelier/package/export-circuit.ts';
import { importCircuit } from '#application/atelier/package/import-circuit.ts';
import { type PartHere, packageHere } from '#application/atelier/package/package-here.ts';
import { PORTAL_RELEASE } from '#application/atelier/package/release.ts';
import { PARTS, type Part } from '#domain/circuit/blocks/part.ts';
import { PACKAGE_LIMITS } from '#domain/circuit/drafts/package.ts';
import { DomainError } from '#domain/errors.ts';
import type { Dependencies } from '../../dependencies.ts';
import { readBounded } from '../../http/read-bounded.ts';
import { type Call, created, ok, serve } from '../../http/route.ts';
import { ANALYSTS, drawing } from './drafts.ts';

/** A circuit leaves as one file, and comes as one: looked at first, then drafts as any other. */
export function circuitPackageRoutes({
  database,
  packages,
  comparer,
}: Pick<Dependencies, 'database' | 'packages' | 'comparer'>) {
  const send = async (call: Pick<Call, 'me' | 'at' | 'response'>, from: Exported) => {
    const { fileName, zip } = await exportCircuit({ database, packages }, { ...drawing(call), from });
    sendZip(call.response, fileName, zip);
    return undefined;
  };

  /** A part of a package, with what changes from the one here to it. */
  const partView = async (personId: string, { of, name, title, standing, ours, theirs }: PartHere) => {
    const compared = { versionId: null, kind: name };
    const differs = ours !== null && standing !== 'same';
    return {
      ...{ of, name, title, standing, number: theirs.number, same: theirs.same },
      ours: ours?.number ?? null,
      comparison: differs
        ? await comparer.compare(
            personId,
            { ...compared, number: ours.number, files: ours.files },
            { ...compared, number: theirs.number, files: theirs.files },
          )
        : null,
    };
  };

  return [
    serve('GET /api/circuits/:versionId/package', {
      right: ANALYSTS,
      guard: null,
      handle: (call) => send(call, { versionId: call.params.versionId }),
    }),
    serve('GET /api/atelier/drafts/:id/package', {
      right: ANALYSTS,
      guard: null,
      handle: (call) => send(call, { draftId: call.params.id }),
    }),
    serve('POST /api/atelier/packages', {
      right: ANALYSTS,
      guard: null,
      async handle({ me, request }) {
        const read = await packages.unpack(me.personId, { zip: await zipIn(request) });
        const { inForce, parts, missingBlocks } = await packageHere(database.prisma, read);
        const { kind, title, version, portal } = read.head;
        const views: Awaited<ReturnType<typeof partView>>[] = [];
        // One after the other: a person has one comparison at a time.
        for (const part of parts) views.push(await partView(me.personId, part));
        return ok({
          ...{ kind, title: { ...title }, version, portal, ownPortal: PORTAL_RELEASE, inForce, parts: views },
          missingBlocks: [...missingBlocks],
          unknownJobTypes: [...read.unknownJobTypes],
        });
      },
    }),
    serve('POST /api/atelier/packages/drafts', {
      right: ANALYSTS,
      guard: null,
      async handle(call) {
        const { as, drafting } = call.query;
        const asked = { ...drawing(call), as, drafting: partsNamed(drafting), zip: await zipIn(call.request) };
        const { draft, parts } = await importCircuit({ database, packages }, asked);
        return created({ id: draft.id, parts: [...parts] });
      },
    }),
  ];
}

const sendZip = (response: Response, fileName: string, zip: Uint8Array): void => {
  response.setHeader('Content-Disposition', `attachment; filename="${fileName}"`);
  response.type('application/zip').send(Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength));
};

/** @throws {DomainError} bad-request, circuit-package-refused */
function zipIn(request: Request): Promise<Buffer> {
  if (!request.is('application/zip'))
    throw new DomainError('bad-request', {}, [{ field: '', code: 'not-zip', params: {} }]);
  const max = PACKAGE_LIMITS.zipBytes;
  return readBounded(request, max, () => new DomainError('circuit-package-refused', { reason: 'large', max }));
}

/** « block.cloture,theme.adresse », as the contract has read it. */
const partsNamed = (text: string | undefined): Part[] =>
  (text?.split(',') ?? []).flatMap((one) => {
    const [type, name = ''] = one.split('.');
    const of = PARTS.find((known) => known === type);
    return of === undefined ? [] : [{ of, name }];
  });
