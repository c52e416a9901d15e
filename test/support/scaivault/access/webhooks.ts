/** Webhooks: whom the server tells of events. */
import { randomBytes } from 'node:crypto';
import { paged } from '../server/paging.js';
import { badFields, Refusal } from '../server/refusal.js';
import { Sent } from '../server/sent.js';
import {
	type Answer,
	type CallContext,
	type DeliveryRow,
	iso,
	param,
	type WebhookRow,
} from '../server/world.js';
import { deliver } from './deliveries.js';
import { eventOf } from './events.js';

export function listWebhooks(call: CallContext): Answer {
	// The one list without a cursor whose wrapper is documented.
	return { json: { webhooks: [...call.tenant.webhooks.values()].map(shown) } };
}

/** The secret is not answered. */
function shown({ id, createdAt, sent }: WebhookRow): unknown {
	const { secret, ...values } = sent.all();
	return { id, enabled: true, ...(secret !== undefined && values), created_at: iso(createdAt) };
}

export function createWebhook(call: CallContext): Answer {
	const id = `wh_${randomBytes(8).toString('hex')}`;
	return kept(call, { id, createdAt: call.now, sent: call.body, deliveries: [] });
}

export function changeWebhook(call: CallContext): Answer {
	const row = webhookOf(call);
	return kept(call, { ...row, sent: new Sent({ ...row.sent.all(), ...call.body.all() }) });
}

function kept(call: CallContext, row: WebhookRow): Answer {
	const url = row.sent.needed('url');
	if (!URL.canParse(url) || !url.startsWith('https://')) {
		throw badFields({ url: 'must be an HTTPS address' });
	}
	if (row.sent.list('events')?.length === 0) throw badFields({ events: 'must name an event' });
	call.tenant.webhooks.set(row.id, row);
	return { json: shown(row) };
}

function webhookOf(call: CallContext): WebhookRow {
	const row = call.tenant.webhooks.get(param(call, 'id'));
	if (!row) throw new Refusal(404, 'webhook_not_found', 'There is no such webhook.');
	return row;
}

export function readWebhook(call: CallContext): Answer {
	return { json: shown(webhookOf(call)) };
}

export function deleteWebhook(call: CallContext): Answer {
	call.tenant.webhooks.delete(webhookOf(call).id);
	return {};
}

/** Sends an event about no certificate. */
export async function testWebhook(call: CallContext): Promise<Answer> {
	const { tenant, now, readings, world } = call;
	const row = webhookOf(call);
	const body = eventOf({ type: 'certificate.expiring', tenant, now, readings });
	const timestamp = Math.floor(now.getTime() / 1000);
	const [url, secret] = [row.sent.needed('url'), row.sent.needed('secret')];
	const status = await deliver({ url, secret, body, timestamp, ca: world.receiverCa }).catch(
		() => undefined,
	);
	const isTaken = status !== undefined && status >= 200 && status < 300;
	const delivery: DeliveryRow = {
		id: `dlv_${randomBytes(8).toString('hex')}`,
		event: body.event_type,
		status: isTaken ? 'success' : 'failed',
		at: now,
	};
	row.deliveries.push(delivery);
	return { json: shownDelivery(delivery) };
}

function shownDelivery({ id, event, status, at }: DeliveryRow): unknown {
	return { id, event_type: event, status, timestamp: iso(at) };
}

export function listDeliveries(call: CallContext): Answer {
	const status = call.query.text('status');
	return paged(call, {
		plural: 'deliveries',
		items: webhookOf(call).deliveries.filter(
			(row) => status === undefined || row.status === status,
		),
		idOf: ({ id }) => id,
		show: shownDelivery,
		documented: true,
	});
}
