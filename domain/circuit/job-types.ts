/**
 * Everything that a service task of a circuit can ask for. Workers define what each does (workers/definitions.ts, held against
 * this list by the compiler); whoever only reads a circuit knows by it what nobody here would do.
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

/** The job types that a diagram asks for and that no worker does, once each, in their order. */
export function unknownJobTypesIn(xml: string): string[] {
  const asked = [...xml.matchAll(/<(?:[\w-]+:)?taskDefinition\b[^>]*?\stype="([^"]*)"/g)];
  return [...new Set(asked.map(([, type = '']) => type))].filter((type) => !isKnown(type));
}
