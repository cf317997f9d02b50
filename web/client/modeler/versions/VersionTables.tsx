import { useQuery } from '@tanstack/react-query';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { filesOf, type ReadCircuit } from '../formats/sources.ts';
import { type Decision, readDecisions, type Table } from '../tables/decisions.ts';
import { useEditorWords } from '../use-editor-words.ts';

/** The decision tables of a version, as tables that anyone can read. */
export function VersionTables({ sources }: { sources: ReadCircuit }) {
  const words = useEditorWords();
  const files = filesOf(sources, '.dmn');
  const query = useQuery({
    queryKey: ['decisions', sources.versionId, files],
    queryFn: async () => (await Promise.all(files.map(({ text }) => readDecisions(text ?? '')))).flat(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (files.length === 0) return <EmptyState title={words('versions.nothing')} />;
  return (
    <Loaded query={query}>
      {(decisions) => decisions.map((decision) => <OneDecision key={decision.id} decision={decision} />)}
    </Loaded>
  );
}

function OneDecision({ decision }: { decision: Decision }) {
  return (
    <Panel title={decision.name} action={<code>{decision.id}</code>}>
      {decision.table ? <OneTable table={decision.table} /> : <code>{decision.expression}</code>}
    </Panel>
  );
}

function OneTable({ table }: { table: Table }) {
  const words = useEditorWords();
  return (
    <div className="h-rules">
      <table>
        <caption>
          <code>{table.aggregation ? `${table.hitPolicy} ${table.aggregation}` : table.hitPolicy}</code>
        </caption>
        <thead>
          <tr>
            <th scope="col">{words('versions.rules')}</th>
            {table.inputs.map(({ label, expression }) => (
              <th key={expression} scope="col">
                {label} <code>{expression}</code>
              </th>
            ))}
            {table.outputs.map((output) => (
              <th key={output.name} scope="col" className="is-output">
                {output.label} <code>{output.name}</code>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rules.map((rule, index) => (
            <tr key={rule.id}>
              <th scope="row">
                {index + 1} {rule.note ? <span className="h-muted">{rule.note}</span> : null}
              </th>
              {[...rule.when, ...rule.gives].map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the cells of a rule are in the order of the columns
                <td key={column}>
                  <code>{cell || '-'}</code>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
