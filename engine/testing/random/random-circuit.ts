import {
  association,
  boundary,
  call,
  compensation,
  condition,
  draw,
  end,
  error,
  errorNamed,
  escalation,
  escalationNamed,
  eventStart,
  eventSubProcess,
  executionListeners,
  extensions,
  flows,
  inside,
  link,
  loop,
  message,
  messageNamed,
  node,
  service,
  signal,
  signalNamed,
  start,
  subProcess,
  terminate,
  timer,
  user,
} from '../draw.ts';
import type { Block, Border } from './random-block.ts';

/** A drawn block: what is in it, and where flows come in and go out. */
interface Drawn {
  body: string[];
  first: string;
  last: string;
}

/** Draws a circuit of blocks: the files to deploy, and the id of its process. */
export function drawCircuit(block: Block): { files: Record<string, string>; processId: string } {
  const files: Record<string, string> = {};
  new Drawing(files).process('p', block);
  return { files, processId: 'p' };
}

const JOB = { kind: 'job', border: null, listened: false } as const;

/** One file. Ids are numbered, so that every element and every message has its own. */
class Drawing {
  readonly #files: Record<string, string>;
  readonly #roots: string[] = [errorNamed('E'), escalationNamed('X'), signalNamed('S')];
  #number = 0;

  constructor(files: Record<string, string>) {
    this.#files = files;
  }

  process(id: string, block: Block): void {
    const { body, first, last } = this.#draw(block);
    const frame = [start(), end(), flows(`start -> ${first}`, `${last} -> end`)];
    this.#files[`${id}.bpmn`] = draw(id, [...body, ...frame], this.#roots);
  }

  #id(kind: string): string {
    this.#number += 1;
    return `${kind}${this.#number}`;
  }

  #message(): string {
    const id = this.#id('m');
    this.#roots.push(messageNamed(id, '=id'));
    return message(id);
  }

  #draw(block: Block): Drawn {
    switch (block.kind) {
      case 'pass':
        return this.#single(block.kind, (id) => node('task', id));
      case 'script':
        return this.#single(block.kind, (id) =>
          node('scriptTask', id, extensions('<zeebe:script expression="=1 + 1" resultVariable="two" />')),
        );
      case 'message':
        return this.#catch(block.kind, this.#message());
      case 'timer':
        return this.#catch(block.kind, timer('duration', 'PT1H'));
      case 'signal':
        return this.#catch(block.kind, signal('S'));
      case 'condition':
        return this.#catch(block.kind, condition('=go'));
      case 'announce':
        return this.#single(block.kind, (id) => node('intermediateThrowEvent', id, signal('S')));
      case 'link':
        return this.#link();
      case 'undo':
        return this.#undo();
      case 'job':
      case 'person':
        return this.#activity(block);
      case 'sequence':
        return this.#inRow(block.blocks.map((one) => this.#draw(one)));
      case 'parallel':
        return this.#fork('parallelGateway', block.blocks, () => '');
      case 'exclusive':
        return this.#fork('exclusiveGateway', block.blocks, (i) => ` : =${i === block.pick % block.blocks.length}`);
      case 'inclusive':
        return this.#inclusive(block);
      case 'events':
        return this.#events(block.blocks);
      case 'anyOrder':
      case 'driven':
        return this.#adHoc(block);
      case 'scope':
        return this.#scope(block);
      case 'each':
        return this.#each(block);
      case 'call':
        return this.#call(block.block);
    }
  }

  #single(kind: string, draws: (id: string) => string): Drawn {
    const id = this.#id(kind);
    return { body: [draws(id)], first: id, last: id };
  }

  #catch(kind: string, definition: string): Drawn {
    return this.#single(kind, (id) => node('intermediateCatchEvent', id, definition));
  }

  #link(): Drawn {
    const [first, last, name] = [this.#id('to'), this.#id('from'), this.#id('page')];
    const body = [node('intermediateThrowEvent', first, link(name)), node('intermediateCatchEvent', last, link(name))];
    return { body, first, last };
  }

  #undo(): Drawn {
    const [done, undone, event, thrown] = [this.#id('do'), this.#id('undo'), this.#id('c'), this.#id('revert')];
    const body = [
      service(done, 'work'),
      boundary(event, done, compensation()),
      service(undone, 'work').replace(`id="${undone}"`, `id="${undone}" isForCompensation="true"`),
      association(event, undone),
      node('intermediateThrowEvent', thrown, compensation()),
      flows(`${done} -> ${thrown}`),
    ];
    return { body, first: done, last: thrown };
  }

  #activity({ kind, border, listened }: Extract<Block, { kind: 'job' | 'person' }>): Drawn {
    const listeners = listened ? executionListeners('start work', 'end work') : '';
    // only a job whose error is caught may throw one
    const canThrow = kind === 'job' && border?.by === 'error';
    const activity = this.#single(canThrow ? 'throwing' : kind, (id) =>
      kind === 'job' ? service(id, 'work', listeners) : user(id, listeners),
    );
    return border === null ? activity : this.#withBorder(activity, border);
  }

  /** An interrupting event leads to the same way out; another has a way of its own, that just ends. */
  #withBorder(activity: Drawn, { by, interrupting }: Border): Drawn {
    const definition = {
      timer: () => timer('duration', 'PT2H'),
      message: () => this.#message(),
      signal: () => signal('S'),
      error: () => error('E'),
      condition: () => condition('=go'),
    }[by]();
    return this.#onBorder(activity, definition, interrupting || by === 'error');
  }

  #onBorder({ body, first, last }: Drawn, definition: string, interrupting: boolean): Drawn {
    const [event, after, merge] = [this.#id('border'), this.#id('after'), this.#id('merge')];
    const own = [boundary(event, last, definition, interrupting), node('task', after), flows(`${event} -> ${after}`)];
    if (!interrupting) return { body: [...body, ...own], first, last };
    const merged = [node('exclusiveGateway', merge), flows(`${last} -> ${merge}`, `${after} -> ${merge}`)];
    return { body: [...body, ...own, ...merged], first, last: merge };
  }

  #inRow(drawn: Drawn[]): Drawn {
    const ways = drawn.slice(1).map(({ first }, i) => flows(`${drawn[i]?.last} -> ${first}`));
    return {
      body: [...drawn.flatMap(({ body }) => body), ...ways],
      first: drawn[0]?.first ?? '',
      last: drawn.at(-1)?.last ?? '',
    };
  }

  #inclusive({ blocks, picks, lost }: Extract<Block, { kind: 'inclusive' }>): Drawn {
    const isTaken = (i: number) => i === 0 || picks[i] === true;
    return this.#fork('inclusiveGateway', blocks, (i) => ` : =${isTaken(i)}`, lost);
  }

  #fork(gateway: string, inner: Block[], conditionOf: (i: number) => string, lost: number | null = null): Drawn {
    const [fork, join] = [this.#id('fork'), this.#id('join')];
    const drawn = inner.map((one, i) => (i === lost ? this.#turningAway(this.#draw(one)) : this.#draw(one)));
    const ways = drawn.map(({ first, last }, i) => flows(`${fork} -> ${first}${conditionOf(i)}`, `${last} -> ${join}`));
    const body = [node(gateway, fork), node(gateway, join), ...drawn.flatMap((one) => one.body), ...ways];
    return { body, first: fork, last: join };
  }

  /** Its way out is drawn and never taken. */
  #turningAway({ body, first, last }: Drawn): Drawn {
    const [turn, away, back] = [this.#id('turn'), this.#id('away'), this.#id('back')];
    const gateway = node('exclusiveGateway', turn, '', { default: `${turn}_${away}` });
    const ways = flows(`${last} -> ${turn} -> ${away}`, `${turn} -> ${back} : =false`);
    return { body: [...body, gateway, node('task', away), node('task', back), ways], first, last: back };
  }

  /** One way of three stops the others, wherever they are. */
  #stoppable(drawn: Drawn, ending: string): Drawn {
    const [fork, join, stop] = [this.#id('fork'), this.#id('join'), this.#id('stop')];
    const [one, other] = [this.#activity(JOB), this.#activity(JOB)];
    const body = [
      ...[drawn, one, other].flatMap((part) => part.body),
      node('parallelGateway', fork),
      node('parallelGateway', join),
      end(stop, ending),
      flows(
        `${fork} -> ${drawn.first}`,
        `${drawn.last} -> ${join}`,
        `${fork} -> ${one.first}`,
        `${one.last} -> ${join}`,
      ),
      flows(`${fork} -> ${other.first}`, `${other.last} -> ${stop}`),
    ];
    return { body, first: fork, last: join };
  }

  #events(inner: Block[]): Drawn {
    const [gateway, merge] = [this.#id('which'), this.#id('merge')];
    const drawn = inner.map((one, i) =>
      this.#inRow([this.#catch('event', i === 0 ? timer('duration', 'PT3H') : this.#message()), this.#draw(one)]),
    );
    const ways = drawn.map(({ first, last }) => flows(`${gateway} -> ${first}`, `${last} -> ${merge}`));
    const frame = [node('eventBasedGateway', gateway), node('exclusiveGateway', merge)];
    return { body: [...frame, ...drawn.flatMap((one) => one.body), ...ways], first: gateway, last: merge };
  }

  #adHoc({ kind, blocks, watched }: Extract<Block, { kind: 'anyOrder' | 'driven' }>): Drawn {
    const parts = blocks.map((one) => this.#within(this.#draw(one)));
    const ids = parts.map(({ first }) => `&quot;${first}&quot;`).join(', ');
    const how =
      kind === 'driven'
        ? '<zeebe:taskDefinition type="drive" />'
        : `<zeebe:adHoc activeElementsCollection="=[${ids}]" />`;
    const watch = watched === 'not' ? [] : [this.#watch(timer('duration', 'PT4H'), watched === 'over')];
    return this.#single('anyOrder', (id) =>
      node('adHocSubProcess', id, [extensions(how), ...parts.flatMap((part) => part.body), ...watch].join('')),
    );
  }

  #watch(definition: string, interrupting: boolean): string {
    const [event, work, over, watch] = [this.#id('noticed'), this.#id('note'), this.#id('noted'), this.#id('watch')];
    const way = flows(`${event} -> ${work} -> ${over}`);
    return eventSubProcess(watch, [eventStart(event, definition, interrupting), service(work, 'work'), end(over), way]);
  }

  /** A sub-process around a block, with more inside, and another end than the plain one if need be. */
  #within({ body, first, last }: Drawn, ending = '', more: string[] = []): Drawn {
    const [from, to] = [this.#id('s'), this.#id('e')];
    const frame = [start(from), end(to, ending), flows(`${from} -> ${first}`, `${last} -> ${to}`)];
    return this.#single('scope', (id) => subProcess(id, [...body, ...frame, ...more]));
  }

  #scope({ block, leave, watched }: Extract<Block, { kind: 'scope' }>): Drawn {
    const drawn = this.#draw(block);
    const more = watched ? [this.#watch(timer('duration', 'PT4H'), false)] : [];
    switch (leave) {
      case 'none':
        return this.#within(drawn, '', more);
      case 'terminate':
        return this.#within(this.#stoppable(drawn, terminate()), '', more);
      case 'error':
        return this.#onBorder(this.#within(drawn, error('E'), more), error('E'), true);
      case 'escalation':
        return this.#onBorder(this.#within(drawn, escalation('X'), more), escalation('X'), true);
      case 'beside':
        return this.#onBorder(this.#within(drawn, escalation('X'), more), escalation(), false);
    }
  }

  #each({ block, count, sequential, enough }: Extract<Block, { kind: 'each' }>): Drawn {
    const until = enough === null ? '' : `=numberOfCompletedInstances >= ${enough}`;
    const characteristics = loop(
      {
        inputCollection: `=${JSON.stringify(Array.from({ length: count }, (_, i) => i))}`,
        inputElement: 'item',
        outputCollection: 'items',
        outputElement: '=item',
      },
      { sequential, until },
    );
    const { body, first, last } = this.#within(this.#draw(block));
    return { body: [inside(body.join(''), characteristics)], first, last };
  }

  #call(block: Block): Drawn {
    const processId = `called${Object.keys(this.#files).length}_${this.#id('')}`;
    // holds the name until the file is drawn
    this.#files[`${processId}.bpmn`] = '';
    new Drawing(this.#files).process(processId, block);
    return this.#single('call', (id) => call(id, { processId }));
  }
}
