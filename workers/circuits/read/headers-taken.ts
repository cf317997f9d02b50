import type { InputRead } from '#domain/circuit/blocks/block.ts';
import type { ValueKind } from '#domain/circuit/value-kind.ts';
import { definitionOf } from '../../jobs/definitions.ts';
import type { Headers } from '../../steps/headers.ts';
import { PERSON_STEPS } from '../../steps/person-step.ts';
import type { ModelElement } from './model.ts';

/** The headers that a step takes: those of its job type, or of what is decided there. */
export function headersTaken({ jobType = '', headers }: ModelElement): Headers {
  const { decision = '' } = headers;
  const ofPerson: Headers = PERSON_STEPS[decision as keyof typeof PERSON_STEPS] ?? {};
  return definitionOf(jobType)?.headers ?? ofPerson;
}

/** What a step of a block takes an input for; undefined where it takes nothing of that name. */
export function kindRead({ as }: InputRead, step: ModelElement): ValueKind | undefined {
  if (as === 'candidateGroups') return 'role';
  return as === 'formId' ? 'form' : headersTaken(step)[as]?.kind;
}
