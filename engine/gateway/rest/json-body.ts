import express, { type RequestHandler } from 'express';
import { parseJson } from '../../feel/json.ts';

/** Content types that are JSON. */
export const JSON_FORMS = ['application/json', 'application/*+json'];
/** The size of a command that a cluster accepts. */
const BODY_LIMIT = '4mb';

/** Reads JSON bodies without losing a digit of their numbers: an object or a list, or nothing. */
export function jsonBody(): RequestHandler[] {
  return [express.text({ limit: BODY_LIMIT, type: JSON_FORMS }), parse];
}

const parse: RequestHandler = (request, _response, next) => {
  const text: unknown = request.body;
  if (typeof text !== 'string') return next();
  try {
    request.body = text === '' ? {} : parseJson(text);
    next();
  } catch (error) {
    next(Object.assign(error as SyntaxError, { type: 'entity.parse.failed', status: 400 }));
  }
};
