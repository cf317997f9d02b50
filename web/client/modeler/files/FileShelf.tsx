import { Add, DocumentImport, Edit, TrashCan } from '@carbon/icons-react';
import { Button, Select, SelectItem, TextInput } from '@carbon/react';
import { type ReactNode, useState } from 'react';
import { useSearchParams } from 'react-router';
import { CIRCUIT_PATH } from '#domain/circuit/drafts/draft.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useDraftFiles } from '../draft/use-draft-files.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { TakeFileDialog } from './TakeFileDialog.tsx';

interface ShelfProps {
  /** « .form »: of new files. */
  ending: string;
  /** Another one that is on the same shelf. */
  also?: string;
  title: string;
  emptyText: string;
  /** What a file is called for people, where its own name says it less well. */
  nameOf?: (path: string) => string;
  /** The only names that its files have, without their ending, where it does not take any. */
  names?: readonly { readonly name: string; readonly label: string }[];
  /** Text of a new file of that name. */
  blank: (name: string) => string;
  /** What in the circuit needs this file; removing it is then said to break it. */
  usedBy: (path: string) => string[];
  /** Further texts that follow when a file leaves or takes another name. */
  onRemoved?: (path: string) => void;
  /** Further texts that follow when a file comes from elsewhere, in the place of another one (null: of none). */
  onTaken?: (path: string, before: string | null, text: string) => void;
  children: (path: string, key: string) => ReactNode;
}

/** What is drawn elsewhere too, and taken from there. */
const TAKEN = ['.form', '.dmn'];

type Asked = 'add' | 'take' | 'rename' | 'remove' | null;

/** The files of one kind of a draft: choose, add, rename, remove; the chosen one is edited beside. */
export function FileShelf(props: ShelfProps) {
  const { ending, also, title, emptyText, names, nameOf, blank, usedBy, onRemoved, onTaken, children } = props;
  const words = useEditorWords();
  const { files, change, take } = useDraftFiles();
  const [search, setSearch] = useSearchParams();
  const [asked, setAsked] = useState<Asked>(null);
  const endings = [ending, ...(also === undefined ? [] : [also])];
  const endingOf = (path: string) => endings.find((one) => path.endsWith(one));
  const own = files.filter((file) => endingOf(file.path) !== undefined && file.text !== null);
  const chosen = own.find((file) => file.path === search.get('file')) ?? own[0];
  const free = names?.filter(({ name }) => !own.some(({ path }) => endings.some((one) => path === `${name}${one}`)));
  const isFull = free?.length === 0;
  const choose = (path: string) => setSearch({ file: path }, { replace: true });

  return (
    <div className="h-shelf">
      <nav className="h-shelf__list" aria-label={title}>
        <ul>
          {own.map(({ path }) => (
            <li key={path}>
              <button
                type="button"
                aria-current={path === chosen?.path ? 'true' : undefined}
                onClick={() => choose(path)}
              >
                {nameOf?.(path) ?? path}
              </button>
            </li>
          ))}
        </ul>
        {isFull ? null : (
          <Button kind="ghost" size="sm" renderIcon={Add} onClick={() => setAsked('add')}>
            {words('files.add')}
          </Button>
        )}
        {TAKEN.includes(ending) ? (
          <Button kind="ghost" size="sm" renderIcon={DocumentImport} onClick={() => setAsked('take')}>
            {words('files.take')}
          </Button>
        ) : null}
        {chosen ? (
          <>
            {isFull ? null : (
              <Button kind="ghost" size="sm" renderIcon={Edit} onClick={() => setAsked('rename')}>
                {words('files.rename')}
              </Button>
            )}
            <Button kind="danger--ghost" size="sm" renderIcon={TrashCan} onClick={() => setAsked('remove')}>
              {words('files.remove')}
            </Button>
          </>
        ) : null}
      </nav>
      <div className="h-shelf__open">
        {chosen ? (
          children(chosen.path, `${chosen.path}:${chosen.generation}`)
        ) : (
          <EmptyState title={words('files.none')} text={emptyText} />
        )}
      </div>
      {asked === 'add' || asked === 'rename' ? (
        <NameDialog
          title={words(asked === 'add' ? 'files.add' : 'files.renameTitle', { path: chosen?.path ?? '' })}
          ending={(asked === 'rename' && chosen && endingOf(chosen.path)) || ending}
          free={free}
          now={asked === 'rename' ? (chosen?.path ?? '') : ''}
          taken={files.map((file) => file.path)}
          onClose={() => setAsked(null)}
          onNamed={(path) => {
            change(path, asked === 'rename' ? (chosen?.text ?? '') : blank(path.slice(0, -ending.length)));
            if (asked === 'rename' && chosen) change(chosen.path, null);
            choose(path);
            setAsked(null);
          }}
        />
      ) : null}
      {asked === 'take' ? (
        <TakeFileDialog
          ending={ending}
          onClose={() => setAsked(null)}
          onTaken={({ path, text }) => {
            const before = files.find((file) => file.path === path)?.text ?? null;
            take(path, text);
            onTaken?.(path, before, text);
            choose(path);
            setAsked(null);
          }}
        />
      ) : null}
      {asked === 'remove' && chosen ? (
        <ConfirmDialog
          title={words('files.removeTitle', { path: chosen.path })}
          confirm={words('files.remove')}
          danger
          onClose={() => setAsked(null)}
          onConfirm={async () => {
            change(chosen.path, null);
            onRemoved?.(chosen.path);
            setAsked(null);
          }}
        >
          <RemovalText users={usedBy(chosen.path)} />
        </ConfirmDialog>
      ) : null}
    </div>
  );
}

function RemovalText({ users }: { users: string[] }) {
  const words = useEditorWords();
  if (users.length === 0) return <p>{words('files.removeUnused')}</p>;
  return (
    <>
      <p>{words('files.removeUsed')}</p>
      <ul className="h-bullets">
        {users.map((user) => (
          <li key={user}>{user}</li>
        ))}
      </ul>
    </>
  );
}

interface NameDialogProps {
  title: string;
  ending: string;
  /** The only names to choose from; any without them. */
  free: ShelfProps['names'];
  now: string;
  taken: string[];
  onNamed: (path: string) => void;
  onClose: () => void;
}

function NameDialog({ title, ending, free, now, taken, onNamed, onClose }: NameDialogProps) {
  const words = useEditorWords();
  const [name, setName] = useState(free?.[0]?.name ?? now.slice(0, now.length - ending.length));
  const path = `${name.trim()}${ending}`;
  const problem = !CIRCUIT_PATH.test(path)
    ? words('files.badName')
    : path !== now && taken.includes(path)
      ? words('files.taken')
      : null;
  return (
    <ConfirmDialog
      title={title}
      confirm={words('files.apply')}
      ready={problem === null && path !== now}
      onClose={onClose}
      onConfirm={async () => onNamed(path)}
    >
      {free ? (
        <Select
          id="file-name"
          labelText={words('files.which')}
          value={name}
          onChange={(event) => setName(event.target.value)}
        >
          {free.map((one) => (
            <SelectItem key={one.name} value={one.name} text={one.label} />
          ))}
        </Select>
      ) : (
        <TextInput
          id="file-name"
          labelText={words('files.name', { ending })}
          helperText={words('files.nameHelp')}
          value={name}
          invalid={name !== '' && problem !== null}
          invalidText={problem ?? ''}
          onChange={(event) => setName(event.target.value)}
        />
      )}
    </ConfirmDialog>
  );
}
