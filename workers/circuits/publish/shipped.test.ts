import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { CHIP } from '#domain/act/text/chips.ts';
import type { OpenedCalls } from '#domain/circuit/blocks/block.ts';
import { BLOCK_TEMPLATE } from '#domain/circuit/blocks/block-template.ts';
import { type DrawnElement, mappingsOf } from '#domain/circuit/flows.ts';
import { MESSAGE_DATA, SUBJECT_DATA } from '#domain/circuit/words/message.ts';
import { JOBS } from '../../jobs/registry.ts';
import { type LintRules, lintDiagram, OWN_PANEL, parseForLint } from '../check/engine/lint.ts';
import { actFileOf, readAct } from '../read/acts.ts';
import { type Bundle, readBundles, textOf } from '../read/bundle.ts';
import { readModel } from '../read/model.ts';
import { readCircuit } from '../read/read-circuit.ts';
import type { ActTexts, CircuitTexts } from '../read/texts.ts';

/** For the diagrams that we ship: all that the linter recommends. */
const SHIPPED: LintRules = {
  extends: ['bpmnlint:recommended', 'plugin:camunda-compat/camunda-cloud-8-9'],
  rules: OWN_PANEL,
};

const PROCESSES = path.join(import.meta.dirname, '..', '..', '..', 'processes');
const TEMPLATES = path.join(PROCESSES, '_templates');

let bundles: Bundle[];
beforeAll(async () => {
  bundles = await readBundles(PROCESSES);
});

describe('the circuits shipped with the portal', () => {
  test('each passes the Camunda linter', async () => {
    expect(bundles.length).toBeGreaterThan(0);
    for (const bundle of bundles) {
      for (const { path: file } of bundle.files.filter((one) => one.path.endsWith('.bpmn'))) {
        const xml = textOf(bundle, file) ?? '';
        expect((await parseForLint(xml)).warnings).toEqual([]);
        expect(await lintDiagram(file, xml, SHIPPED)).toEqual([]);
      }
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

  test('each says what a granted request goes through: neither a refusal nor a complement', async () => {
    for (const bundle of bundles) {
      const normal = (await readCircuit(bundle)).steps.filter((step) => step.normal !== undefined);
      expect(normal.length).toBeGreaterThan(0);
      for (const { decision, template } of normal) {
        expect(['opinion', 'visa', 'check', 'signature', 'answer']).toContain(decision);
        expect(template).not.toBe('refusal');
      }
    }
  });

  test('each says of silence what its circuit makes of it, in every message and in both languages', async () => {
    const words = { rejection: /rejet|reject/, acceptance: /accept/ };
    for (const bundle of bundles) {
      const { silence } = await readCircuit(bundle);
      if (!silence) continue;
      const said = words[silence.means];
      const denied = words[silence.means === 'acceptance' ? 'rejection' : 'acceptance'];
      for (const language of ['fr', 'en']) {
        const { delay = '', mails = {} } = textsOf(bundle, language);
        const texts = [delay, ...['acknowledgement', 'overdue', 'silence'].map((key) => mails[key]?.body ?? '')];
        for (const text of texts.filter((text) => /silence/i.test(text))) {
          expect([bundle.kind, text]).toEqual([bundle.kind, expect.stringMatching(said)]);
          expect([bundle.kind, text]).not.toEqual([bundle.kind, expect.stringMatching(denied)]);
        }
        if (silence.after !== 'P2M')
          expect(texts.join(' ')).not.toMatch(
            /pendant deux mois|dans les deux mois|two months of|within two months on/i,
          );
      }
    }
  });

  test('each that says when it answers tells the manager once that day is over; an act started for an agent says no day', async () => {
    for (const bundle of bundles) {
      const { opened } = await readModel(textOf(bundle, `${bundle.kind}.bpmn`) ?? '', bundle);
      const { startedBy } = await readCircuit(bundle);
      const counting = [...opened.calls.keys()].map(inputsIn(opened)).filter((given) => given.reply || given.dueAt);
      expect([bundle.kind, counting.length > 0]).toEqual([bundle.kind, !startedBy]);
      const late = [bundle.kind, expect.stringContaining('gestionnaire')];
      for (const { overdueTo } of counting) expect([bundle.kind, overdueTo]).toEqual(late);
    }
  });

  test('each act and refusal calls itself what it is, in its articles, its appeals and the messages that bring it', () => {
    for (const bundle of bundles) {
      const { acts = {}, mails = {} } = textsOf(bundle, 'fr');
      for (const [template, { name, appeal }] of Object.entries(acts)) {
        const written = actFileOf(bundle, template);
        const brought = mails[template === 'act' ? 'act-granted' : 'act-refused'];
        const said = [written && textOf(bundle, written), ...appeal, brought?.subject, brought?.body].join('\n');
        const other = name.startsWith('Décision')
          ? /présent arrêté|[Ll]’arrêté|arrêté signé/
          : /présente décision|décision signée/;
        expect([bundle.kind, name, said]).not.toEqual([bundle.kind, name, expect.stringMatching(other)]);
      }
    }
  });

  test('each act written as text cites codes, then decrees, then what belongs to the case', () => {
    for (const bundle of bundles)
      for (const template of ['act', 'refusal']) {
        const act = readAct(bundle, template);
        if (act === undefined || !('document' in act)) continue;
        const ranks = act.document.blocks
          .filter(({ is }) => is === 'visa' || is === 'references')
          .map(({ text }) => ['le code ', 'le décret '].findIndex((of) => text.startsWith(of)))
          .map((rank) => (rank < 0 ? 2 : rank));
        expect([bundle.kind, template, ranks]).toEqual([bundle.kind, template, [...ranks].sort()]);
      }
  });

  test('each block has words for the messages that its steps send, in both languages', () => {
    const BLOCKS = path.join(PROCESSES, '_blocks');
    const read = (...at: string[]) => readFileSync(path.join(BLOCKS, ...at), 'utf8');
    for (const block of readdirSync(BLOCKS)) {
      const sent = [...read(block, `${block}.bpmn`).matchAll(/key="message" value="([^="]+)"/g)].map(([, key]) => key);
      for (const language of ['fr', 'en']) {
        const { mails = {} } = JSON.parse(read(block, `texts.${language}.json`));
        expect([block, Object.keys(mails).sort()]).toEqual([block, [...new Set(sent)].sort()]);
        for (const { subject, body } of Object.values<{ subject: string; body: string }>(mails)) {
          expect(namedIn(subject).filter((name) => !SUBJECT_DATA.some((datum) => datum.path === name))).toEqual([]);
          expect(namedIn(body).filter((name) => !MESSAGE_DATA.some((datum) => datum.path === name))).toEqual([]);
        }
      }
    }
  });

  test('acts name the court of the agent’s post in their ways of appeal, but for those that give another post', async () => {
    const silent = ['affectation', 'detachement', 'mobilite', 'recours', 'reintegration', 'titularisation'];
    for (const bundle of bundles) {
      const { acts = {} } = JSON.parse(textOf(bundle, 'texts.fr.json') ?? '') as { acts?: Record<string, ActTexts> };
      for (const [template, { appeal }] of Object.entries(acts)) {
        const named = appeal.flatMap(namedIn);
        const isSilent = silent.includes(bundle.kind) && (template === 'act' || bundle.kind === 'recours');
        expect([bundle.kind, template, named]).toEqual([bundle.kind, template, isSilent ? [] : ['court']]);
      }
    }
  });

  test('every job type is used by a circuit, and has an element template', async () => {
    const used = new Set<string>();
    const named = new Set<string>();
    for (const bundle of bundles) {
      const xml = textOf(bundle, `${bundle.kind}.bpmn`) ?? '';
      for (const { jobType } of (await readModel(xml, bundle)).elements) if (jobType) used.add(jobType);
      for (const [, id] of xml.matchAll(/zeebe:modelerTemplate="([^"]+)"/g)) named.add(id ?? '');
    }
    const types = JOBS.map(({ definition }) => definition.type);
    expect([...used].sort()).toEqual([...types].sort());
    const templates = readdirSync(TEMPLATES).map((file) =>
      JSON.parse(readFileSync(path.join(TEMPLATES, file), 'utf8')),
    );
    const ids = templates.map(({ id }) => id);
    for (const type of types) expect(ids).toContain(`fr.harmonie.${type}`);
    const blocks = readdirSync(path.join(PROCESSES, '_blocks'));
    ids.push(...blocks.map((block) => `${BLOCK_TEMPLATE}${block}`));
    for (const id of named) expect(ids).toContain(id);
  });
});

const textsOf = (bundle: Bundle, language: string): CircuitTexts =>
  JSON.parse(textOf(bundle, `texts.${language}.json`) ?? '');

/** What each call of a block gives it. */
const inputsIn =
  ({ drawn }: OpenedCalls) =>
  (place: string): Record<string, string> =>
    Object.fromEntries(mappingsOf(drawn.get(place) as DrawnElement, 'input').map((each) => [each.target, each.source]));

const namedIn = (text: string) => [...text.matchAll(CHIP)].map(([, name]) => name);
