import type { Page } from 'playwright-core';
import { CAST } from '#testing/browser/cast.ts';
import { Colleagues } from '#testing/browser/ministry.ts';
import { Stage } from '#testing/browser/stage.ts';
import type { Visitor } from '#testing/browser/visitor.ts';
import { CircuitDraftSaved, CircuitDraftView } from '#web/contract/circuits/atelier.ts';
import { quantile, round } from './figures.ts';

const SIZES = ['200', '1000'];
const MOVES = 120;
const ROW = 12;

/**
 * Opens drawings of so many elements, flows included, in the workshop of a portal of its own, and drags a step through
 * each. The drawing of a kind opened first tells what the modeler costs by itself.
 *   npm run bench -- drawing [200] [1000]
 */
export async function benchDrawing(sizes: string[]): Promise<Record<string, unknown>> {
  const stage = await Stage.open();
  try {
    const figures: Record<string, unknown> = { bench: 'drawing' };
    await stage.scene('bench-drawing', async (open) => {
      const analyst = await open('analyst', { viewport: { width: 1366, height: 768 } });
      await analyst.comeBack(CAST.analyst.email);
      for (const size of sizes.length > 0 ? sizes : SIZES)
        figures[size] = await measure(analyst, new Colleagues(stage.portal.url), Number(size));
    });
    return figures;
  } finally {
    await stage.close();
  }
}

async function measure(visitor: Visitor, colleagues: Colleagues, elements: number) {
  const { page } = visitor;
  const nodes = Math.ceil(elements / 2);
  const session = await colleagues.as('analyst');
  const kind = `dessin-${elements}`;
  const draft = await session.post('/api/atelier/drafts', { new: { kind, title: kind } }, CircuitDraftView);
  const files = [{ path: `${kind}.bpmn`, text: diagramOf(kind, nodes) }];
  const changed = { revision: draft.revision, files };
  await session.post(`/api/atelier/drafts/${draft.id}/files`, changed, CircuitDraftSaved, 'PUT');

  const openedAt = performance.now();
  await page.goto(`/circuits/drafts/${draft.id}/diagram`);
  await page.waitForFunction((count) => document.querySelectorAll('.djs-shape').length >= count, nodes);
  const openMs = performance.now() - openedAt;
  await visitor.settled();
  const { frames, dropMs } = await drag(page);
  return {
    openMs: round(openMs),
    dragFrameMs: { median: quantile(frames, 0.5), p95: quantile(frames, 0.95), longest: quantile(frames, 1) },
    longestAfterDropMs: round(dropMs),
  };
}

/** Drags the first step to and fro; gives what passed between frames, and the longest time without one after it is dropped. */
async function drag(page: Page): Promise<{ frames: number[]; dropMs: number }> {
  const box = await page.locator('.djs-shape[data-element-id="step-1"]').boundingBox();
  if (!box) throw new Error('The first step is not drawn');
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(at.x + 10, at.y + 10);
  await page.evaluate(countFrames);
  for (let move = 0; move < MOVES; move += 1)
    await page.mouse.move(at.x + 10 + move, at.y + 10 + 40 * Math.sin(move / 10));
  const frames = await page.evaluate(framesCounted);
  await page.evaluate(countFrames);
  await page.mouse.up();
  // Longer than the pause after which a drawing is read, checked and kept.
  await page.waitForTimeout(4_000);
  return { frames, dropMs: Math.max(...(await page.evaluate(framesCounted))) };
}

type Counting = typeof globalThis & { counted?: number[] };

function countFrames(): void {
  const frames: number[] = [];
  (globalThis as Counting).counted = frames;
  let last = performance.now();
  const count = (now: number) => {
    if ((globalThis as Counting).counted !== frames) return;
    frames.push(now - last);
    last = now;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
}

function framesCounted(): number[] {
  const frames = (globalThis as Counting).counted ?? [];
  delete (globalThis as Counting).counted;
  return frames;
}

/** Steps of people one after the other, in rows. */
function diagramOf(kind: string, nodes: number): string {
  const place = (index: number) => ({ x: 160 + (index % ROW) * 160, y: 100 + Math.floor(index / ROW) * 140 });
  const steps = Array.from({ length: nodes }, (_none, index) => index);
  const flows = steps.slice(1);
  const middle = (index: number) => ({ x: place(index).x + 50, y: place(index).y + 40 });
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0" id="definitions" targetNamespace="http://bpmn.io/schema/bpmn" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.9.0">
  <bpmn:process id="${kind}" name="${kind}" isExecutable="true">
${steps.map((index) => `    <bpmn:userTask id="step-${index}" name="Étape ${index}"><bpmn:extensionElements><zeebe:userTask /></bpmn:extensionElements></bpmn:userTask>`).join('\n')}
${flows.map((index) => `    <bpmn:sequenceFlow id="flow-${index}" sourceRef="step-${index - 1}" targetRef="step-${index}" />`).join('\n')}
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="${kind}">
${steps.map((index) => `    <bpmndi:BPMNShape id="step-${index}-di" bpmnElement="step-${index}"><dc:Bounds x="${place(index).x}" y="${place(index).y}" width="100" height="80" /></bpmndi:BPMNShape>`).join('\n')}
${flows.map((index) => `    <bpmndi:BPMNEdge id="flow-${index}-di" bpmnElement="flow-${index}"><di:waypoint x="${middle(index - 1).x}" y="${middle(index - 1).y}" /><di:waypoint x="${middle(index).x}" y="${middle(index).y}" /></bpmndi:BPMNEdge>`).join('\n')}
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>
`;
}
