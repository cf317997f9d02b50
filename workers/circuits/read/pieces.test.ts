import { expect, test } from '@jest/globals';
import { PROCESSES } from '#testing/shipped-circuits.ts';
import { type Bundle, makeBundle, readBundles } from './bundle.ts';
import { readCircuit } from './read-circuit.ts';

const KIND = 'teletravail';

/** The shipped circuit, its one piece asked for with these properties and its texts naming no piece. */
async function withPiece(properties: Record<string, string>, validate = {}): Promise<Bundle> {
  const shipped = (await readBundles(PROCESSES)).find(({ kind }) => kind === KIND);
  const contents = new Map(shipped?.files.map(({ path, content }) => [path, content]));
  const change = (path: string, how: (json: Record<string, unknown>) => object) => {
    const json = JSON.parse(new TextDecoder().decode(contents.get(path))) as Record<string, unknown>;
    contents.set(path, new TextEncoder().encode(JSON.stringify(how(json))));
  };
  change('demande.form', (form) => ({
    ...form,
    components: (form.components as { type: string }[]).map((component) =>
      component.type === 'filepicker' ? { ...component, properties, validate } : component,
    ),
  }));
  for (const language of ['fr', 'en']) change(`texts.${language}.json`, (texts) => ({ ...texts, pieces: {} }));
  return makeBundle(KIND, contents);
}

test('a piece that is given no type is filed under its field, and called as it is', async () => {
  const { pieces } = await readCircuit(await withPiece({ mandatory: 'true' }));
  expect(pieces).toEqual([
    {
      pieceType: 'conformity',
      field: 'conformity',
      mandatory: true,
      label: {
        fr: 'Attestation de conformité des installations',
        en: 'Certificate that your workspace complies',
      },
    },
  ]);
});

test.each([
  [{ mandatory: 'false' }, {}, false],
  [{}, { required: true }, true],
])(
  'a piece with %j and %j is said to be mandatory as its form holds it: %s',
  async (properties, validate, mandatory) => {
    const { pieces } = await readCircuit(await withPiece(properties as Record<string, string>, validate));
    expect(pieces.map((piece) => piece.mandatory)).toEqual([mandatory]);
  },
);

test('a type that is not its field’s must be named in the texts', async () => {
  const unnamed = await withPiece({ pieceType: 'insurance' });
  await expect(readCircuit(unnamed)).rejects.toMatchObject({
    faults: expect.arrayContaining([
      expect.objectContaining({ code: 'piece-name-missing', params: { piece: 'insurance', language: 'fr' } }),
    ]),
  });
});
