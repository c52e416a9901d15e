/** What an event says of a certificate; of `data` and the path of certificate events nothing is documented. */
import type { Readings } from '../readings.js';
import { serialText } from '../pki/serials.js';
import { type CertificateRow, iso, type Tenant } from '../server/world.js';
import { newEventId } from './deliveries.js';

const dayMs = 86_400_000;

export type CertificateEventType =
	'certificate.issued' | 'certificate.renewed' | 'certificate.revoked' | 'certificate.expiring';

export interface EventWish {
	readonly type: CertificateEventType;
	readonly tenant: Tenant;
	readonly now: Date;
	readonly readings: Readings;
	/** Absent: an event about none, as a trial has it. */
	readonly certificate?: CertificateRow;
}

export function eventOf({ type, tenant, now, readings, certificate }: EventWish) {
	return {
		event_id: newEventId(),
		event_type: type,
		timestamp: iso(now),
		tenant_id: tenant.id,
		partner_id: tenant.partnerId,
		identity_id: null,
		...(certificate && pathOf(readings, certificate)),
		data: certificate ? dataOf(type, certificate, now, readings) : {},
		request_id: null,
	};
}

function pathOf({ eventPath }: Readings, { id, caId }: CertificateRow): { path?: string } {
	switch (eventPath) {
		case 'ca':
			return { path: `pki/ca/${caId}` };
		case 'certificate':
			return { path: `pki/certificates/${id}` };
		case 'absent':
			return {};
	}
}

function dataOf(type: CertificateEventType, row: CertificateRow, now: Date, readings: Readings) {
	const days = Math.floor((row.notAfter.getTime() - now.getTime()) / dayMs);
	return {
		certificate_id: row.id,
		serial_number: serialText(row.serial, readings),
		common_name: row.commonName,
		ca_id: row.caId,
		...(type === 'certificate.expiring' && {
			expires_at: iso(row.notAfter),
			days_remaining: days,
			threshold: '7d',
		}),
	};
}
