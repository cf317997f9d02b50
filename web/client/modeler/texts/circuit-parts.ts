import type { DraftFile } from '../draft/use-draft-files.ts';
import { drawnNames } from '../formats/drawn-names.ts';
import type { CircuitParts } from './entries.ts';

/** What a circuit's files show to people, and so must have words. Needs a browser. */
export function partsOf(files: readonly Pick<DraftFile, 'path' | 'text'>[], kind: string): CircuitParts {
  const diagram = files.find((file) => file.path === `${kind}.bpmn`)?.text ?? '';
  const document = new DOMParser().parseFromString(diagram, 'application/xml');
  const elements = [...document.getElementsByTagName('*')];
  const headers = elements.filter(({ localName }) => localName === 'header');
  const messages = headers
    .filter((header) => header.getAttribute('key') === 'message')
    .map((header) => header.getAttribute('value') ?? '')
    // In a block, « =message » is what its calls say.
    .filter((message) => message !== '' && !message.startsWith('='));
  const called = elements.filter(({ localName }) => localName === 'calledElement');
  return {
    names: drawnNames(diagram),
    messages: [...new Set(messages)],
    callsBlocks: called.length > 0,
    startForms: elements
      .filter(({ localName, parentElement }) => localName === 'formDefinition' && isStart(parentElement))
      .map((definition) => definition.getAttribute('formId') ?? ''),
    forms: files.filter((file) => file.path.endsWith('.form')).map((file) => file.text ?? ''),
    templates: [...new Set(files.flatMap(({ path }) => /^(.*?)(?:\.act\.json|\.typ)$/.exec(path)?.[1] ?? []))],
  };
}

/** What an element's extensions stand in is a start. */
const isStart = (extensions: Element | null): boolean => extensions?.parentElement?.localName === 'startEvent';
