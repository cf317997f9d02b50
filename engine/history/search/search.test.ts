import { DatabaseSync } from 'node:sqlite';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { toStored } from '../schema/column.ts';
import { type Entity, type EntityName, entities } from '../schema/entities.ts';
import { createSchema } from '../schema/schema.ts';
import { BadQuery, UnreadableQuery } from './bad-query.ts';
import { Reader } from './reader.ts';
import { type SearchRequest, search } from './search.ts';

const database = new DatabaseSync(':memory:');
const reader = new Reader(database);
/** Beyond 2^53: a key that a JavaScript number cannot hold. */
const BIG = '9007199254740993';

function insert(name: EntityName, row: Record<string, unknown>): void {
  const entity: Entity = entities[name];
  const fields = Object.keys(row);
  const values = fields.map((field) => toStored(entity.fields[field] ?? 'text', field, row[field]));
  const columns = fields.map((field) => `"${field}"`).join(', ');
  database
    .prepare(`insert into ${entity.table} (${columns}) values (${fields.map(() => '?').join(', ')})`)
    .run(...values);
}

function tasks(request: SearchRequest): unknown[] {
  return search(reader, 'userTask', request).items.map((task) => task.name);
}

beforeAll(() => {
  createSchema(database);
  insert('userTask', {
    userTaskKey: '1',
    name: 'Avis',
    state: 'CREATED',
    assignee: 'nadia',
    priority: 50,
    candidateGroups: ['n1'],
    processInstanceKey: BIG,
    elementInstanceKey: '11',
    dueDate: '2026-02-01T00:00:00Z',
  });
  insert('userTask', {
    userTaskKey: '2',
    name: 'Visa',
    state: 'CREATED',
    priority: 80,
    candidateGroups: ['valideur', 'n1'],
    processInstanceKey: BIG,
    elementInstanceKey: '12',
    dueDate: '2026-01-01T00:00:00Z',
  });
  insert('userTask', {
    userTaskKey: '3',
    name: 'Signature',
    state: 'COMPLETED',
    assignee: 'signe*',
    priority: 50,
    candidateGroups: [],
    processInstanceKey: '7',
    elementInstanceKey: '13',
  });
  insert('variable', { variableKey: '20', name: 'quota', value: '80', scopeKey: BIG, processInstanceKey: BIG });
});

describe('searching', () => {
  test.each<[string, unknown, string[]]>([
    ['a plain value', { state: 'CREATED' }, ['Avis', 'Visa']],
    ['a key beyond 2^53', { processInstanceKey: BIG }, ['Avis', 'Visa']],
    ['$in', { name: { $in: ['Avis', 'Signature'] } }, ['Avis', 'Signature']],
    ['$notIn', { name: { $notIn: ['Avis'] } }, ['Visa', 'Signature']],
    ['$neq, empty values included', { assignee: { $neq: 'nadia' } }, ['Visa', 'Signature']],
    ['$exists', { assignee: { $exists: false } }, ['Visa']],
    ['$like with a star', { name: { $like: '*i*' } }, ['Avis', 'Visa', 'Signature']],
    ['$like, case-sensitive', { name: { $like: 'avis' } }, []],
    ['$like with an escaped star', { assignee: { $like: 'signe\\*' } }, ['Signature']],
    ['a range of numbers', { priority: { $gt: 50, $lte: 80 } }, ['Visa']],
    ['a range of dates', { dueDate: { $lt: '2026-01-15T00:00:00.000+01:00' } }, ['Visa']],
    ['a candidate group', { candidateGroup: 'n1' }, ['Avis', 'Visa']],
    ['a variable of the instance', { processInstanceVariables: [{ name: 'quota', value: '80' }] }, ['Avis', 'Visa']],
  ])('finds by %s', (_, filter, names) => {
    expect(tasks({ filter, sort: [{ field: 'userTaskKey' }] })).toEqual(names);
  });

  test('refuses a filter that no statement could hold', () => {
    const names = Array.from({ length: 20_000 }, (_, n) => `name ${n}`);
    const nested = names.reduce<object>((inner) => ({ $or: [inner] }), { name: 'Avis' });
    const wide = Array.from({ length: 1_000 }, () => ({ name: { $exists: true } }));
    for (const filter of [{ name: { $in: names } }, { $or: wide }, nested]) {
      expect(() => tasks({ filter })).toThrow(BadQuery);
    }
    expect(tasks({ filter: { name: { $in: [...names.slice(0, 9_000), 'Avis'] } } })).toEqual(['Avis']);
    expect(tasks({ filter: { $or: wide.slice(0, 800) } }).length).toBeGreaterThan(0);
  });

  test('sorts with empty values last and pages by from and limit', () => {
    expect(tasks({ sort: [{ field: 'dueDate', order: 'DESC' }] })).toEqual(['Avis', 'Visa', 'Signature']);
    expect(tasks({ sort: [{ field: 'dueDate' }], page: { from: 1, limit: 1 } })).toEqual(['Avis']);
  });

  test('walks forward and back with cursors, through equal and empty values', () => {
    const sort = [{ field: 'priority' }, { field: 'dueDate' }];
    const first = search(reader, 'userTask', { sort, page: { limit: 2 } });
    expect(first.items.map((task) => task.name)).toEqual(['Avis', 'Signature']);
    expect(first.page.totalItems).toBe(3);
    const second = search(reader, 'userTask', { sort, page: { limit: 2, after: first.page.endCursor } });
    expect(second.items.map((task) => task.name)).toEqual(['Visa']);
    const back = search(reader, 'userTask', { sort, page: { limit: 1, before: second.page.startCursor } });
    expect(back.items.map((task) => task.name)).toEqual(['Signature']);
  });

  test('counts to ten thousand, as a cluster does, and says when there are more', () => {
    const add = (from: number, to: number) =>
      database.exec(`insert into sequence_flow ("flowKey", "processInstanceKey") with recursive number (i) as
        (select ${from} union all select i + 1 from number where i < ${to}) select i, 7 from number`);
    const count = (filter: object) => search(reader, 'sequenceFlow', { filter, page: { limit: 1 } }).page;
    add(1, 10_000);
    expect(count({ processInstanceKey: '7' })).toMatchObject({ totalItems: 10_000, hasMoreTotalItems: false });
    add(10_001, 10_001);
    for (const filter of [{ processInstanceKey: '7' }, {}])
      expect(count(filter)).toMatchObject({ totalItems: 10_000, hasMoreTotalItems: true });
  });

  test('answers keys as strings and dates in ISO 8601', () => {
    const [task] = search(reader, 'userTask', { filter: { name: 'Avis' } }).items;
    expect(task).toMatchObject({
      userTaskKey: '1',
      processInstanceKey: BIG,
      dueDate: '2026-02-01T00:00:00.000Z',
      completionDate: null,
      candidateGroups: ['n1'],
    });
  });

  test.each<[string, SearchRequest]>([
    ["processInstanceKey 'abc' is not a valid key", { filter: { processInstanceKey: 'abc' } }],
    ["'dueDate' must be an ISO 8601 date and time with its offset", { filter: { dueDate: { $lt: '2026-01-15' } } }],
    ["needs the value of 'quota'", { filter: { processInstanceVariables: [{ name: 'quota' }] } }],
    ['Sort field must not be null.', { sort: [{ order: 'DESC' }] }],
    ["Cannot decode pagination cursor 'nonsense'", { page: { after: 'nonsense' } }],
    ["The value for page.limit is '-1' but must be 1 or more.", { page: { limit: -1 } }],
    ["The value for page.limit is '0' but must be 1 or more.", { page: { limit: 0 } }],
  ])('refuses: %s', (message, request) => {
    expect(() => search(reader, 'userTask', request)).toThrow(BadQuery);
    expect(() => search(reader, 'userTask', request)).not.toThrow(UnreadableQuery);
    expect(() => search(reader, 'userTask', request)).toThrow(message);
  });

  const cannot = (property: string) => `Request property [${property}] cannot be parsed`;
  const noWord = (value: string, field: string) => `Unexpected value '${value}' for enum field '${field}'. Use any of`;
  test.each<[string, SearchRequest]>([
    [cannot('filter'), { filter: 'red' }],
    [cannot('filter.colour'), { filter: { colour: 'red' } }],
    [cannot('filter.__proto__'), { filter: JSON.parse('{"__proto__": 1}') }],
    [cannot('filter.name.$where'), { filter: { name: { $where: '1' } } }],
    [cannot('filter.name.$in'), { filter: { name: { $in: 'Avis' } } }],
    [cannot('filter.priority.$like'), { filter: { priority: { $like: '5*' } } }],
    [cannot('filter.name'), { filter: { name: 7 } }],
    [cannot('filter.priority'), { filter: { priority: 'high' } }],
    [cannot('filter.dueDate'), { filter: { dueDate: [] } }],
    [cannot('filter.$or'), { filter: { $or: {} } }],
    [noWord('OPEN', 'state'), { filter: { state: 'OPEN' } }],
    [noWord('OPEN', 'state'), { filter: { state: { $in: ['CREATED', 'OPEN'] } } }],
    [noWord('colour', 'field'), { sort: [{ field: 'colour' }] }],
    [noWord('UP', 'order'), { sort: [{ field: 'name', order: 'UP' }] }],
    [cannot('page'), { page: 'first' }],
    [cannot('page.size'), { page: { size: 1 } }],
    [cannot('page.limit'), { page: { limit: '1' } }],
    ['Only one of [from, after, before] is allowed.', { page: { from: 1, after: 'WyIxIl0=' } }],
  ])('refuses as nothing that can be read, in the words of a cluster: %s', (message, request) => {
    expect(() => search(reader, 'userTask', request)).toThrow(UnreadableQuery);
    expect(() => search(reader, 'userTask', request)).toThrow(message);
  });
});

describe('searching elements by name', () => {
  const named = new Reader(entered());

  /** Of two definitions: `a` bears no name of its own, `b` is called differently in each. */
  function entered(): DatabaseSync {
    const file = new DatabaseSync(':memory:');
    createSchema(file);
    file.exec(`insert into process_definition ("processDefinitionKey") values (1), (2)`);
    const rows = [
      [1, 'a', 'a'],
      [1, 'b', 'Opinion'],
      [2, 'a', 'a'],
      [2, 'b', 'Opening'],
      [1, 'b', 'Opinion'],
    ];
    for (const [index, row] of rows.entries())
      file
        .prepare(
          `insert into element_instance ("elementInstanceKey", "processDefinitionKey", "elementId", "elementName", state)
           values (?, ?, ?, ?, 'COMPLETED')`,
        )
        .run(index + 1, ...row);
    return file;
  }

  test.each<[unknown, string[]]>([
    ['Opinion', ['2', '5']],
    [{ $like: 'Op*' }, ['2', '4', '5']],
    [{ $like: '*ing' }, ['4']],
    [{ $neq: 'Opinion' }, ['1', '3', '4']],
    [{ $in: ['a', 'Opening'] }, ['1', '3', '4']],
    [{ $like: 'Nothing*' }, []],
  ])('finds %j', (elementName, keys) => {
    const { items, page } = search(named, 'elementInstance', { filter: { elementName } });
    expect(items.map(({ elementInstanceKey }) => elementInstanceKey)).toEqual(keys);
    expect(page.totalItems).toBe(keys.length);
    const ofOne = search(named, 'elementInstance', { filter: { elementName, processDefinitionKey: '1' } }).items;
    expect(ofOne.map(({ elementInstanceKey }) => elementInstanceKey)).toEqual(
      keys.filter((key) => ['1', '2', '5'].includes(key)),
    );
  });
});

describe('searching among many', () => {
  const many = new Reader(filled(25_000));
  /** The oldest 3,000 are open, every fifth of all is nadia's. */
  const open = { state: 'CREATED' };

  function filled(count: number): DatabaseSync {
    const file = new DatabaseSync(':memory:');
    createSchema(file);
    file.exec(`insert into user_task ("userTaskKey", state, assignee, "creationDate", priority, "candidateGroups")
      with recursive number (i) as (select 1 union all select i + 1 from number where i < ${count})
      select i, iif(i <= 3000, 'CREATED', 'COMPLETED'), iif(i % 5 = 0, 'nadia', 'paul'), i * 1000, i % 7, '[]' from number`);
    return file;
  }
  const keys = (request: SearchRequest) =>
    search(many, 'userTask', request).items.map(({ userTaskKey }) => Number(userTaskKey));
  const newest = [{ field: 'creationDate', order: 'DESC' }];

  test.each<[string, SearchRequest, number[]]>([
    ['come first in the order', { filter: { state: 'COMPLETED' }, sort: newest }, [25_000, 24_999]],
    ['come last in the order', { filter: open, sort: newest }, [3_000, 2_999]],
    ['are few of them', { filter: { ...open, assignee: 'nadia', priority: { $lt: 1 } }, sort: newest }, [2_975, 2_940]],
    ['are sorted by what no index has', { filter: open, sort: [{ field: 'priority', order: 'DESC' }] }, [2_995, 2_988]],
    ['are in no order', { filter: open }, [1, 2]],
  ])('finds the first of those that %s', (_, request, found) => {
    expect(keys({ ...request, page: { limit: 2 } })).toEqual(found);
  });

  test('walks through all of them with cursors, and back', () => {
    const walked: number[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const { items, page } = search(many, 'userTask', { filter: open, sort: newest, page: { after, limit: 700 } });
      expect(page).toMatchObject({ totalItems: 3_000, hasMoreTotalItems: false });
      walked.push(...items.map(({ userTaskKey }) => Number(userTaskKey)));
      after = page.endCursor;
    }
    expect(walked).toEqual(Array.from({ length: 3_000 }, (_, index) => 3_000 - index));
    const { page } = search(many, 'userTask', { filter: open, sort: newest, page: { from: 2_000, limit: 1 } });
    expect(keys({ filter: open, sort: newest, page: { before: page.startCursor, limit: 2 } })).toEqual([1_002, 1_001]);
  });
});

describe('searching many variables by a part of their value', () => {
  const file = new DatabaseSync(':memory:');
  createSchema(file);
  const many = new Reader(file);
  // of each name 6,000: every 3,000th note has the part, the last one of them beyond what the index holds
  file.exec(`insert into variable ("variableKey", name, value, "scopeKey")
    with recursive number (i) as (select 1 union all select i + 1 from number where i < 12000)
    select i, iif(i % 2, 'quota', 'note'),
      iif(i % 2, i, iif(i = 12000, '"' || hex(zeroblob(600)), '"note ') || iif(i % 3000, '', 'of Claire') || '"'), i
    from number`);
  const keys = (filter: object) => search(many, 'variable', { filter }).items.map((one) => Number(one.variableKey));

  test.each<[string, object, number[]]>([
    ['of a name', { name: 'note', value: { $like: '*Claire*' } }, [3_000, 6_000, 9_000, 12_000]],
    ['of any name', { value: { $like: '*Claire*' } }, [3_000, 6_000, 9_000, 12_000]],
    ['of some scopes', { name: 'note', value: { $like: '*Claire*' }, scopeKey: { $gt: '6000' } }, [9_000, 12_000]],
    ['in other letters', { name: 'note', value: { $like: '*claire*' } }, []],
    ['under another name', { name: 'quota', value: { $like: '*Claire*' } }, []],
  ])('finds those %s', (_, filter, found) => {
    expect(keys(filter)).toEqual(found);
  });

  test('finds the first of very many, and counts all of them', () => {
    const { items, page } = search(many, 'variable', {
      filter: { name: 'note', value: { $like: '*o*' } },
      page: { limit: 2 },
    });
    expect(items.map((one) => one.variableKey)).toEqual(['2', '4']);
    expect(page.totalItems).toBe(6_000);
  });
});
