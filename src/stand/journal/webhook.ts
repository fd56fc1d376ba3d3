import express, { type Express } from 'express';
import { type EventInbox, readEvent } from './event-inbox.js';
import { faultOfCall } from './webhook-signature.js';

/** `webhook_uri` of the journal, below its own address. */
const PATH = '/perehod-events';

/** Takes the server's calls: 401 for one that is not signed or too old, 400 for no event, 204 once the event is noted. */
export function receiveEvents(
  app: Express,
  parts: { readonly inbox: EventInbox; readonly secrets: readonly string[]; readonly now: () => Date },
): void {
  app.post(PATH, express.raw({ type: () => true, limit: '64kb' }), (request, response) => {
    const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
    const fault = faultOfCall(parts.secrets, request.headers, body, parts.now());
    const event = fault === null ? readEvent(body) : null;
    if (fault !== null) {
      console.error('demo-journal: call refused', fault);
      response.sendStatus(401);
    } else if (event === null || event.id !== request.headers['webhook-id']) response.sendStatus(400);
    else {
      parts.inbox.take(event);
      response.sendStatus(204);
    }
  });
}
