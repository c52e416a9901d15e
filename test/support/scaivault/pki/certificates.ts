/** Certificates that were issued: listed, read and revoked. */
import { audited } from '../access/audit.js';
import { secondsOf } from '../server/durations.js';
import { paged } from '../server/paging.js';
import { conflict, Refusal } from '../server/refusal.js';
import { type Answer, type CallContext, type CertificateRow, iso, param } from '../server/world.js';
import { authorityOf } from './authorities.js';
import { crlNow } from './crls.js';
import { reasonText, revocationReason } from './reasons.js';
import { serialText } from './serials.js';

export function listCertificates(call: CallContext): Answer {
	const { query, now, readings, tenant } = call;
	const caId = query.text('ca_id');
	if (caId !== undefined) authorityOf(tenant, caId);
	const within = query.text('expiring_within');
	const end = within === undefined ? undefined : now.getTime() + secondsOf(within, readings) * 1000;
	const items = tenant.certificates.filter(
		(row) =>
			(caId === undefined || row.caId === caId) &&
			(query.flag('include_revoked') === true || !row.revocation) &&
			(end === undefined || (row.notAfter > now && row.notAfter.getTime() <= end)),
	);
	return paged(call, {
		plural: 'certificates',
		items: items.reverse(),
		idOf: ({ id }) => id,
		show: (row) => summary(call, row),
	});
}

function summary({ readings }: CallContext, row: CertificateRow): Record<string, unknown> {
	const { id, caId, role, commonName, serial, notBefore, notAfter, revocation } = row;
	const isIssueStyle = readings.certificateTimes === 'not_after';
	return {
		id,
		serial_number: serialText(serial, readings),
		common_name: commonName,
		ca_id: caId,
		role: role ?? null,
		[isIssueStyle ? 'not_before' : 'valid_from']: iso(notBefore),
		[isIssueStyle ? 'not_after' : 'valid_until']: iso(notAfter),
		...revokedMark(readings.revokedMark, revocation),
	};
}

function revokedMark(
	form: 'revoked_at' | 'is_revoked' | 'status',
	revocation: CertificateRow['revocation'],
): Record<string, unknown> {
	switch (form) {
		case 'revoked_at':
			return { revoked_at: revocation ? iso(revocation.at) : null };
		case 'is_revoked':
			return { is_revoked: revocation !== undefined };
		case 'status':
			return { status: revocation ? 'revoked' : 'active' };
	}
}

function certificateOf(call: CallContext): CertificateRow {
	const row = call.tenant.certificates.find(({ id }) => id === param(call, 'id'));
	if (!row) throw new Refusal(404, 'certificate_not_found', 'There is no such certificate.');
	return row;
}

export function readCertificate(call: CallContext): Answer {
	const row = certificateOf(call);
	const { certificateText } = call.readings;
	return {
		json: {
			...summary(call, row),
			alt_names: row.names,
			...(row.revocation && { revocation_reason: reasonText(row.revocation.reason) }),
			...(certificateText !== 'absent' && { [certificateText]: row.pem }),
		},
	};
}

export function readCertificatePem(call: CallContext): Answer {
	const { pem } = certificateOf(call);
	return call.readings.certificatePem === 'pem'
		? { content: pem, contentType: 'application/x-pem-file' }
		: { json: { certificate_pem: pem } };
}

export async function revoke(call: CallContext): Promise<Answer> {
	const { tenant, body, readings, now } = call;
	const text = body.needed('serial_number');
	const reason = revocationReason(body);
	const row = tenant.certificates.find(({ serial }) => serialText(serial, readings) === text);
	if (!row) throw new Refusal(404, 'certificate_not_found', 'There is no such certificate.');
	if (row.revocation && readings.revokedAgain === 'conflict') {
		throw conflict(readings, 'serial_number', 'The certificate is already revoked.');
	}
	row.revocation ??= { at: now, reason };
	const { role, caId, revocation } = row;
	audited(call, 'pki_revoke', 'pki/revoke', { certificate: row, caId, role });
	if (readings.crlAfterRevoke === 'atOnce') await crlNow(call, authorityOf(tenant, caId));
	if (readings.revokeAnswer === 'empty') return { json: {} };
	return {
		json: {
			serial_number: text,
			revoked_at: iso(revocation.at),
			reason: reasonText(revocation.reason),
		},
	};
}
