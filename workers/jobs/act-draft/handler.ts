import { isWarned } from '#application/checks/rules.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { effectsOf } from '#domain/circuit/manifest.ts';
import { factKey } from '#domain/request/request-event.ts';
import { appendAudit } from '#prisma/audit.ts';
import { draftAct, requestForAct } from '#prisma/repositories/acts/acts.ts';
import { fileText, readManifest } from '#prisma/repositories/circuits/circuits.ts';
import { personInPost, structureNames } from '#prisma/repositories/people/people.ts';
import { readSituation } from '#prisma/repositories/people/situation.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import { lockRequest } from '#prisma/repositories/requests/requests.ts';
import { BpmnError } from '#zeebe/client.ts';
import { actContent } from '../../acts/content.ts';
import { effectDay } from '../../acts/effect-day.ts';
import { readTexts } from '../../circuits/read/texts.ts';
import type { JobHandler } from '../../steps/job.ts';
import { StepFailure } from '../../steps/step-failure.ts';
import type { definition } from './definition.ts';

/** Acts are in French. */
const TEXTS = 'texts.fr.json';

/** Drafts the act, or drafts it anew after a correction. Says `actId`. */
export const handler: JobHandler<typeof definition> = async (context, step) => {
  const { requestId } = step;
  const { payFraction } = step.variables;
  const { template } = step.headers;
  const at = context.now();
  const outcome = await context.database.transaction(async (tx) => {
    await lockRequest(tx, requestId);
    const request = await requestForAct(tx, requestId);
    const texts = readTexts((await fileText(tx, request.versionId, TEXTS)) ?? undefined, TEXTS);
    const words = texts.acts?.[template];
    if (words === undefined) throw new StepFailure({ cause: 'act-words-missing', params: { template } });
    const manifest = await readManifest(tx, request.versionId);
    const [ministry] = await structureNames(tx, request.structureId);
    const today = parisDay(at);
    const effectOn = effectDay(manifest, request.data) ?? today;
    const situation = await readSituation(tx, request.agentId, today);
    const onEffect = effectOn === today ? situation : await readSituation(tx, request.agentId, effectOn);
    const made = actContent({
      request,
      agent: await personInPost(tx, request.agentId, today),
      situation,
      stands: onEffect.filter(({ definition }) => definition.name in manifest.themes),
      ministry,
      texts: words,
      template,
      payFraction: payFraction ?? null,
      demonstration: context.demonstration,
    });
    if ('missing' in made) {
      // Kept with the error that the circuit catches: the person who corrects reads there what to
      // correct.
      await recordRequestEvent(tx, {
        requestId,
        kind: 'act-incomplete',
        factKey: factKey('act-incomplete', step.jobKey),
        at,
        elementId: step.elementId,
        detail: { template, missing: made.missing },
      });
      return made;
    }
    const warned = template === 'act' && (await isWarned(tx, effectsOf(manifest), requestId));
    const act = await draftAct(tx, { requestId, template, title: words.name, content: made.content, warned, at });
    if (
      await recordRequestEvent(tx, {
        requestId,
        kind: 'drafted',
        factKey: factKey('drafted', step.jobKey),
        at,
        elementId: step.elementId,
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
  // The signatory asks to see it next.
  context.renderer.warm();
  return { actId: outcome.actId };
};
