import type { CallOptions } from '../../common/call.js';
import { PkiError } from '../../common/errors.js';
import { Transport } from '../../http/transport.js';
import { TlsFiles } from '../../tls/tlsFiles.js';
import { pageOf } from '../answers/pages.js';
import type {
	Backend,
	BackendHost,
	CertificateWishes,
	ConnectionSettings,
	PageRequest,
} from '../contract/backend.js';
import { listAuditEvents } from './access/audit.js';
import { policyReadings, rolePolicy } from './access/rolePolicy.js';
import { readPermissions, requirePki } from './access/scopes.js';
import { createAdministration, requireMount } from './administration.js';
import { readAddress } from './address.js';
import { revocationReasons } from './answers/values.js';
import { Authorities, mount as onlyMount } from './pki/authorities.js';
import { listCertificates, listRevoked, readCertificate } from './pki/certificates.js';
import { readCrl } from './pki/crls.js';
import { KnownCertificates } from './pki/facts.js';
import { type Habits, issue, sign } from './pki/issuing.js';
import { certificateEvents, issuingCall } from './pki/renewal.js';
import { revoke } from './pki/revoking.js';
import { keyTypes, listRoles, readRole, roleRules } from './pki/roles.js';
import { ScaiClient, type Tenant } from './session/client.js';
import { createRunner, type Session } from './session/session.js';
import { readStatus } from './session/status.js';
import { tokenSource } from './session/tokens.js';

/**
 * Opens a connection; nothing is sent yet. Rejects with `invalid` where a field or one of the files it names cannot be
 * used.
 */
export async function connect(settings: ConnectionSettings, host: BackendHost): Promise<Backend> {
	const { fields } = settings;
	const address = readAddress(fields.address ?? '');
	if (typeof address === 'string') {
		const reason = address === 'notUrl' ? 'badAddress' : address;
		throw new PkiError('invalid', { reason, args: { problem: address } });
	}
	const tls = new TlsFiles(fields, host);
	if (address.url.protocol === 'https:') await tls.options();
	const { socketPath } = address;
	const transport = new Transport(address.url, { tls, host, socketPath });
	const client = new ScaiClient({ address, transport, log: host.log, tenant: tenantOf(fields) });
	const isReachable = socketPath === undefined;
	return createBackend({ client, transport, host, fields, origin: address.href, isReachable });
}

function tenantOf({ tenant = '', tenantSentAs }: Readonly<Record<string, string>>) {
	if (tenant === '') return undefined;
	const sentAs: Tenant['sentAs'] = tenantSentAs === 'header' ? 'header' : 'path';
	return { id: tenant, sentAs };
}

interface Parts {
	readonly client: ScaiClient;
	readonly transport: Transport;
	readonly host: BackendHost;
	readonly fields: Readonly<Record<string, string>>;
	readonly origin: string;
	readonly isReachable: boolean;
}

function createBackend(parts: Parts): Backend {
	const { client, transport, host, fields, origin, isReachable } = parts;
	const tokens = tokenSource(fields, host);
	const run = createRunner({ client, tokens, origin });
	const authorities = new Authorities();
	const pki = { authorities, known: new KnownCertificates() };
	const habits: Habits = { names: 'list' };
	/** There is one mount, and another one is not there. */
	const inMount = <T>(
		mount: string,
		call: CallOptions | undefined,
		task: (session: Session) => Promise<T>,
	) =>
		run(call, (session) => {
			requireMount(mount);
			return task(session);
		});
	const paged = <T>(
		mount: string,
		page: PageRequest,
		call: CallOptions | undefined,
		list: (session: Session) => Promise<readonly T[]>,
	) => inMount(mount, call, async (session) => pageOf(await list(session), page));
	return {
		status: (call) =>
			run(call, (session) => readStatus(session, { origin, isRenewed: tokens.isRenewed })),
		whoAmI: (call) => run(call, async (session) => (await session.knownWhoami()).identity),
		permissions: (mount, _role, call) => inMount(mount, call, readPermissions),
		listMounts: (page, call) =>
			run(call, async (session) => {
				await requirePki(session);
				return pageOf([{ mount: onlyMount }], page);
			}),
		listAuthorities: (mount, page, call) =>
			paged(mount, page, call, (session) => authorities.list(session)),
		listRoles: (mount, page, call) => paged(mount, page, call, listRoles),
		listCertificates: (mount, page, call) =>
			inMount(mount, call, (session) => listCertificates(session, pki, page)),
		listRevoked: (mount, page, call) =>
			inMount(mount, call, (session) => listRevoked(session, pki, page)),
		readAuthority: (mount, id, call) =>
			inMount(mount, call, (session) => authorities.find(session, id)),
		readRole: (mount, role, call) => inMount(mount, call, (session) => readRole(session, role)),
		readCertificate: (mount, serial, call) =>
			inMount(mount, call, (session) => readCertificate(session, pki, serial)),
		readCrl: (mount, call) =>
			inMount(mount, call, async (session) =>
				readCrl(session, (await authorities.issuing(session)).id),
			),
		readAuthorityCrl: (mount, authority, call) =>
			inMount(mount, call, async (session) =>
				readCrl(session, await authorities.idOf(session, authority)),
			),
		issue: (request, call) =>
			inMount(request.mount, call, (session) => issue(session, pki, habits, request)),
		sign: (request, call) => inMount(request.mount, call, (session) => sign(session, pki, request)),
		revoke: (request, call) =>
			inMount(request.mount, call, (session) => revoke(session, pki, request, () => host.now())),
		revocationReasons,
		listAuditEvents: (query, page, call) =>
			run(call, (session) => listAuditEvents(session, query, page)),
		// A socket leads no other program anywhere.
		...(isReachable && {
			issuingCall: (request: CertificateWishes) => issuingCall({ client, tokens, fields }, request),
		}),
		certificateEvents,
		administration: createAdministration(run, authorities),
		...{ rolePolicy, policyReadings, roleRules, authorityWishes: [], keyTypes },
		dispose() {
			tokens.dispose();
			transport.dispose();
		},
	};
}
