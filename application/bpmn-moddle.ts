import { BpmnModdle } from 'bpmn-moddle';
import zeebeDescriptor from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };

/**
 * Reads diagrams with their Zeebe extensions. Shared: it caches the descriptors of types, which
 * cost as much to learn as a diagram to read.
 */
export const bpmnModdle = new BpmnModdle({ zeebe: zeebeDescriptor });
