import { BpmnModdle } from 'bpmn-moddle';
import zeebeDescriptor from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };

/** Reads diagrams with what Zeebe puts in them. Kept, with what it learns of each type: to learn it costs as much as reading one. */
export const bpmnModdle = new BpmnModdle({ zeebe: zeebeDescriptor });
