import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import type { BlockOutput } from '#domain/circuit/blocks/block.ts';
import type { FormComponent } from '../../forms/schema.ts';
import { type FactSources, factsAt } from './facts.ts';

const PROCESSES = path.resolve(import.meta.dirname, '../../../../processes');
const read = (...file: string[]): string => readFileSync(path.join(PROCESSES, ...file), 'utf8');
const outputsOf = (block: string): BlockOutput[] => JSON.parse(read('_blocks', block, 'block.json')).outputs;

const sources: FactSources = {
  kind: 'modele',
  blocks: new Map(['instruction', 'signature', 'contre-appel'].map((block) => [block, outputsOf(block)])),
  components: [],
  tables: new Map(),
  read: ({ fr }) => fr,
  outcome: (name) => `(${name})`,
  withdrawn: 'Retirée',
};

type Drawn = Parameters<typeof factsAt>[0];

/** The gateway of a diagram, as the modeler has it. */
async function gatewayIn(xml: string, id: string): Promise<Drawn> {
  const { elementsById } = await new BpmnModdle({ zeebe }).fromXML(xml);
  return elementsById[id] as unknown as Drawn;
}

describe('a way that leaves a gateway can be chosen by', () => {
  let xml: string;
  beforeAll(() => {
    xml = read('_models', 'avis-et-signature', 'modele.bpmn');
  });

  test('what the blocks before it came to, and whether the agent withdrew', async () => {
    const facts = factsAt(await gatewayIn(xml, 'issue'), sources);
    expect(facts.map(({ label }) => label)).toEqual([
      ...['Retirée', 'Issue de la signature', 'Issue du visa', 'Avis rendu'],
    ]);
    expect(facts.slice(0, 2)).toEqual([
      { name: 'withdrawalId', label: 'Retirée', is: 'presence', choices: [] },
      {
        ...{ name: 'signature', label: 'Issue de la signature', is: 'text' },
        choices: [
          { value: 'signed', label: 'signé' },
          { value: 'refused', label: 'refusé' },
        ],
      },
    ]);
  });

  test('nothing of what comes after it', async () => {
    const names = factsAt(await gatewayIn(xml, 'instruite'), sources).map(({ name }) => name);
    expect(names).toEqual(['withdrawalId', 'visa', 'opinion']);
  });

  test('what the form gives the circuit: choices, yes or no, numbers; neither days nor what stays in the portal', async () => {
    const component = (key: string, type: string, more: Partial<FormComponent> = {}): FormComponent => ({
      ...{ id: key, key, type, label: key.toUpperCase(), properties: { fact: 'true' } },
      ...more,
    });
    const components = [
      component('lieu', 'select', { values: [{ label: 'Chez soi', value: 'domicile' }] }),
      component('urgent', 'checkbox'),
      component('jours', 'number'),
      component('debut', 'datetime'),
      component('motif', 'textfield', { properties: {} }),
    ];
    const facts = factsAt(await gatewayIn(xml, 'instruite'), { ...sources, components });
    expect(facts.slice(3)).toEqual([
      { name: 'lieu', label: 'LIEU', is: 'text', choices: [{ value: 'domicile', label: 'Chez soi' }] },
      { name: 'urgent', label: 'URGENT', is: 'flag', choices: [] },
      { name: 'jours', label: 'JOURS', is: 'number', choices: [] },
    ]);
  });

  test('the outcomes of a person’s own step, and the answers of a table', async () => {
    const drawn = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="x"><bpmn:process id="modele">
      <bpmn:businessRuleTask id="table" name="Règle"><bpmn:extensionElements><zeebe:calledDecision decisionId="regle" resultVariable="proche" /></bpmn:extensionElements><bpmn:outgoing>f1</bpmn:outgoing></bpmn:businessRuleTask>
      <bpmn:userTask id="visa" name="Visa du bureau"><bpmn:extensionElements><zeebe:taskHeaders><zeebe:header key="decision" value="visa" /><zeebe:header key="outcomes" value="approved, refused" /></zeebe:taskHeaders></bpmn:extensionElements><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:userTask>
      <bpmn:exclusiveGateway id="issue"><bpmn:incoming>f2</bpmn:incoming></bpmn:exclusiveGateway>
      <bpmn:sequenceFlow id="f1" sourceRef="table" targetRef="visa" /><bpmn:sequenceFlow id="f2" sourceRef="visa" targetRef="issue" />
    </bpmn:process></bpmn:definitions>`;
    const tables = new Map([['regle', ['true', 'false']]]);
    expect(factsAt(await gatewayIn(drawn, 'issue'), { ...sources, tables })).toEqual([
      {
        ...{ name: 'outcome', label: 'Visa du bureau', is: 'text' },
        choices: [
          { value: 'approved', label: '(approved)' },
          { value: 'refused', label: '(refused)' },
        ],
      },
      { name: 'proche', label: 'Règle', is: 'flag', choices: [] },
    ]);
  });

  test('what the steps of a sub-process before it came to', async () => {
    const drawn = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="x"><bpmn:process id="modele">
      <bpmn:subProcess id="deux"><bpmn:outgoing>f1</bpmn:outgoing>
        <bpmn:userTask id="rappel" name="Contre-appel"><bpmn:extensionElements><zeebe:taskHeaders><zeebe:header key="decision" value="check" /></zeebe:taskHeaders><zeebe:ioMapping><zeebe:output source="=outcome" target="callback" /></zeebe:ioMapping></bpmn:extensionElements></bpmn:userTask>
      </bpmn:subProcess>
      <bpmn:exclusiveGateway id="accord"><bpmn:incoming>f1</bpmn:incoming></bpmn:exclusiveGateway>
      <bpmn:sequenceFlow id="f1" sourceRef="deux" targetRef="accord" />
    </bpmn:process></bpmn:definitions>`;
    const facts = factsAt(await gatewayIn(drawn, 'accord'), sources);
    expect(facts.map(({ name, label }) => [name, label])).toEqual([['callback', 'Contre-appel']]);
  });
});
