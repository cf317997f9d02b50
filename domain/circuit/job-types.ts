/**
 * Everything that a service task of a circuit can ask for. Workers define what each does
 * (workers/jobs/definitions.ts, checked against this list by the compiler); code that only reads a
 * circuit learns from it which types no worker handles.
 */
export const JOB_TYPES = [
  'request-register',
  'deadline-compute',
  'delay-compute',
  'act-draft',
  'act-seal',
  'notify',
  'cooling-off',
  'situation-apply',
  'effects-undo',
  'pay-piece',
  'request-close',
  'silence-record',
  'table-evaluate',
] as const;
export type JobType = (typeof JOB_TYPES)[number];

const isKnown = (type: string): boolean => (JOB_TYPES as readonly string[]).includes(type);

/** Lists the job types that a diagram uses and that no worker handles, once each, in order. */
export function unknownJobTypesIn(xml: string): string[] {
  const asked = [...xml.matchAll(/<(?:[\w-]+:)?taskDefinition\b[^>]*?\stype="([^"]*)"/g)];
  return [...new Set(asked.map(([, type = '']) => type))].filter((type) => !isKnown(type));
}
