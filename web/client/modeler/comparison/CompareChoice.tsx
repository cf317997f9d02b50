import { Button, Select, SelectItem } from '@carbon/react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Panel } from '../../ui/Panel.tsx';
import { useEditorWords } from '../use-editor-words.ts';

interface ComparedVersion {
  readonly versionId: string;
  readonly number: number;
  readonly current: boolean;
}

/** Which two versions to compare: at first, the one in service and the one before. */
export function CompareChoice({ items }: { items: readonly ComparedVersion[] }) {
  const words = useEditorWords();
  const navigate = useNavigate();
  const newest = items.find((item) => item.current) ?? items[0];
  const [to, setTo] = useState(newest?.versionId ?? '');
  const [from, setFrom] = useState((items.find((item) => item.versionId !== to) ?? newest)?.versionId ?? '');
  const options = items.map((item) => (
    <SelectItem key={item.versionId} value={item.versionId} text={words('versions.number', { number: item.number })} />
  ));
  return (
    <Panel title={words('versions.compare')}>
      <form
        className="h-sheet"
        onSubmit={(event) => {
          event.preventDefault();
          void navigate(`/circuits/${from}/comparison/${to}`);
        }}
      >
        <Select
          id="compare-from"
          labelText={words('versions.compareFrom')}
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        >
          {options}
        </Select>
        <Select
          id="compare-to"
          labelText={words('versions.compareTo')}
          value={to}
          onChange={(event) => setTo(event.target.value)}
        >
          {options}
        </Select>
        <div className="h-sheet__act">
          <Button type="submit" disabled={from === to}>
            {words('versions.compare')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
