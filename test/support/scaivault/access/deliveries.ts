/** Events as webhooks get them: signed, so that the receiver can tell who sent them. */
import { createHmac, randomBytes } from 'node:crypto';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';

export interface DeliveryWish {
	readonly url: string;
	readonly secret: string;
	/** Becomes JSON. */
	readonly body: { readonly event_id: string; readonly event_type: string };
	/** When it was signed, in Unix seconds. */
	readonly timestamp: number;
	/** PEM: who issued the certificate of the receiver, where it is no public CA. */
	readonly ca?: string;
	/** Takes the place of the right one. */
	readonly signature?: string;
}

/** Over the timestamp, a dot and the bytes of the body. */
export function signatureOf(secret: string, timestamp: number, body: string | Buffer): string {
	const mac = createHmac('sha256', secret).update(`${timestamp}.`).update(body);
	return `sha256=${mac.digest('hex')}`;
}

/** Answers the status of the receiver; rejects where there is none. */
export function deliver(wish: DeliveryWish): Promise<number> {
	const body = JSON.stringify(wish.body);
	const { url, secret, timestamp, ca } = wish;
	const headers = {
		'Content-Type': 'application/json',
		'X-ScaiVault-Event-Id': wish.body.event_id,
		'X-ScaiVault-Event-Type': wish.body.event_type,
		'X-ScaiVault-Timestamp': String(timestamp),
		'X-ScaiVault-Signature': wish.signature ?? signatureOf(secret, timestamp, body),
	};
	const send = url.startsWith('https:') ? secureRequest : plainRequest;
	return new Promise((resolve, reject) => {
		const sent = send(url, { method: 'POST', headers, ca }, (answer) => {
			answer.resume().once('end', () => resolve(answer.statusCode ?? 0));
		});
		sent.once('error', reject).end(body);
	});
}

export function newEventId(): string {
	return `evt_${randomBytes(8).toString('hex')}`;
}
