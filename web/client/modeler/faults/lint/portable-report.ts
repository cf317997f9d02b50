import type { LintReport } from '../../bpmn/services.ts';

/** What Camunda's linter gives: reports that hold elements of the diagram it read. */
export type FoundReport = LintReport & { readonly data?: Readonly<Record<string, unknown>> };

/**
 * A report as it can go from one thread to another: without the elements it holds, which lead to the whole diagram. What
 * the panel says under a field goes by the rest of its data; which field that is was found where the elements are.
 */
export function portableReport({ id, message, category, rule, path, propertiesPanel, data }: FoundReport): FoundReport {
  const plain = Object.entries(data ?? {}).filter(([, value]) =>
    ['string', 'number', 'boolean'].includes(typeof value),
  );
  return {
    ...{ id, message, category, rule, path: path ?? null },
    ...(propertiesPanel && { propertiesPanel }),
    data: Object.fromEntries(plain),
  };
}
