import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { BpmnModdle } from 'bpmn-moddle';
import { JOBS } from '../../registry.ts';
import { type Bundle, readBundles, textOf } from '../read/bundle.ts';
import { readModel } from '../read/model.ts';
import { readCircuit } from '../read/read-circuit.ts';

const require = createRequire(import.meta.url);
const PROCESSES = path.join(import.meta.dirname, '..', '..', '..', 'processes');
const TEMPLATES = path.join(PROCESSES, '_templates');

/** The one attribute of Camunda's modeler that its own rules read. */
const MODELER = {
  name: 'Modeler',
  uri: 'http://camunda.org/schema/modeler/1.0',
  prefix: 'modeler',
  xml: { tagAlias: 'lowerCase' },
  types: [
    {
      name: 'Definitions',
      isAbstract: true,
      extends: ['bpmn:Definitions'],
      properties: [
        { name: 'executionPlatform', isAttr: true, type: 'String' },
        { name: 'executionPlatformVersion', isAttr: true, type: 'String' },
      ],
    },
  ],
};
const RULES = {
  extends: ['bpmnlint:recommended', 'plugin:camunda-compat/camunda-cloud-8-9'],
  // The portal draws the decision's panel from its kind: a user task needs no form of its own.
  rules: { 'camunda-compat/user-task-definition': 'off' },
};

let bundles: Bundle[];
beforeAll(async () => {
  bundles = await readBundles(PROCESSES);
});

async function lint(xml: string): Promise<string[]> {
  const Linter = require('bpmnlint/lib/linter');
  const Resolver = require('bpmnlint/lib/resolver/node-resolver');
  const moddle = new BpmnModdle({ zeebe: require('zeebe-bpmn-moddle/resources/zeebe.json'), modeler: MODELER });
  const { rootElement, warnings } = await moddle.fromXML(xml);
  const linter = new Linter({ config: RULES, resolver: new Resolver({ require }) });
  const reports: Record<string, { id: string; message: string }[]> = await linter.lint(rootElement);
  return [
    ...warnings.map(({ message }) => message),
    ...Object.entries(reports).flatMap(([rule, found]) => found.map(({ id, message }) => `${rule} ${id}: ${message}`)),
  ];
}

describe('the circuits shipped with the portal', () => {
  test('each passes the Camunda linter', async () => {
    expect(bundles.length).toBeGreaterThan(0);
    for (const bundle of bundles) {
      expect(await lint(textOf(bundle, `${bundle.kind}.bpmn`) ?? '')).toEqual([]);
    }
  });

  test('each passes the checks of publication', async () => {
    for (const bundle of bundles) {
      const manifest = await readCircuit(bundle);
      expect(manifest.kind).toBe(bundle.kind);
      expect(manifest.steps.filter(({ type }) => type === 'user').every(({ role, decision }) => role && decision)).toBe(
        true,
      );
    }
  });

  test('every job type is used by a circuit, and has an element template', async () => {
    const used = new Set<string>();
    const named = new Set<string>();
    for (const bundle of bundles) {
      const xml = textOf(bundle, `${bundle.kind}.bpmn`) ?? '';
      for (const { jobType } of (await readModel(xml)).elements) if (jobType) used.add(jobType);
      for (const [, id] of xml.matchAll(/zeebe:modelerTemplate="([^"]+)"/g)) named.add(id ?? '');
    }
    const types = JOBS.map(({ definition }) => definition.type);
    expect([...used].sort()).toEqual([...types].sort());
    const templates = readdirSync(TEMPLATES).map((file) =>
      JSON.parse(readFileSync(path.join(TEMPLATES, file), 'utf8')),
    );
    const ids = templates.map(({ id }) => id);
    for (const type of types) expect(ids).toContain(`fr.harmonie.${type}`);
    for (const id of named) expect(ids).toContain(id);
  });
});
