import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { beginCommand } from '../expressions/begin-command.ts';
import type { DecisionModel } from '../expressions/dmn-model.ts';
import type { GenericResource, ResourceFile } from '../processing/protocol.ts';
import { because } from './defects.ts';
import type { ExecutableProcess } from './executable.ts';
import { InvalidModel } from './invalid-model.ts';
import { type FormModel, readForm } from './read-form.ts';
import { decodeXml } from './xml/decode-xml.ts';

/** A file of a deployment, read and checked. */
export type ParsedResource = { name: string; content: string; checksum: string } & (
  | { kind: 'bpmn'; processes: ExecutableProcess[] }
  | { kind: 'dmn'; decisions: DecisionModel }
  | { kind: 'form'; form: FormModel }
  | { kind: 'generic'; generic: Omit<GenericResource, 'version'> }
);

/** As large as a message to the gateway. */
const MAX_BYTES = 4_000_000;

/**
 * Reads one file by the kind that its name says; what is none of them is kept as it is. Throws `InvalidModel`. What reads
 * diagrams and FEEL is loaded with the first of them: an engine that has none yet does not hold it.
 * @param isNew whether it is deployed now: what was deployed before is read as it was then
 */
export async function parseResource(file: ResourceFile, isNew = false): Promise<ParsedResource> {
  const { name } = file;
  // what follows holds the thread, up to its end: of several files, each lets others in before
  await othersTurn();
  beginCommand();
  const kind = /\.(bpmn|xml|dmn|form)$/i.exec(name)?.[1]?.toLowerCase();
  if (kind === undefined) return readGeneric(file);
  const content = typeof file.content === 'string' ? file.content : textOf(file.content, kind);
  const common = { name, content, checksum: checksumOf(content) };
  if (kind === 'form') return { ...common, kind, form: readForm(name, content) };
  if (kind === 'dmn') {
    const { readDecisions } = await import('./decisions/read-decisions.ts');
    return { ...common, kind, decisions: await readDecisions(name, content, isNew) };
  }
  const { readProcesses } = await import('./read-process.ts');
  return { ...common, kind: 'bpmn', processes: await readProcesses(name, content, isNew) };
}

function textOf(bytes: Uint8Array, kind: string): string {
  return kind === 'form' ? new TextDecoder().decode(bytes) : decodeXml(bytes);
}

/** An RPA script bears its id; any other file is known by its name. */
function readGeneric({ name, content: given }: ResourceFile): ParsedResource {
  const bytes = Buffer.from(given);
  if (name === '' || bytes.length > MAX_BYTES) {
    const reason = name === '' ? because('id-missing') : because('file-too-long', { max: MAX_BYTES });
    throw new InvalidModel(name, [{ elementId: '(file)', elementType: 'resource', ...reason }]);
  }
  const isBinary = !isUtf8(bytes);
  const content = bytes.toString(isBinary ? 'base64' : 'utf8');
  const isRpa = /\.rpa$/i.test(name);
  const { id, versionTag } = isRpa ? readForm(name, content, 'resource') : { id: name, versionTag: '' };
  const generic = { id, versionTag, isRpa, isBinary };
  return { name, content, checksum: checksumOf(content), kind: 'generic', generic };
}

function checksumOf(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
