import { createHash } from 'node:crypto';
import { beginCommand } from '../expressions/begin-command.ts';
import type { DecisionModel } from '../expressions/dmn-model.ts';
import type { ResourceFile } from '../processing/protocol.ts';
import { because } from './defects.ts';
import type { ExecutableProcess } from './executable.ts';
import { InvalidModel } from './invalid-model.ts';
import { readDecisions } from './read-decisions.ts';
import { type FormModel, readForm } from './read-form.ts';
import { readProcesses } from './read-process.ts';

/** A file of a deployment, read and checked. */
export type ParsedResource = { name: string; content: string; checksum: string } & (
  | { kind: 'bpmn'; processes: ExecutableProcess[] }
  | { kind: 'dmn'; decisions: DecisionModel }
  | { kind: 'form'; form: FormModel }
);

/** Reads one file by the kind that its name says. Throws `InvalidModel`. */
export async function parseResource(file: ResourceFile): Promise<ParsedResource> {
  const { name } = file;
  beginCommand();
  const content = typeof file.content === 'string' ? file.content : new TextDecoder().decode(file.content);
  const common = { name, content, checksum: createHash('sha256').update(content).digest('hex') };
  if (/\.(bpmn|xml)$/i.test(name)) return { ...common, kind: 'bpmn', processes: await readProcesses(name, content) };
  if (/\.dmn$/i.test(name)) return { ...common, kind: 'dmn', decisions: await readDecisions(name, content) };
  if (/\.form$/i.test(name)) return { ...common, kind: 'form', form: readForm(name, content) };
  throw new InvalidModel(name, [{ elementId: '(file)', elementType: 'resource', ...because('file-name') }]);
}
