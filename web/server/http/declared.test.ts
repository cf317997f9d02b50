import { describe, expect, test } from '@jest/globals';
import type { Response } from 'express';
import { z } from 'zod';
import type { EndpointName } from '#web/contract/api.ts';
import { mustBeDeclared } from './declared.ts';
import type { Reply, Route } from './route.ts';

const answering = (answers: Route['answers'], reply: Reply, type = 'application/json') => {
  const response = { statusCode: 200, getHeader: () => type } as unknown as Response;
  return () => mustBeDeclared({ name: 'GET /api/drafts' as EndpointName, answers } as Route, reply, response);
};
const Draft = z.object({ id: z.string(), pages: z.array(z.object({ title: z.string() })) });
const body = { id: 'a', pages: [{ title: 'b' }] };

describe('an answer', () => {
  test('may be what was declared', () => {
    answering({ 200: Draft }, { status: 200, body })();
    answering({ 204: null }, { status: 204 })();
    answering({ 200: 'application/pdf' }, undefined, 'application/pdf')();
  });

  test('has a status that was declared', () => {
    expect(answering({ 200: Draft }, { status: 201, body })).toThrow('GET /api/drafts answers 201 which');
  });

  test('lacks nothing', () => {
    expect(answering({ 200: Draft }, { status: 200, body: { id: 'a' } })).toThrow('outside its schema');
  });

  test('holds nothing that nobody declared, however deep', () => {
    const more = { ...body, pages: [{ title: 'b', iban: 'FR76' }] };
    expect(answering({ 200: Draft }, { status: 200, body: more })).toThrow('more than its schema holds: /pages/0/iban');
  });

  test('is of the media type that was declared', () => {
    expect(answering({ 200: 'application/pdf' }, undefined, 'text/html')).toThrow('as « text/html »');
    expect(answering({ 204: null }, { status: 204, body })).toThrow('with a body');
  });
});
