import QRCode from 'qrcode';
import { signedTouchFault } from '#application/checks/later-act.ts';
import { type ActData, ActNotIssuableError, assertIssuable } from '#domain/act/act.ts';
import { notInForce } from '#domain/act/legal/legal-texts.ts';
import { powerUsed } from '#domain/act/legal/power.ts';
import { type ActIdentity, verificationAddress } from '#domain/act/registry.ts';
import { ACT_ENDING } from '#domain/act/text/document.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import { signedTemplate } from '#domain/circuit/decision-context.ts';
import { type CircuitManifest, effectsOf } from '#domain/circuit/manifest.ts';
import type { Template } from '#domain/decision/decision.ts';
import { type ActEffect, readActEffects } from '#domain/effect/act-effects.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type { OutboxAnswer, OutboxRefusal } from '#domain/outbox/outbox-command.ts';
import { signingCapacity } from '#domain/power/delegation.ts';
import { gridsIn } from '#domain/situation/grids/grid.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { keepPreview, unsealedAct } from '#prisma/repositories/acts/acts.ts';
import { actIdentity, reserveNumber } from '#prisma/repositories/acts/numbers.ts';
import { signingQuestion } from '#prisma/repositories/acts/signing.ts';
import { drawingFilesOf, namingFilesOf, readManifest } from '#prisma/repositories/circuits/circuits.ts';
import { courtOf, gradeOn, placesOver } from '#prisma/repositories/people/career.ts';
import { gridsOn, legalTexts, readingGrids } from '#prisma/repositories/people/grids.ts';
import { personInPost, structureNames } from '#prisma/repositories/people/people.ts';
import { type TaskToSign, taskToSign } from '#prisma/repositories/tasks/tasks.ts';
import { actPage } from '../../acts/act-page.ts';
import { type ActSource, drawnFrom, inForce } from '../../acts/act-source.ts';
import { effectDay } from '../../acts/effect-day.ts';
import { readAct } from '../../circuits/read/acts.ts';
import type { WorkerContext } from '../../context.ts';
import { ActTemplateError, isForNow, type TemplateRefusal, undrawnText } from '../../typst/error.ts';
import type { ActDrawing, DrawnAct } from '../../typst/render.ts';

/**
 * Typesets the act as this person would sign it today, and keeps those very bytes: they are what the seal will extend.
 * The same person the same day gets the same bytes. The first time, the act is given its number.
 */
export async function renderPreview(
  context: WorkerContext,
  { taskKey, signerId }: { taskKey: string; signerId: string },
): Promise<OutboxAnswer<'render-preview'>> {
  const { prisma } = context.database;
  const at = context.now();
  const day = parisDay(at);
  const task = await taskToSign(prisma, taskKey, signerId);
  if (task === null) return { refused: 'task-ended' };
  if (!task.held) return { refused: 'forbidden' };
  const { requestId, versionId, agentId } = task;
  const manifest = await readManifest(prisma, versionId);
  const template = signedTemplate(manifest, task.elementId);
  const act = await unsealedAct(prisma, requestId, template);
  if (act === null) return { refused: 'task-ended' };

  const judged = signingCapacity(await signingQuestion(prisma, { signerId, requestId, at }));
  if ('refused' in judged) return { refused: 'no-signing-capacity', params: { reason: judged.refused } };
  const signer = await personInPost(prisma, signerId, day);
  const { posting } = signer;
  if (posting === null) return { refused: 'no-signing-capacity', params: { reason: 'no-posting' } };
  const untouchable = await signedTouchFault(prisma, manifest, { requestId, elementId: task.elementId, day });
  if (untouchable !== null) return { refused: untouchable };
  const said = await effectsSaidOf(prisma, { template, manifest, request: task, at });
  if ('refused' in said) return said;
  const [, ...services] = await structureNames(prisma, posting.structureId);
  const files = await drawingFilesOf(prisma, versionId, template);
  const source = await sourceOf(prisma, { versionId, template, manifest, files });
  const named = 'typst' in source ? gridsIn(source.typst) : [];
  const grids = await gridsOn(prisma, named, effectDay(manifest, task.data) ?? day);
  const identity = await identityOf(context, { actId: act.id, agentId, signerId, at });
  const page = actPage({
    // Drafted when the circuit came there: who the agent is may have been corrected since.
    content: { ...act.content, agent: { ...act.content.agent, ...task.agent } },
    number: identity.number,
    verification: await verificationOf(context, identity),
    signer: { ...signer, posting },
    power: powerUsed(judged.capacity),
    services,
    day,
    effects: said.effects,
    changed: effectsOf(manifest),
    grids,
    court: await courtOf(prisma, agentId, day),
  });
  try {
    assertIssuable(page);
  } catch (error) {
    if (error instanceof ActNotIssuableError)
      return { refused: 'act-incomplete', params: { missing: error.missing.join(', ') } };
    throw error;
  }

  const shared = new Map(
    files
      .filter(({ path }) => path.startsWith('_shared/'))
      .map(({ path, content }) => [path.slice('_shared/'.length), content]),
  );
  const law = inForce(source, page, notInForce(await legalTexts(prisma), day));
  if (law.cited.length > 0) return { refused: 'act-text-ended', params: { texts: law.cited.join(', ') } };
  const text = await drawnFrom(law.source, law.data, { renderer: context.renderer, shared });
  if ('missing' in text) return { refused: 'act-datum-missing', params: { data: labelsOf(text.missing, source) } };
  const { data } = text;
  const drawn = await draw(context, { ...text, shared });
  if ('refused' in drawn) return drawn;
  const { sha256, size } = await context.documents.put(drawn.pdf);
  const previewId = await context.database.transaction(async (tx) => {
    const id = await keepPreview(tx, { actId: act.id, taskKey, signerId, content: data, sha256, size });
    await appendAudit(tx, {
      chain: agentId,
      at,
      actorId: signerId,
      verb: 'act.preview',
      subject: `act:${act.id}`,
      payload: { taskKey, sha256 },
    });
    return id;
  });
  return { sha256, size, title: act.title, previewId };
}

/** The number of an act and its reference, reserved where it has none: kept however often it is drawn. */
async function identityOf(
  { database }: WorkerContext,
  { actId, agentId, signerId, at }: { actId: string; agentId: string; signerId: string; at: Date },
): Promise<ActIdentity> {
  const known = await actIdentity(database.prisma, actId);
  if (known !== null) return known;
  return database.transaction(async (tx) => {
    const reserved = await reserveNumber(tx, actId, at);
    if (reserved === null) {
      const given = await actIdentity(tx, actId);
      if (given === null) throw new Error(`act ${actId} was given no number`);
      return given;
    }
    await appendAudit(tx, {
      ...{ chain: agentId, at, actorId: signerId, verb: 'act.number', subject: `act:${actId}` },
      payload: { number: reserved.number },
    });
    return reserved;
  });
}

/** What the page says of how the act is verified. */
async function verificationOf(
  { baseUrl }: WorkerContext,
  { number, reference }: ActIdentity,
): Promise<ActData['verification']> {
  const url = verificationAddress(baseUrl, reference);
  return {
    text: `Acte dispensé de signature manuscrite (code des relations entre le public et l’administration, article L. 212-2, 2°), scellé par le ministère sous le n° ${number}. L’adresse qui suit dit s’il est authentique et ce qu’il est devenu ; le fichier de preuves délivré à l’agent le vérifie hors ligne.`,
    url,
    qrSvg: await QRCode.toString(url, { type: 'svg', margin: 0 }),
  };
}

/** How the act is written in the version that the request follows. */
async function sourceOf(
  tx: Tx,
  {
    versionId,
    template,
    manifest,
    files,
  }: { versionId: string; template: Template; manifest: CircuitManifest; files: readonly BundleFile[] },
): Promise<ActSource> {
  const isText = files.some(({ path }) => path === `${template}${ACT_ENDING}`);
  const naming = isText ? await namingFilesOf(tx, versionId) : [];
  const act = readAct({ kind: manifest.kind, files: [...files, ...naming] }, template);
  if (act === undefined) throw new Error(`version ${versionId} has no act « ${template} »`);
  if ('reason' in act) throw new Error(`version ${versionId}: ${act.file} cannot be read: ${act.reason}`);
  return act;
}

/** What is missing, as people name it. */
const labelsOf = (paths: readonly string[], source: ActSource): string =>
  paths
    .map((path) => ('vocabulary' in source && source.vocabulary.find((one) => one.path === path)?.label.fr) || path)
    .join(', ');

/** What the act says that it changes: read off what the circuit applies, and as it will be when it is applied. */
async function effectsSaidOf(
  tx: Tx,
  act: {
    readonly template: Template;
    readonly manifest: CircuitManifest;
    readonly request: Pick<TaskToSign, 'agentId' | 'data'>;
    readonly at: Date;
  },
): Promise<{ readonly effects: readonly ActEffect[] } | OutboxRefusal> {
  const { template, manifest, request, at } = act;
  if (template !== 'act') return { effects: [] };
  const today = parisDay(at);
  const read = await readActEffects(effectsOf(manifest), {
    data: request.data,
    gradeOn: (day) => gradeOn(tx, request.agentId, day, at),
    placesOver: (period) => placesOver(tx, request.agentId, period),
    fromGrid: readingGrids(tx),
    payMonth: today.slice(0, 7),
    today,
  });
  if (!('wrong' in read)) return read;
  const { wrong, grid } = read;
  return { refused: grid === undefined ? 'act-effect-unread' : 'grid-without-row', params: { field: wrong } };
}

/** What a person can have corrected is a refusal with its reason; tried again, it would fail again. */
async function draw({ renderer, log }: WorkerContext, drawing: ActDrawing): Promise<DrawnAct | OutboxRefusal> {
  try {
    return await renderer.render(drawing);
  } catch (error) {
    if (!(error instanceof ActTemplateError) || isForNow(error)) throw error;
    const characters = undrawnText(error);
    if (characters !== null) return { refused: 'act-unprintable', params: { characters } };
    const onPage = pageRefusal(error);
    if (onPage !== null) {
      log.warn({ fault: onPage.refused }, 'the page of an act was refused');
      return onPage;
    }
    log.error({ file: error.file, line: error.line }, 'an act could not be typeset');
    return { refused: 'act-not-typeset' };
  }
}

/** What the page, read back, shows; null when it was not even drawn. */
function pageRefusal({ faults }: ActTemplateError): OutboxRefusal | null {
  const reason = faults[0]?.reason;
  const refused = reason === undefined ? undefined : PAGE_REFUSALS[reason.code];
  return refused === undefined ? null : { refused, params: { words: String(reason?.params?.words ?? '') } };
}

const PAGE_REFUSALS: Readonly<Partial<Record<TemplateRefusal['code'], ErrorCode>>> = {
  'page-mention': 'act-frame-altered',
  'page-outside': 'act-frame-altered',
  'page-drawing': 'act-frame-altered',
  'page-small': 'act-text-hidden',
  'page-pale': 'act-text-hidden',
  'page-covered': 'act-text-hidden',
  'page-cut': 'act-text-hidden',
  'page-contradiction': 'act-text-contradicts',
};
