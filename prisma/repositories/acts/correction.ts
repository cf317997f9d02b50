import { ACT_GAPS, type ActGap, type ActGrounds, actGaps } from '#domain/act/gaps.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { readEventDetail } from '#domain/request/request-event.ts';
import type { Tx } from '../../client.ts';
import { personInPost, structureNames } from '../people/people.ts';

/** The post that the act would print, which the manager may correct. */
export interface PostingToMend {
  readonly id: string;
  readonly grade: string;
  readonly quality: string;
  readonly structureName: string;
}

/** What stopped the act of a request, what is still missing, and the agent's post today. */
export interface Correction {
  readonly asked: readonly ActGap[];
  readonly missing: readonly ActGap[];
  readonly posting: PostingToMend | null;
}

/**
 * Reads what a correction is about. It never looks at the reasons of a refusal, which are the
 * signatory's.
 */
export async function correctionOf(
  tx: Tx,
  request: { id: string; agentId: string; structureId: string },
  at: Date,
): Promise<Correction> {
  const stopped = await tx.requestEvent.findFirst({
    where: { requestId: request.id, kind: 'act-incomplete' },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  });
  const said = stopped && readEventDetail('act-incomplete', stopped.detail);
  const asked = ACT_GAPS.filter((gap) => said?.missing.includes(gap));
  const [ministry] = await structureNames(tx, request.structureId);
  const { firstName, lastName, posting } = await personInPost(tx, request.agentId, parisDay(at));
  const grounds: ActGrounds = {
    ministry,
    firstName,
    lastName,
    posting: posting && { grade: posting.grade, structureName: posting.structure.name },
  };
  return {
    asked,
    missing: actGaps(grounds),
    posting: posting && {
      id: posting.id,
      grade: posting.grade,
      quality: posting.quality,
      structureName: posting.structure.name,
    },
  };
}

/** Corrects the grade of a post. */
export const mendGrade = (tx: Tx, id: string, grade: string) => tx.posting.update({ where: { id }, data: { grade } });
