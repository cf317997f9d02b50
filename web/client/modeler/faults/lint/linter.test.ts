import { describe, expect, test } from '@jest/globals';
import type { LintReport } from '../../bpmn/services.ts';
import { openLinter } from './linter.ts';
import { type FoundReport, portableReport } from './portable-report.ts';

const report = (rule: string): LintReport => ({ id: 'visa', message: rule, category: 'error', rule });

/** A thread that answers when it is told to. */
function aThread() {
  const asked: string[] = [];
  const thread = Object.assign(new EventTarget(), {
    postMessage: (xml: string) => void asked.push(xml),
    terminate: () => undefined,
  });
  const answer = (...reports: LintReport[]) => thread.dispatchEvent(new MessageEvent('message', { data: reports }));
  return { thread: thread as unknown as Worker, asked, answer };
}

describe('the rules of a diagram, read beside the page', () => {
  test('only the last state is read of what is drawn meanwhile, and only what is found in it is said', () => {
    const { thread, asked, answer } = aThread();
    const found: string[][] = [];
    const linter = openLinter(thread, (reports) => found.push(reports.map(({ rule }) => rule)));
    for (const xml of ['first', 'second', 'third']) linter.lint(xml);
    expect(asked).toEqual(['first']);

    answer(report('of-first'));
    expect([asked, found]).toEqual([['first', 'third'], []]);

    const ours = ['camunda-compat/user-task-definition', 'camunda-compat/sequence-flow-condition'];
    answer(report('of-third'), ...ours.map(report));
    linter.lint('fourth');
    expect([asked, found]).toEqual([['first', 'third', 'fourth'], [['of-third']]]);
  });

  test('a report leaves its elements behind, and keeps what the panel goes by', () => {
    const element: { $type: string; get: () => string; $parent?: object } = { $type: 'zeebe:Input', get: () => '' };
    element.$parent = { holds: element };
    const found: FoundReport = {
      ...report('camunda-compat/feel'),
      path: ['extensionElements', 'values', 0, 'source'],
      propertiesPanel: { entryIds: ['visa-input-0-source'] },
      data: { type: 'camunda.feelExpressionInvalid', property: 'source', node: element, parentNode: null },
    };
    const portable = portableReport(found);
    expect(structuredClone(portable)).toEqual({
      ...found,
      data: { type: 'camunda.feelExpressionInvalid', property: 'source' },
    });
  });
});
