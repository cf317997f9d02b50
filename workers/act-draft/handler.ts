import QRCode from 'qrcode';
import { dateColumn, parisDay } from '../../domain/civil-date.ts';
import { factKey } from '../../domain/request-event.ts';
import { appendAudit } from '../../prisma/audit.ts';
import { draftAct, requestForAct } from '../../prisma/repositories/acts.ts';
import { echelonOn } from '../../prisma/repositories/career.ts';
import { fileOf } from '../../prisma/repositories/circuits.ts';
import { lockRequest, recordRequestEvent } from '../../prisma/repositories/progress.ts';
import { personInPost, structureNames } from '../../prisma/repositories/signing.ts';
import { BpmnError, JobFailure } from '../../zeebe/client.ts';
import { readTexts } from '../circuits/read/texts.ts';
import { header, identifier, type JobHandler } from '../job.ts';
import { actContent } from './content.ts';

/** Drafts the act, or drafts it anew after a correction. Says `actId`. */
export const handler: JobHandler = async (context, job) => {
  const requestId = identifier(job, 'requestId');
  const template = header(job, 'template');
  if (template !== 'act' && template !== 'refusal')
    throw new JobFailure(`« ${template} » is not an act`, { retries: 0 });
  const at = context.now();
  const url = `${context.baseUrl}/requests/${requestId}`;
  const qrSvg = await QRCode.toString(url, { type: 'svg', margin: 0 });
  const outcome = await context.database.transaction(async (tx) => {
    await lockRequest(tx, requestId);
    const request = await requestForAct(tx, requestId);
    const sidecar = await fileOf(tx, request.versionId, 'texts.fr.json');
    const texts = readTexts(sidecar ? new TextDecoder().decode(sidecar.content) : undefined, 'texts.fr.json');
    const words = texts.acts?.[template];
    if (words === undefined) throw new JobFailure(`the circuit has no words for « ${template} »`, { retries: 0 });
    const [ministry] = await structureNames(tx, request.structureId);
    const made = actContent({
      request,
      person: await tx.person.findUniqueOrThrow({ where: { id: request.agentId } }),
      agent: await personInPost(tx, request.agentId, dateColumn(parisDay(at))),
      echelon: (await echelonOn(tx, request.agentId, parisDay(at)))?.echelon ?? null,
      ministry,
      texts: words,
      template,
      payFraction: job.variables.payFraction,
      reference: { url, qrSvg },
      demonstration: context.demonstration,
    });
    if ('missing' in made) {
      // Kept with the error that the circuit catches: whoever corrects reads there what to mend.
      await recordRequestEvent(tx, {
        requestId,
        kind: 'act-incomplete',
        factKey: factKey('act-incomplete', job.key),
        at,
        elementId: job.elementId,
        detail: { template, missing: made.missing },
      });
      return made;
    }
    const act = await draftAct(tx, { requestId, template, title: words.name, content: made.content, at });
    if (
      await recordRequestEvent(tx, {
        requestId,
        kind: 'drafted',
        factKey: factKey('drafted', job.key),
        at,
        elementId: job.elementId,
        detail: { template },
      })
    ) {
      await appendAudit(tx, {
        chain: request.agentId,
        at,
        actorId: null,
        verb: 'act.draft',
        subject: `act:${act.id}`,
        payload: { requestId, template, anew: !act.isNew },
      });
    }
    return { actId: act.id };
  });
  if ('missing' in outcome) throw new BpmnError('ACT_INCOMPLETE', `the act lacks: ${outcome.missing.join(', ')}`);
  return { actId: outcome.actId };
};
