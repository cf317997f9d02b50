import type { Header, Headers } from '../steps/headers.ts';
import { EVERY_STEP, type JobDefinition } from '../steps/job.ts';

const code = (text: string): string => `\`${text}\``;

/** A header in a line: its name, what it sets, what it may hold, whether it may be left out. */
function lineOf(name: string, { means, choices, example, required, default: absent }: Header): string {
  const held = choices?.map(code).join(', ') ?? (example === undefined ? undefined : `as ${code(example)}`);
  const without = absent === undefined ? 'optional' : `${code(absent)} by default`;
  return [code(name), `: ${means}`, held === undefined ? '' : ` (${held})`, required ? '' : `, ${without}`].join('');
}

const linesOf = (headers: Headers): string[] => Object.entries(headers).map(([name, header]) => lineOf(name, header));
const cell = (lines: readonly string[]): string => lines.join('<br>').replaceAll('|', '\\|');

const rowOf = ({ type, does, headers, variables, results, errors }: JobDefinition): string => {
  const own = Object.keys(variables).filter((name) => !Object.hasOwn(EVERY_STEP, name));
  const read = own.map(code).join(', ');
  const given = Object.keys(results).map(code).join(', ');
  const fails = errors.length === 0 ? '' : ` BPMN errors: ${errors.map(code).join(', ')}.`;
  return `| ${code(type)} | ${does}.${fails} | ${cell(linesOf(headers))} | ${read} | ${given} |`;
};

/** The page of the documentation that lists the job types and the headers of persons’ steps, as their definitions say. */
export const jobTypesPage = (
  definitions: readonly JobDefinition[],
  personSteps: Readonly<Record<string, Headers>>,
  properties: Headers,
) => `\
# Job types

Written by \`npm run docs\` from \`workers/jobs/*/definition.ts\`, \`workers/steps/person-step.ts\` and \`workers/steps/process-properties.ts\`; a test fails when it is out of date. How to add one: [add-a-job-type](add-a-job-type.md).

A service task names its job type (\`zeebe:taskDefinition\`) and writes its headers (\`zeebe:taskHeaders\`); a publication refuses a header that is unknown, missing, or that holds what it cannot. Each reads ${Object.keys(EVERY_STEP).map(code).join(', ')}, and the variables listed here: nothing else is fetched from the engine.

| type | does | headers | reads | gives |
|---|---|---|---|---|
${definitions.map(rowOf).join('\n')}

## Persons’ steps

A user task has one candidate group, the role that holds it, and the header \`decision\`, which says what else it takes. Its completion carries \`decisionId\` and \`outcome\`, nothing else.

| decision | headers |
|---|---|
${Object.entries(personSteps)
  .map(([decision, headers]) => `| ${code(decision)} | ${cell(linesOf(headers))} |`)
  .join('\n')}

## The process

Its own properties (\`zeebe:property\`):

${linesOf(properties)
  .map((line) => `- ${line}`)
  .join('\n')}
`;
