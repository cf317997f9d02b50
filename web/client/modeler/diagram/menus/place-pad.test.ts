import { describe, expect, test } from '@jest/globals';
import type { Box } from '../insert/room.ts';
import { placeOfPad } from './place-pad.ts';

const box = (x: number, y: number, width: number, height: number): Box => ({ x, y, width, height });
const VIEW = box(120, 0, 700, 600);
const PAD = { width: 200, height: 24 };
const TASK = box(300, 280, 100, 80);
const NEXT = box(450, 280, 100, 80);

describe('the tools of an element', () => {
  test('stand over it, and leave what follows it free', () => {
    expect(placeOfPad(TASK, PAD, [NEXT], VIEW)).toEqual({ left: 300, top: 248 });
  });

  test('go further where something is drawn there, a neighbour or the name of the element', () => {
    const gateway = box(310, 295, 50, 50);
    expect(placeOfPad(gateway, PAD, [NEXT], VIEW)).toEqual({ left: 310, top: 248 });
    const name = box(300, 350, 80, 14);
    expect(placeOfPad(gateway, PAD, [box(280, 200, 300, 90), name], VIEW)).toEqual({ left: 310, top: 372 });
  });

  test('stand under it where there is no room over it, and never under the palette', () => {
    expect(placeOfPad(box(100, 10, 100, 80), PAD, [], VIEW)).toEqual({ left: 120, top: 98 });
    expect(placeOfPad(box(750, 280, 100, 80), PAD, [], VIEW)).toEqual({ left: 620, top: 248 });
  });

  test('have no such place beside what fills the drawing', () => {
    expect(placeOfPad(box(120, 0, 700, 600), PAD, [], VIEW)).toBeNull();
  });
});
