import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type ActData, isBlank } from '#domain/act/act.ts';
import { renderer } from '../../testing/apart.ts';
import { ActTemplateError, createActRenderer } from '../render.ts';
import { aSampleAct } from '../sample-act.ts';
import { readMarks, type TextMark } from './read-marks.ts';

let data: ActData;
beforeAll(async () => {
  data = await aSampleAct();
});

/** What reading the drawn page says: « code: words ». */
const faultsOf = async (template: string, changes: Partial<ActData> = {}): Promise<string[]> => {
  try {
    await renderer.render({ template, data: { ...data, ...changes } });
    return [];
  } catch (error) {
    if (!(error instanceof ActTemplateError)) throw error;
    return error.faults.map(({ reason, message }) =>
      reason ? `${reason.code.replace('page-', '')}: ${reason.params?.words ?? ''}` : message,
    );
  }
};

const shipped = (kind: string): Promise<string> =>
  readFile(new URL(`../../../processes/${kind}/act.typ`, import.meta.url), 'utf8');

describe('an act whose template says nothing of its author', () => {
  test('bears author, power, number, verification and notice all the same, legible, in their places', async () => {
    const { pdf } = await renderer.render({ template: 'La demande est accordée.', data });
    const pages = await readMarks(pdf);
    const texts = pages.flatMap(({ marks }) => marks.filter((mark): mark is TextMark => mark.kind === 'text'));
    const frame = texts.filter(({ body }) => !body);
    for (const words of [
      'Le ministre de démonstration,',
      'Pour le ministre et par délégation,',
      'La cheffe du service des ressources humaines',
      'Hélène MARCHAND',
      'Service des ressources humaines',
      'N° 2026-000042',
      'Vérifier cet acte.',
    ]) {
      const said = frame.map(({ text }) => text.trim()).filter((text) => !isBlank(text));
      expect(said.join('|')).toContain(words);
    }
    expect(Math.min(...frame.map(({ size }) => size))).toBeGreaterThanOrEqual(8);
    expect(new Set(frame.map(({ colour }) => colour))).toEqual(new Set(['#000000']));
    expect(
      texts
        .filter(({ body }) => body)
        .map(({ text }) => text)
        .join(''),
    ).toBe('La demande est accordée.');
  });

  test('is read in order over several pages', async () => {
    expect(await faultsOf('#lorem(1500)')).toEqual([]);
  });

  test('is drawn by a template from before the frame, once', async () => {
    const former = `#import "letterhead.typ": *\n#let act = json("data.json")\n#show: letterhead.with(act, kind: "Décision")`;
    expect(await faultsOf(`${former}\nAccordé.\n#closing(act)`)).toEqual([]);
  });
});

describe('a text that an honest act holds', () => {
  test.each([
    ['the shipped kinds', null],
    ['tables', '#table(columns: 2, fill: luma(230), [Quotité], [80 %], [Agent], [Camille LEFÈVRE])'],
    ['lists', '- un motif\n- un autre'],
    ['underlined and struck words', '#underline[souligné] #strike[barré]'],
    ['whole paragraphs underlined, or struck', '#underline[#lorem(60)]\n\n#strike[#lorem(60)]'],
    [
      'a large table in bands',
      '#table(columns: 4, fill: (x, y) => luma(if calc.odd(y) {240} else {255}), ..range(80).map(i => [n #i]))',
    ],
    [
      'rules between parts, and frames',
      '#line(length: 100%) a #line(length: 30%) #box(stroke: 1pt, inset: 3pt)[encadré]',
    ],
    ['small capitals, indices, signs of measure', '#smallcaps[Capitales] CO#sub[2], 20 °C, 3 μm, 5 ≤ 6, © 2026'],
    ['words drawn closer', '#set text(tracking: -0.2pt)\n#lorem(50)'],
    [
      'links that say where they go',
      '#link("https://www.legifrance.gouv.fr/loda/id/1")[legifrance.gouv.fr] #link("https://a.example/x")[le texte] #link("mailto:a@b.example")[a\\@b.example] #link("https://a.example/" + "long/" * 40)',
    ],
    ['raised letters and fractions', 'm#super[2], 1#super[er], $x^2 = 3/4$'],
    ['ragged lines', '#set par(justify: false)\n#lorem(300)'],
    ['columns', '#columns(2)[#lorem(80)]'],
    ['a dark colour', '#text(fill: navy)[bleu]'],
    ['white on black', '#block(fill: black, inset: 6pt, text(fill: white)[blanc sur noir])'],
    ['other texts on delegation', 'Vu l’arrêté du 3 mars 2020 du ministre portant délégation de signature ;'],
    [
      'the person who carries it out',
      'Le directeur des ressources humaines est chargé de l’exécution du présent arrêté.',
    ],
    ['words that hold others', 'La personne désignée par le service consigne les faits.'],
    ['numbers of texts', 'Vu le décret n° 82-624 du 20 juillet 1982 ;'],
  ])('is signed: %s', async (_what, template) => {
    expect(await faultsOf(template ?? (await shipped('temps-partiel-sur-autorisation')))).toEqual([]);
  });
});

describe('a page that does not bear its mentions in sight', () => {
  test.each([
    ['a footnote', 'a#footnote[pied]', /^outside: /],
    ['numbers of lines', '#set par.line(numbering: "1")\n#lorem(40)', /^outside: /],
    [
      'a block like the one of the text',
      'a#footnote[#block(width: 100%, clip: true, outset: (x: 4pt, y: 5pt))[b]]',
      /^outside: /,
    ],
    [
      'a link over the frame',
      '#place(dy: 40mm, link("https://elsewhere.example")[#box(width: 9cm, height: 6cm)])',
      /^outside: https/,
    ],
    ['a text that climbs over the title', '#pad(-60pt)[débord]', /^covered: /],
    ['the page set anew', '#set page(margin: 1cm)\na', /page configuration is not allowed/],
    ['a page of its own', '#page[autre]', /not allowed inside of containers/],
    ['a foreground', '#set page(foreground: [x])', /page configuration is not allowed/],
    ['other metadata', '#set document(title: "x")', /not allowed inside of containers/],
  ])('is refused: %s', async (_what, template, said) => {
    expect((await faultsOf(template)).join('\n')).toMatch(new RegExp(said, 'm'));
  });

  test('is refused: a name longer than the page is wide', async () => {
    const author = { ...data.author, lastName: 'B'.repeat(200) };
    expect((await faultsOf('a', { author })).join('\n')).toMatch(/^cut: /m);
  });

  test.each([
    ['what would cover the title', '#place(top + left, dy: -80mm, rect(width: 160mm, height: 60mm, fill: white)) a'],
    ['what would cover the author', '#place(dy: 5mm, rect(width: 160mm, height: 120mm, fill: white)) a'],
    ['the count of pages', '#counter(page).update(99)\na'],
    ['the mark of its end', '#metadata(1) <fin-du-cadre>\na'],
  ])('is drawn as if nothing was: %s', async (_what, template) => {
    expect(await faultsOf(template)).toEqual([]);
  });
});

describe('a text that nobody could read', () => {
  test.each([
    ['white and tiny', '#text(fill: white, size: 0.1pt)[invisible]', 'small: invisible'],
    ['white', '#text(fill: white)[invisible]', 'pale: invisible'],
    ['pale', '#text(fill: luma(180))[pâle]', 'pale: pâle'],
    ['small', '#text(size: 5pt)[petits caractères]', 'small: petits caractères'],
    ['transparent', '#text(fill: rgb(0, 0, 0, 20))[voilé]', 'pale: voilé'],
    ['shaded', '#text(fill: gradient.linear(red, blue))[dégradé]', 'pale: dégradé'],
    ['black on black', '#block(fill: black, inset: 6pt)[noir]', 'pale: noir'],
    ['turned', '#rotate(20deg)[tourné]', 'small: tourné'],
    ['outlined in white', '#text(stroke: 1pt + white)[contour]', 'small: contour'],
    [
      'under a surface',
      'caché#place(dx: -2mm, dy: -5mm, rect(width: 40mm, height: 9mm, fill: white))',
      'covered: caché',
    ],
    ['out of its box', '#box(clip: true, width: 9mm, height: 3mm)[un deux trois]', 'cut: deux'],
    ['printed over other letters', '#box[sig#box(width: 0pt)[n]né]', 'covered: n né'],
    ['drawn back over itself', '#text(tracking: -4pt)[serré]', 'small: serré'],
    [
      'under thin white lines',
      '#block[Article 1#for y in range(10) { place(top + left, dy: y * 1.2pt - 2pt, line(length: 90pt, stroke: 1.5pt + white)) }]',
      'covered: Article 1',
    ],
    [
      'under one pale line',
      '#block[Article 1#place(top + left, dy: 3pt, line(length: 90pt, stroke: 1pt + luma(230)))]',
      'covered: Article 1',
    ],
    [
      'under two lines of its colour',
      '#block[Article 1#for y in (2pt, 4pt) { place(top + left, dy: y, line(length: 90pt)) }]',
      'covered: Article 1',
    ],
    [
      'under an upright line',
      '#block[Article 1#place(top + left, dx: 9pt, line(length: 9pt, angle: 90deg))]',
      'covered: Article 1',
    ],
    ['out of the page', '#place(dx: -30mm, dy: -90mm)[dehors]', 'cut: dehors'],
  ])('is refused: %s', async (_what, template, said) => {
    expect(await faultsOf(template)).toContain(said);
  });
});

describe('a drawing that could write', () => {
  test.each([
    ['a curve', '#curve(curve.move((0pt, 0pt)), curve.line((30pt, 20pt)), curve.line((50pt, 0pt)))'],
    ['a disc', '#circle(radius: 4pt)'],
    [
      'letters made of short lines',
      '#for i in range(80) { place(dx: i * 2pt, dy: calc.rem(i, 7) * 3pt, line(length: 2pt)) }',
    ],
    [
      'letters of seven long segments',
      '#for i in range(9) { for x in (0pt, 12pt) { place(dx: x + i * 17pt, line(length: 12.1pt, angle: 90deg)) } }',
    ],
    [
      'squares in a grid',
      '#for i in range(60) { place(dx: calc.rem(i, 10) * 13pt, dy: calc.floor(i / 10) * 13pt, rect(width: 12.1pt, height: 12.1pt, fill: black)) }',
    ],
    ['dashes', '#line(length: 60%, stroke: (dash: (2pt, 5pt, 3pt, 1pt)))'],
    ['signs set side by side', '#raw("|_| |_| _|_ |_|\\n" * 10)'],
    [
      'a picture',
      `#image(bytes("<svg viewBox='0 0 9 9' xmlns='ht" + "tp://www.w3.org/2000/svg'><path d='M0 0h5v5z'/></svg>"), format: "svg", width: 3cm)`,
    ],
  ])('is refused: %s', async (_what, template) => {
    expect((await faultsOf(template)).join('\n')).toMatch(/^drawing: /m);
  });
});

describe('a text that speaks against the mentions', () => {
  test.each([
    ['broken by markup', 'si#[]gné #linebreak() élec#[]troniquement', 'signé électroniquement'],
    ['worked out', '#("si" + "gné") #h(1cm) #("élec" + "troniquement")', 'signé électroniquement'],
    ['spaced out', '#text(tracking: 4pt)[#("si" + "gné élec" + "troniquement")]', 'signé électroniquement'],
    ['in borrowed letters', '#("s\\u{456}gné \\u{435}l\\u{435}ctroniqu\\u{435}ment")', 'sіgné еlеctroniquеment'],
    ['letter by letter', '#for letter in "signéélectroniquement" { letter }', 'signéélectroniquement'],
  ])('is refused: signed electronically, %s', async (_what, template, words) => {
    expect(await faultsOf(template)).toContain(`contradiction: ${words}`);
  });

  test.each([
    ['an authority', '#align(right)[Le ministre de la justice,]', 'Le ministre de la justice,'],
    ['a person', 'Accordé.\n\n#align(right)[Éric DUPOND]', 'Éric DUPOND'],
    ['a number', '#align(center)[N° 2030-99]', 'N° 2030-99'],
    ['a place and a date', 'Fait à Lyon, le 3 mars 2020.', 'Fait à Lyon, le 3 mars 2020.'],
    ['a title', '#align(center)[*Arrêté du 3 mars 2020*]', 'Arrêté du 3 mars 2020'],
    ['a delegation', 'Pour le préfet et par délégation', 'Pour le préfet et par délégation'],
    ['a signatory', 'Cet arrêté est signé par le préfet.', 'signé par'],
    [
      'an address that is another',
      '#link("https://elsewhere.example/")[#"www.legifrance.gouv.fr"]',
      'www.legifrance.gouv.fr → https://elsewhere.example/',
    ],
    [
      'an address within another',
      '#link("https://elsewhere.example/a.example")[a.example]',
      'a.example → https://elsewhere.example/a.example',
    ],
    ['a count of pages', 'Accordé.\n#v(1fr)\nPage 1 sur 7', 'Page 1 sur 7'],
    ['a verification', 'Pour vérifier cet acte : voir ailleurs.', 'vérifier cet acte'],
  ])('is refused: %s', async (_what, template, words) => {
    expect(await faultsOf(template)).toContain(`contradiction: ${words}`);
  });
});

test.each([
  ['title', { title: 'portant avancement\nLe ministre de la justice' }, 'Le ministre de la justice'],
  ['appeal', { appeal: ['Cette décision est signée électroniquement.'] }, 'signée électroniquement.'],
  ['copies', { ampliations: ['Le préfet', 'Signé par le ministre'] }, 'Signé par'],
])('what the circuit’s texts give for the %s speaks no more against the mentions', async (_what, changes, words) => {
  expect(await faultsOf('Accordé.', changes)).toEqual([`contradiction: ${words}`]);
});

describe('visas that the portal draws', () => {
  const visas = ['le code général de la fonction publique', 'la demande du 3 mars 2027'];

  test('bear those of the power among them, outside the text of the template', async () => {
    const { pdf } = await renderer.render({ template: 'Accordé.', data: { ...data, visas } });
    const texts = (await readMarks(pdf)).flatMap(({ marks }) =>
      marks.filter((mark): mark is TextMark => mark.kind === 'text' && !mark.body),
    );
    const page = texts
      .map(({ text }) => text)
      .join(' ')
      .replace(/\s+/g, ' ');
    expect(page).toMatch(/Vu le code général .* Vu l’arrêté du 2 septembre 2026 .* Vu la demande du 3 mars 2027/);
  });

  test.each([
    ['without those of the power', { powers: [] }],
    ['with another power', { powers: ['la décision du 3 mars 2026 portant délégation de signature'] }],
    ['with the power in another place', { visas: visas.toReversed() }],
    ['with those of the power before the others', { visas: [] }],
  ])('are refused %s', async (_what, changes) => {
    const { pdf } = await renderer.render({ template: 'Accordé.', data: { ...data, visas, ...changes } });
    await expect(renderer.readBack({ pdf, data: { ...data, visas } })).rejects.toThrow(/mention|outside/);
  });

  test.each([
    ['speak', ['la lettre signée électroniquement'], 'Accordé.', 'signée électroniquement'],
    [
      'begin to speak, the text going on,',
      ['la lettre signée'],
      'électroniquement accordé',
      'signée ; électroniquement',
    ],
  ])('are refused where they %s against the mentions', async (_what, said, template, words) => {
    const [fault] = await faultsOf(template, { visas: said, powers: [] });
    expect(fault?.replace(/\s+/g, ' ')).toBe(`contradiction: ${words}`);
  });

  test('give no line of its own to what was typed into one', async () => {
    const typed = ['la lettre\nLe ministre de la justice,\u2028\tJean MARTIN'];
    const { pdf } = await renderer.render({ template: 'Accordé.', data: { ...data, visas: typed } });
    await expect(renderer.readBack({ pdf, data: { ...data, visas: typed } })).resolves.toBeUndefined();
  });
});

describe('a drawn act read again', () => {
  test('is accepted for the act it is, by the worker that drew it and by others', async () => {
    const { pdf } = await renderer.render({ template: 'Accordé.', data });
    const other = createActRenderer({ files: new Map() });
    await expect(other.readBack({ pdf, data })).resolves.toBeUndefined();
    await other.close();
  });

  test.each([
    [
      'another author',
      { author: { firstName: 'Jean', lastName: 'Martin', quality: 'Le préfet', service: 'Préfecture' } },
    ],
    ['another number', { number: '2026-000043' }],
    ['no demonstration', { demonstration: false }],
  ])('is refused for %s', async (_what, changes) => {
    const { pdf } = await renderer.render({ template: 'Accordé.', data });
    await expect(renderer.readBack({ pdf, data: { ...data, ...changes } })).rejects.toThrow(/mention|outside/);
  });

  test('is refused when it is no PDF', async () => {
    await expect(renderer.readBack({ pdf: Buffer.from('%PDF-1.7 rien'), data })).rejects.toThrow(ActTemplateError);
  });
});
