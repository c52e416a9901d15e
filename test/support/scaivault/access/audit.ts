/** The audit log. */
import { randomBytes } from 'node:crypto';
import { serialText } from '../pki/serials.js';
import { paged } from '../server/paging.js';
import {
	type Answer,
	type AuditRow,
	type CallContext,
	type CertificateRow,
} from '../server/world.js';

/** The actions about certificates. */
export type PkiAction = 'pki_issue' | 'pki_sign' | 'pki_revoke' | 'pki_ca_create';

interface Concerned {
	readonly certificate?: CertificateRow;
	readonly caId?: string;
	readonly role?: string;
}

/** Only some pages list these two. */
const notInGuide: readonly PkiAction[] = ['pki_sign', 'pki_ca_create'];

export function audited(
	call: CallContext,
	action: PkiAction,
	path: string,
	concerned: Concerned,
	success = true,
): void {
	const { readings, token, tenant, world } = call;
	if (readings.auditActions === 'guide' && notInGuide.includes(action)) return;
	tenant.audit.push({
		id: `aud_${randomBytes(8).toString('hex')}`,
		timestamp: call.now.toISOString(),
		action,
		identity_type: token.identity.type,
		identity_id: token.identity.id,
		secret_path: path,
		source_ip: call.sourceIp,
		user_agent: call.userAgent,
		success,
		duration_ms: Math.max(0, world.now().getTime() - call.now.getTime()),
		request_id: call.requestId,
		extra_data: extraOf(call, concerned),
	});
}

function extraOf({ readings }: CallContext, { certificate, caId, role }: Concerned): unknown {
	if (readings.auditExtra === 'pathOnly') return {};
	const facts = {
		...(certificate && {
			serial_number: serialText(certificate.serial, readings),
			common_name: certificate.commonName,
		}),
		...(caId !== undefined && { ca_id: caId }),
		...(role !== undefined && { role }),
	};
	return readings.auditExtra === 'flat' ? facts : { certificate: facts };
}

/** Newest first. */
export function listAudit(call: CallContext): Answer {
	const { query, tenant } = call;
	const actions = query.list('action');
	const from = timeOf(query.text('from'), -Infinity);
	const to = timeOf(query.text('to'), Infinity);
	const same = ['identity_id', 'identity_type', 'source_ip', 'request_id'];
	const items = tenant.audit.filter((row) => {
		const at = Date.parse(String(row['timestamp']));
		return (
			at >= from &&
			at <= to &&
			(actions?.includes(String(row['action'])) ?? true) &&
			same.every((name) => !query.has(name) || query.text(name) === row[name]) &&
			(!query.has('success') || query.flag('success') === row['success']) &&
			String(row['secret_path']).startsWith(query.text('path_prefix') ?? '')
		);
	});
	return paged<AuditRow>(call, {
		plural: 'logs',
		items: items.reverse(),
		idOf: (row) => String(row['id']),
		show: (row) => row,
		documented: true,
	});
}

function timeOf(text: string | undefined, otherwise: number): number {
	return text === undefined ? otherwise : Date.parse(text);
}
