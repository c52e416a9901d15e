/** The audit log, as far as it is about certificates. */
import { defined } from '../../../common/defined.js';
import { asFlag, asNumber, asRecord, asText, type Json } from '../../../http/json.js';
import { isoTime } from '../../answers/isoTime.js';
import { plainSerial } from '../../answers/values.js';
import {
	type AuditAction,
	auditActions,
	type AuditEvent,
	type AuditQuery,
	type Page,
	type PageRequest,
} from '../../contract/backend.js';
import { pageOfRows } from '../answers/rows.js';
import type { Session } from '../session/session.js';
import { identityKindOf, identityWord } from './identities.js';
import { needing } from './rights.js';

const scope = 'audit:read';

const words: Readonly<Record<AuditAction, string>> = {
	issue: 'pki_issue',
	sign: 'pki_sign',
	revoke: 'pki_revoke',
	createAuthority: 'pki_ca_create',
};

/**
 * A page of `GET /v1/audit/logs`, the newest first, of certificates alone. A page may be short, or empty, and others follow.
 * Rejects with `forbidden`, reason `missingRight` (args `right`, `path`), and with `invalid`, reason `cursor`.
 */
export async function listAuditEvents(
	session: Session,
	query: AuditQuery,
	page: PageRequest,
): Promise<Page<AuditEvent>> {
	const { actions = auditActions } = query;
	const item = (row: Json) => {
		const event = toEvent(row);
		return event && actions.some((action) => action === event.action) ? event : undefined;
	};
	const request = {
		...{ method: 'GET' as const, path: ['audit', 'logs'], scope },
		query: parametersOf(query),
	};
	const list = { request, key: 'logs', item, most: 20 };
	return needing(scope, 'audit/logs', () => pageOfRows(session, list, page));
}

function parametersOf(query: AuditQuery): Readonly<Record<string, string | boolean>> {
	const { actions = auditActions, identityKind } = query;
	return defined({
		from: query.from,
		to: query.to,
		action: actions.map((action) => words[action]).join(','),
		identity_id: query.identity,
		identity_type: identityKind && identityWord(identityKind),
		success: query.succeeded,
		source_ip: query.sourceIp,
		request_id: query.requestId,
	});
}

/** Where an entry has the serial number, the CA and the role is not documented: its extra data and its path are read. */
function toEvent(row: Json): AuditEvent | undefined {
	const id = asText(row.id);
	const time = isoTime(row.timestamp);
	const serverAction = asText(row.action);
	if (id === undefined || time === undefined || serverAction === undefined) return undefined;
	const path = asText(row.secret_path);
	const extra = asRecord(row.extra_data);
	const about = { ...asRecord(extra.certificate), ...extra };
	const serial = asText(about.serial_number) ?? asText(about.serial);
	const action: AuditEvent['action'] =
		auditActions.find((known) => words[known] === serverAction) ?? 'other';
	const [, role] = /^\/?(?:v1\/)?pki\/(?:issue|sign)\/([^/]+)$/.exec(path ?? '') ?? [];
	const [, caId] = /^\/?(?:v1\/)?pki\/ca\/([^/]+)/.exec(path ?? '') ?? [];
	return defined({
		...{ id, time, action, serverAction, source: row },
		succeeded: asFlag(row.success),
		identity: asText(row.identity_id),
		identityKind: identityKindOf(row.identity_type),
		path,
		sourceIp: asText(row.source_ip),
		userAgent: asText(row.user_agent),
		durationMs: asNumber(row.duration_ms),
		requestId: asText(row.request_id),
		serialNumber: serial === undefined ? undefined : plainSerial(serial),
		role: asText(about.role) ?? asText(about.role_name) ?? role,
		authority: asText(about.ca_id) ?? caId,
		commonName: asText(about.common_name),
	});
}
