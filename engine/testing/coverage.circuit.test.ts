import { expect, test } from '@jest/globals';
import type { Bench } from './bench.ts';
import { Coverage } from './coverage.ts';
import { boundary, draw, end, flows, node, start, subProcess, timer, user } from './draw.ts';
import { onBench } from './on-bench.ts';

const LEAVE = draw('leave', [
  start(),
  subProcess('review', [start('opened'), user('decide'), end('decided'), flows('opened -> decide -> decided')]),
  boundary('late', 'review', timer('duration', 'P2D'), false),
  end('reminded'),
  node('exclusiveGateway', 'outcome', '', { default: 'outcome_refused' }),
  end('granted'),
  end('refused'),
  flows('start -> review -> outcome -> refused', 'outcome -> granted : =granted', 'late -> reminded'),
]);

let bench: Bench;
const coverage = new Coverage();
onBench((fresh) => (bench = fresh), { coverage, files: { 'leave.bpmn': LEAVE } });

const decide = async (granted: boolean) => (await bench.start('leave')).completeTask('decide', { granted });

test('what no case has taken is reported by name', async () => {
  await decide(false);
  expect(await coverage.untaken('leave')).toEqual({
    elements: ['late', 'reminded', 'granted'],
    flows: ['late_reminded: late -> reminded', 'outcome_granted: outcome -> granted'],
  });
  expect(await coverage.report('leave')).toBe(
    'leave: 8 of 11 elements, never late, reminded, granted; 5 of 7 flows, never late_reminded: late -> reminded, outcome_granted: outcome -> granted',
  );
});

test('the cases of a file add up', async () => {
  await decide(true);
  expect(await coverage.untaken('leave')).toMatchObject({ flows: ['late_reminded: late -> reminded'] });
  await bench.start('leave');
  await bench.advance('P2D');
  expect(await coverage.report('leave')).toBe('leave: 11 of 11 elements; 7 of 7 flows');
});

test('a process that nobody has deployed is no process without gaps', async () => {
  await expect(coverage.untaken('live')).rejects.toThrow("No bench has deployed a process 'live'");
});
