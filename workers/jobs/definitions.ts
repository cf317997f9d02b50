import type { JobType } from '#domain/circuit/job-types.ts';
import type { JobDefinition } from '../steps/job.ts';
import { definition as actDraft } from './act-draft/definition.ts';
import { definition as actSeal } from './act-seal/definition.ts';
import { definition as coolingOff } from './cooling-off/definition.ts';
import { definition as deadlineCompute } from './deadline-compute/definition.ts';
import { definition as delayCompute } from './delay-compute/definition.ts';
import { definition as effectsUndo } from './effects-undo/definition.ts';
import { definition as notify } from './notify/definition.ts';
import { definition as payPiece } from './pay-piece/definition.ts';
import { definition as requestClose } from './request-close/definition.ts';
import { definition as requestRegister } from './request-register/definition.ts';
import { definition as silenceRecord } from './silence-record/definition.ts';
import { definition as situationApply } from './situation-apply/definition.ts';
import { definition as tableEvaluate } from './table-evaluate/definition.ts';

export type { JobType };

const byType = <const Definitions extends readonly JobDefinition<JobType>[]>(...definitions: Definitions) =>
  Object.fromEntries(definitions.map((definition) => [definition.type, definition])) as {
    readonly [One in Definitions[number] as One['type']]: One;
  };

/** Everything that a circuit's service tasks can ask for, by job type. */
export const DEFINITIONS = byType(
  requestRegister,
  deadlineCompute,
  delayCompute,
  actDraft,
  actSeal,
  notify,
  coolingOff,
  situationApply,
  effectsUndo,
  payPiece,
  requestClose,
  silenceRecord,
  tableEvaluate,
) satisfies Readonly<Record<JobType, JobDefinition>>;

/** The definition that a circuit names; undefined when no worker does it. */
export const definitionOf = (type: string): JobDefinition | undefined =>
  Object.hasOwn(DEFINITIONS, type) ? DEFINITIONS[type as JobType] : undefined;
