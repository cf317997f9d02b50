import type { Duplex } from 'node:stream';

/** What the parser of HTTP met before there was a request to answer. */
type ParserError = Error & { code?: string; reason?: string };

/** Says what is wrong to whoever sends something that is no request; most often they are at the wrong port. */
export function answerNoRequest(error: ParserError, socket: Duplex, grpcPort: number): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const { status, title, detail } = problemOf(error, grpcPort);
  const body = JSON.stringify({ type: 'about:blank', title, status, detail });
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function problemOf({ code = '', reason, message }: ParserError, grpcPort: number) {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return { status: 431, title: 'HEADERS_TOO_LARGE', detail: 'The address and the headers are larger than 16 KB' };
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, title: 'REQUEST_TIMEOUT', detail: 'The request did not arrive in time' };
    case 'HPE_PAUSED_H2_UPGRADE':
      return {
        status: 400,
        title: 'INVALID_ARGUMENT',
        detail: `This port speaks HTTP/1.1, not HTTP/2: gRPC listens on port ${grpcPort}`,
      };
    default:
      return { status: 400, title: 'INVALID_ARGUMENT', detail: `This is no HTTP request: ${reason ?? message}` };
  }
}
