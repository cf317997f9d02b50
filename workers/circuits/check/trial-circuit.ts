import { processOfBlock } from '#domain/circuit/blocks/block.ts';
import { DECLARATION } from '#domain/circuit/blocks/part.ts';
import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import { filesBegunFor, ownFormId } from '#domain/circuit/drafts/draft.ts';
import { fileOfText } from '#prisma/repositories/circuits/atelier.ts';
import { readDeclaration } from '../read/blocks.ts';

/** The name of the circuit that a block is read in before any kind takes it. */
export const TRIAL = 'essai';
/** Its call of the block. */
export const TRIAL_CALL = 'appel';

/**
 * The smallest circuit that calls a block: begun, called, ended. It gives what the block lets choose among, the first choice;
 * a step that waits for another text is judged where a kind calls the block.
 */
export function trialFiles({
  name,
  files,
}: {
  readonly name: string;
  readonly files: readonly Pick<BundleFile, 'path' | 'content'>[];
}): BundleFile[] {
  const declared = files.find(({ path }) => path === DECLARATION);
  const declaration = readDeclaration(declared && new TextDecoder().decode(declared.content));
  const inputs = (declaration?.inputs ?? []).flatMap(({ name: target, choices }) =>
    choices?.[0] ? [`<zeebe:input source="=&#34;${escaped(choices[0].value)}&#34;" target="${target}" />`] : [],
  );
  const named = new Map([
    ['debut', 'Début'],
    [TRIAL_CALL, 'Appel'],
    ['fin', 'Fin'],
  ]);
  const beside = filesBegunFor({ kind: TRIAL, title: 'Essai', named, formId: null });
  return [[`${TRIAL}.bpmn`, diagram(processOfBlock(TRIAL, name), inputs)] as const, ...beside].map(([path, text]) =>
    fileOfText(path, text),
  );
}

const escaped = (text: string): string =>
  text.replace(/["\\]/g, '\\$&').replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);

const diagram = (called: string, inputs: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="http://bpmn.io/schema/bpmn">
  <bpmn:process id="${TRIAL}" name="Essai" isExecutable="true">
    <bpmn:startEvent id="debut" name="Début">
      <bpmn:extensionElements><zeebe:formDefinition formId="${ownFormId(TRIAL)}" bindingType="deployment" /></bpmn:extensionElements>
      <bpmn:outgoing>vers-appel</bpmn:outgoing>
    </bpmn:startEvent>
    <bpmn:callActivity id="${TRIAL_CALL}" name="Appel">
      <bpmn:extensionElements>
        <zeebe:calledElement processId="${called}" bindingType="deployment" propagateAllParentVariables="false" propagateAllChildVariables="false" />
        <zeebe:ioMapping>${inputs.join('')}</zeebe:ioMapping>
      </bpmn:extensionElements>
      <bpmn:incoming>vers-appel</bpmn:incoming>
      <bpmn:outgoing>vers-fin</bpmn:outgoing>
    </bpmn:callActivity>
    <bpmn:endEvent id="fin" name="Fin"><bpmn:incoming>vers-fin</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="vers-appel" sourceRef="debut" targetRef="${TRIAL_CALL}" />
    <bpmn:sequenceFlow id="vers-fin" sourceRef="${TRIAL_CALL}" targetRef="fin" />
  </bpmn:process>
</bpmn:definitions>
`;
