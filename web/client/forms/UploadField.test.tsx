import { afterEach, expect, test } from '@jest/globals';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { refusal, serve } from '#testing/component/server.ts';
import { show } from '#testing/component/show.tsx';
import { type PieceValue, UploadField } from './UploadField.tsx';

const REAL = globalThis.XMLHttpRequest;
afterEach(() => {
  globalThis.XMLHttpRequest = REAL;
});

const REMOVE = 'DELETE /api/drafts/draft-1/pieces';
const LEASE = { id: 'lease', name: 'bail.pdf', size: 10 };

function Field({ multiple = false, first = [LEASE] }: { multiple?: boolean; first?: PieceValue[] }) {
  const [value, setValue] = useState<PieceValue[]>(first);
  const asked = { inputId: 'field', label: 'Bail', accept: '.pdf', required: true, disabled: false };
  return (
    <UploadField
      {...asked}
      multiple={multiple}
      errors={[]}
      pieceType="bail"
      home={{ draftId: 'draft-1' }}
      value={value}
      onChange={setValue}
    />
  );
}
const field = () => screen.getByLabelText(/Bail/, { selector: 'input' });
const names = () => screen.queryAllByRole('link').map((link) => link.textContent?.match(/[a-z]+[.]pdf/)?.[0]);
const remove = (name: string) => userEvent.click(screen.getByRole('button', { name: new RegExp(name) }));

/** The file that is being sent arrives when it is told to. */
function sending(): { arrive: (piece: { id: string; fileName: string; size: number }) => void } {
  const sent: { onload?: () => void; responseText: string; status: number }[] = [];
  globalThis.XMLHttpRequest = class {
    upload = {};
    status = 201;
    responseText = '';
    open() {}
    setRequestHeader() {}
    send() {
      sent.push(this);
    }
  } as unknown as typeof XMLHttpRequest;
  return {
    arrive(piece) {
      const [request] = sent;
      if (!request) throw new Error('nothing is being sent');
      request.responseText = JSON.stringify(piece);
      request.onload?.();
    },
  };
}

test('a document that was removed on another device can be removed here too, and another one given', async () => {
  serve({ [`${REMOVE}/lease`]: refusal(404, 'not-found') });
  show(<Field />);

  await remove('bail.pdf');

  await waitFor(() => expect(names()).toEqual([]));
  expect(screen.queryByRole('alert')).toBeNull();
});

test('what cannot be removed stays, with why', async () => {
  serve({ [`${REMOVE}/lease`]: refusal(409, 'draft-already-filed') });
  show(<Field />);

  await remove('bail.pdf');

  expect((await screen.findByRole('alert')).textContent).toContain('déjà été déposé');
  expect(names()).toEqual(['bail.pdf']);
});

test('whoever removes the only document comes to the field that takes another, once it is shown', async () => {
  serve({ [`${REMOVE}/lease`]: undefined });
  show(<Field />);
  const drop = field().closest('section');
  let shownAsFocused = false;
  field().addEventListener('focus', () => {
    shownAsFocused = drop?.hidden === false;
  });

  await remove('bail.pdf');

  await waitFor(() => expect(document.activeElement).toBe(field()));
  expect(shownAsFocused).toBe(true);
});

test('a document that is removed while another is sent does not come back with it', async () => {
  serve({ [`${REMOVE}/lease`]: undefined });
  const { arrive } = sending();
  show(<Field multiple />);
  await userEvent.upload(field(), new File(['%PDF'], 'quittance.pdf', { type: 'application/pdf' }));

  await remove('bail.pdf');
  await waitFor(() => expect(names()).toEqual([]));
  arrive({ id: 'receipt', fileName: 'quittance.pdf', size: 4 });

  await waitFor(() => expect(names()).toEqual(['quittance.pdf']));
});

test('of several files that are refused, each is said', async () => {
  show(<Field multiple first={[]} />);
  const large = (name: string) => {
    const file = new File(['%PDF'], name, { type: 'application/pdf' });
    Object.defineProperty(file, 'size', { value: 11_000_000 });
    return file;
  };

  fireEvent.change(field(), { target: { files: [large('un.pdf'), large('deux.pdf')] } });

  const alert = await screen.findByRole('alert');
  await waitFor(() => expect(alert.textContent).toMatch(/un[.]pdf.*deux[.]pdf/));
});
