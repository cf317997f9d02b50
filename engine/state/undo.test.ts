import { expect, test } from '@jest/globals';
import { GroupIndex } from './group-index.ts';
import { Journal } from './journal.ts';
import { Table } from './table.ts';

interface Row {
  group: string;
}

function filled() {
  const journal = new Journal();
  const table = new Table<Row>('rows', journal);
  const groups = table.indexedBy(new GroupIndex<Row>((row) => row.group));
  for (const key of ['1', '2', '3', '4']) table.add(key, { group: 'waiting' });
  journal.clear();
  return { journal, table, groups };
}

test('rows that were deleted, moved and added stand where they stood once that is undone', () => {
  const { journal, table, groups } = filled();
  table.delete('1');
  table.change('2', () => ({ group: 'taken' }));
  table.add('5', { group: 'waiting' });
  table.delete('3');
  journal.rollback(0);
  expect([...table.keys()]).toEqual(['1', '2', '3', '4']);
  expect([...table.values()]).toHaveLength(4);
  expect(groups.listOf('waiting')).toEqual(['1', '2', '3', '4']);
  expect(groups.first('taken')).toBeUndefined();
});

test('a row that is born again after an undone deletion is the youngest', () => {
  const { journal, table, groups } = filled();
  table.delete('2');
  journal.rollback(0);
  table.delete('1');
  table.add('1', { group: 'waiting' });
  expect([...table.keys()]).toEqual(['2', '3', '4', '1']);
  expect(groups.listOf('waiting')).toEqual(['2', '3', '4', '1']);
});
