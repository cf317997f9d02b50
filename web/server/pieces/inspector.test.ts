import { deflateSync } from 'node:zlib';
import { PDFDocument, PDFName, PDFString } from '@cantoo/pdf-lib';
import { afterAll, describe, expect, test } from '@jest/globals';
import { cleanFileName, inlineDisposition } from './file-name.ts';
import { createPieceInspector } from './inspector.ts';

let inspector = createPieceInspector();
afterAll(() => inspector.close());

/** « fine », or why it is refused. */
async function verdictOn(bytes: Uint8Array): Promise<string> {
  const verdict = await inspector.inspect('claire', bytes);
  return 'refused' in verdict ? verdict.refused : 'fine';
}

async function aPdf(change: (document: PDFDocument) => void | Promise<void> = () => {}, useObjectStreams = true) {
  const document = await PDFDocument.create();
  document.addPage([200, 200]).drawText('Livret de famille');
  await change(document);
  return Buffer.from(await document.save({ useObjectStreams }));
}

const action = (document: PDFDocument, entries: Record<string, string | PDFString>) =>
  document.catalog.set(PDFName.of('OpenAction'), document.context.obj({ Type: 'Action', ...entries }));

/** A stream that says it holds objects and unfolds to 200 MB of zeros. */
function aBomb(): Buffer {
  const packed = deflateSync(Buffer.alloc(200 * 1024 * 1024), { level: 1 });
  return Buffer.concat([
    Buffer.from('%PDF-1.7\n1 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length '),
    Buffer.from(`${packed.length} >>\nstream\n`),
    packed,
    Buffer.from('\nendstream\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF'),
  ]);
}

/** Compressed objects that hold number 5, as the file says them. */
function objects(five: string, said = '/Type /ObjStm /Filter /FlateDecode'): string {
  const packed = deflateSync(`5 0 ${five}`).toString('latin1');
  return `6 0 obj\n<< /N 1 /First 4 ${said} /Length ${packed.length} >>\nstream\n${packed}\nendstream\nendobj\n`;
}

/** A page, whose document opens on object 5. */
function aFile(more: string, trailer = ''): Buffer {
  const page =
    '1 0 obj\n<< /Type /Catalog /Pages 2 0 R /OpenAction 5 0 R >>\nendobj\n' +
    '2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n' +
    '3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>\nendobj\n';
  return Buffer.from(
    `%PDF-1.7\n${page}${more}trailer << /Root 1 0 R /Size 9 ${trailer} >>\nstartxref\n0\n%%EOF`,
    'latin1',
  );
}

describe('a piece is looked at before it is kept', () => {
  test('a PDF passes, whichever way it was written', async () => {
    expect(await verdictOn(await aPdf())).toBe('fine');
    expect(await verdictOn(await aPdf(undefined, false))).toBe('fine');
  });

  test('a PDF that opens on a page passes: that is no action to fear', async () => {
    const pdf = await aPdf((document) => action(document, { S: 'GoTo' }));
    expect(await verdictOn(pdf)).toBe('fine');
  });

  test('an empty file, a picture, a page of the web, a cut PDF are refused', async () => {
    expect(await verdictOn(Buffer.alloc(0))).toBe('piece-empty');
    expect(await verdictOn(Buffer.from('\x89PNG\r\n\x1a\n'))).toBe('piece-not-pdf');
    expect(await verdictOn(Buffer.from('<script>alert(1)</script>%PDF-1.4'))).toBe('piece-not-pdf');
    expect(await verdictOn(Buffer.from('%PDF-1.7 and then nothing %%EOF'))).toBe('piece-not-pdf');
    expect(await verdictOn((await aPdf()).subarray(0, 300))).toBe('piece-not-pdf');
  });

  test('an encrypted PDF is refused', async () => {
    const pdf = await aPdf((document) => {
      document.encrypt({ userPassword: 'secret', ownerPassword: 'secret' });
    }, false);
    expect(await verdictOn(pdf)).toBe('piece-encrypted');
  });

  test('a script, a program to launch, an attached file are refused, even inside compressed objects', async () => {
    const script = (document: PDFDocument) => action(document, { S: 'JavaScript', JS: PDFString.of('app.alert(1)') });
    expect(await verdictOn(await aPdf(script))).toBe('piece-active-content');
    expect(await verdictOn(await aPdf(script, false))).toBe('piece-active-content');
    const launch = await aPdf((document) => action(document, { S: 'Launch', F: PDFString.of('cmd.exe') }));
    expect(await verdictOn(launch)).toBe('piece-active-content');
    const attached = await aPdf((document) => document.attach(Buffer.from('MZ'), 'virus.exe', {}));
    expect(await verdictOn(attached)).toBe('piece-active-content');
    const named = await aPdf((document) => document.addJavaScript('main', 'app.alert(1)'));
    expect(await verdictOn(named)).toBe('piece-active-content');
  });

  describe('a script that the parser would not see, and a viewer might', () => {
    const script = '<< /S /JavaScript /JS (app.alert(1)) >>';
    const harmless = '5 0 obj\n<< /S /GoTo /D [3 0 R /Fit] >>\nendobj\n';
    test.each([
      ['in compressed objects that later ones replace', objects(script), harmless],
      ['under a name in disguise', '5 0 obj\n<< /S /J#61vaScript /J#53 (app.alert(1)) >>\nendobj\n', harmless],
      ['in compressed objects in disguise', objects(script, '/T#79pe /Obj#53tm /Filter /Fl#61teDecode'), harmless],
      ['in an object that reads as a comment of a stream', `9 0 obj\n<< >>\nstream\n${objects(script)}`, harmless],
      ['in compressed objects behind « stream\\r »', objects(script).replace('stream\n', 'stream\r'), harmless],
      ['in an object that nothing leads to', `8 0 obj\n${script}\nendobj\n`, harmless],
    ])('G11: %s, is not in what is kept', async (_where, hidden, replacement) => {
      const verdict = await inspector.inspect('claire', aFile(hidden + replacement));
      if ('refused' in verdict) return expect(verdict.refused).toMatch(/^piece-/);
      const kept = await PDFDocument.load(verdict.bytes);
      expect(kept.getPageCount()).toBe(1);
      const all = kept.context.enumerateIndirectObjects().map(([, object]) => object.toString());
      expect(all.join()).toContain('/GoTo');
      expect(`${all.join()} ${Buffer.from(verdict.bytes).toString('latin1')}`).not.toMatch(/Java|app\.alert|\/JS/);
      return undefined;
    });

    test.each([
      ['behind « stream\\r »', objects(script).replace('stream\n', 'stream\r')],
      [
        'whose type stands elsewhere',
        `7 0 obj\n/ObjStm\nendobj\n${objects(script, '/Type 7 0 R /Filter /FlateDecode')}`,
      ],
      ['whose kind stands elsewhere', '7 0 obj\n/Launch\nendobj\n5 0 obj\n<< /S 7 0 R /F (cmd.exe) >>\nendobj\n'],
      ['in disguise', '5 0 obj\n<< /S /J#61vaScript /J#53 (app.alert(1)) >>\nendobj\n'],
    ])('G11: one %s is found where it is reached', async (_how, hidden) => {
      expect(await verdictOn(aFile(hidden))).toBe('piece-active-content');
    });

    test('an object without an end is refused', async () => {
      expect(await verdictOn(aFile(`6 0 obj\n<< /Type /XObject >>\nstream\n${harmless}`))).toBe('piece-not-pdf');
    });
  });

  test('a document that opens an address by itself, or acts when a page is turned, is refused', async () => {
    const address = await aPdf((document) =>
      action(document, { S: 'URI', URI: PDFString.of('https://elsewhere.example') }),
    );
    expect(await verdictOn(address)).toBe('piece-active-content');
    const turned = await aPdf((document) => document.catalog.set(PDFName.of('AA'), document.context.obj({})));
    expect(await verdictOn(turned)).toBe('piece-active-content');
  });

  test('an encrypted PDF whose objects are compressed is said to be encrypted', async () => {
    const pdf = aFile(objects('<< >>', '/Type /ObjStm /Filter /Crypt'), '/Encrypt 8 0 R');
    expect(await verdictOn(pdf)).toBe('piece-encrypted');
  });

  test('many streams that each unfold a little less than too much are refused', async () => {
    const packed = deflateSync(Buffer.alloc(120 * 1024 * 1024), { level: 9 }).toString('latin1');
    const numbers = Array.from({ length: 20 }, (_, index) => 10 + index);
    const pictures = numbers.map(
      (number) =>
        `${number} 0 obj\n<< /Type /XObject /Filter /FlateDecode /Length ${packed.length} >>\nstream\n${packed}\nendstream\nendobj\n`,
    );
    const shown = `5 0 obj\n<< /S /GoTo /X [${numbers.map((number) => `${number} 0 R`).join(' ')}] >>\nendobj\n`;
    expect(await verdictOn(aFile(shown + pictures.join('')))).toBe('piece-not-pdf');
  });

  describe('a stream that is packed otherwise', () => {
    const hex = (bytes: Uint8Array): Buffer => Buffer.from(`${Buffer.from(bytes).toString('hex')}>`);
    const zeros = (megabytes: number): Buffer => deflateSync(Buffer.alloc(megabytes * 1024 * 1024), { level: 9 });
    /** A page that shows a picture, packed like this. */
    const showing = (filter: string, packed: Uint8Array): Buffer =>
      aFile(
        '5 0 obj\n<< /S /GoTo /X 7 0 R >>\nendobj\n' +
          `7 0 obj\n<< /Type /XObject /Filter ${filter} /Length ${packed.length} >>\nstream\n` +
          `${Buffer.from(packed).toString('latin1')}\nendstream\nendobj\n`,
      );

    test.each([
      ['twice', '[/FlateDecode /FlateDecode]', () => deflateSync(zeros(160), { level: 9 })],
      ['as figures', '[/ASCIIHexDecode /FlateDecode]', () => hex(zeros(160))],
      ['by a short name', '[/AHx /Fl]', () => hex(zeros(160))],
    ])('%s unfolds beyond measure as well, and is refused', async (_how, filter, packed) => {
      expect(await verdictOn(showing(filter, packed()))).toMatch(/^piece-(not-pdf|too-complex)$/);
    });

    test.each([
      ['as figures', '[/ASCIIHexDecode /FlateDecode]', () => hex(zeros(1))],
      ['a picture inside', '[/FlateDecode /DCTDecode]', () => zeros(1)],
      ['a picture alone', '/DCTDecode', () => Buffer.from([0xff, 0xd8, 0xff, 0xd9])],
    ])('passes within measure: %s', async (_how, filter, packed) => {
      expect(await verdictOn(showing(filter, packed()))).toBe('fine');
    });
  });

  test('a file that unfolds beyond measure is refused, and the next one is looked at', async () => {
    expect(await verdictOn(aBomb())).toMatch(/^piece-(not-pdf|too-complex)$/);
    expect(await verdictOn(await aPdf())).toBe('fine');
  });

  test('G11: a file that never ends to be read holds nobody else’s', async () => {
    // Each digit begins a number that is read to its end.
    const endless = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(9_000_000, '1'), Buffer.from('\n%%EOF')]);
    const order: string[] = [];
    const hostile = [1, 2, 3].map(async () => {
      order.push(((await inspector.inspect('hostile', endless)) as { refused: string }).refused);
    });
    const over = Promise.allSettled(hostile);
    const honest = Promise.all(['ana', 'bob'].map((name) => inspector.inspect(name, Buffer.from('%PDF-1.4 %%EOF'))));
    order.push(`honest: ${(await honest).length}`);
    await inspector.close();
    await over;
    inspector = createPieceInspector();
    expect(order[0]).toBe('honest: 2');
  });
});

describe('a file’s name is shown, never followed', () => {
  test.each([
    ['../../x', 'x.pdf'],
    ['..\\..\\etc\\passwd', 'passwd.pdf'],
    ['livret de famille.PDF', 'livret de famille.pdf'],
    ['\u202efdp.exe', 'fdp.exe.pdf'],
    ['a\u0000b\r\nc.pdf', 'abc.pdf'],
    ['...', 'document.pdf'],
    ['', 'document.pdf'],
    ['é'.repeat(300), `${'é'.repeat(120)}.pdf`],
  ])('%j is shown as %j', (given, shown) => {
    expect(cleanFileName(given)).toBe(shown);
  });

  test('the header can be told no lie by a name', () => {
    expect(inlineDisposition('é"; x=1.pdf')).toBe(
      `inline; filename="e_; x=1.pdf"; filename*=UTF-8''%C3%A9%22%3B%20x%3D1.pdf`,
    );
  });
});
