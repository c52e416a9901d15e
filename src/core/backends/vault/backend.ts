import { type CallOptions, defaultTimeoutMs } from '../../common/call.js';
import { PkiError } from '../../common/errors.js';
import type { Backend, BackendHost, ConnectionSettings } from '../contract/backend.js';
import { parseAddress } from './address.js';
import { createAdministration, type Runner } from './administration.js';
import { authMethodOf } from './auth/index.js';
import type { AuthMethod } from './auth/method.js';
import { readCertificate, readCrl } from './certificateReads.js';
import { CertificateLists, listRevoked } from './certificates.js';
import { VaultClient } from './client.js';
import { createCommandLine } from './commandLine.js';
import { withDeadline } from '../../common/deadline.js';
import { listAuthorities, readAuthority } from './issuers.js';
import { publicUrls } from './publicUrls.js';
import { listMounts } from './mounts.js';
import { readPermissions } from './permissions.js';
import { listRoles, readRole } from './roles.js';
import { explainRefusal, openSession, type Session } from './session.js';
import { readStatus } from './status.js';
import { TlsFiles } from '../../tls/tlsFiles.js';
import { Transport } from '../../http/transport.js';
import { type Chained, withWholeChain } from './wholeChain.js';
import { issue, revoke, sign } from './writing.js';

/**
 * Opens a connection; nothing is sent yet. Rejects with `invalid` where a field or one of the files it names cannot be
 * used. Signs in once a call.
 */
export async function connect(settings: ConnectionSettings, host: BackendHost): Promise<Backend> {
	const { fields } = settings;
	const address = parseAddress(fields.address ?? '');
	if (typeof address === 'string') {
		throw new PkiError('invalid', { reason: 'badAddress', args: { problem: address } });
	}
	const { caFile, clientCertificateFile, clientKeyFile, serverName } = fields;
	const tls = new TlsFiles({ caFile, clientCertificateFile, clientKeyFile, serverName }, host);
	if (address.protocol === 'https:') await tls.options();
	const transport = new Transport(address, { tls, host });
	const namespace = (fields.namespace ?? '').replace(/^\/+|\/+$/g, '');
	const shared = { address, transport, log: host.log };
	const client = new VaultClient({ ...shared, namespace });
	// Health is asked outside any namespace: inside one it is refused.
	const root = new VaultClient({ ...shared, namespace: '' });
	const method = authMethodOf(fields);
	return createBackend({ client, root, transport, host, method, fields, address, namespace });
}

interface Parts {
	readonly client: VaultClient;
	readonly root: VaultClient;
	readonly transport: Transport;
	readonly host: BackendHost;
	readonly method: AuthMethod;
	readonly fields: Readonly<Record<string, string>>;
	readonly address: URL;
	readonly namespace: string;
}

function createBackend(parts: Parts): Backend {
	const { client, root, transport, host, method, fields } = parts;
	const run = createRunner(parts);
	const lists = new CertificateLists();
	/** What was remembered for the next pages is no longer true, also where it failed half-way. */
	const changing = async <T>(
		mount: string,
		call: CallOptions | undefined,
		task: (session: Session) => Promise<T>,
	) => run(call, task).finally(() => lists.forget(mount));
	const whole = async <T extends Chained>(
		mount: string,
		call: CallOptions | undefined,
		record: Promise<T>,
	) => {
		const end = performance.now() + (call?.timeoutMs ?? defaultTimeoutMs);
		const known = await record;
		// One deadline for both.
		const timeoutMs = Math.max(0, end - performance.now());
		return withWholeChain(run, mount, known, { signal: call?.signal, timeoutMs }, host.log);
	};
	return {
		status: (call) =>
			withDeadline(call ?? {}, async (signal) => {
				const session = openSession(client, await method.token(host.secrets), signal);
				const address = fields.address ?? '';
				return readStatus(openSession(root, undefined, signal), session, { method, address });
			}),
		listMounts: (page, call) => run(call, (session) => listMounts(session, page)),
		listAuthorities: (mount, page, call) =>
			run(call, (session) => listAuthorities(session, mount, page)),
		listRoles: (mount, page, call) => run(call, (session) => listRoles(session, mount, page)),
		listCertificates: (mount, page, call) =>
			run(call, (session) => lists.list(session, mount, page)),
		countCertificates: (mount, call) => run(call, (session) => lists.count(session, mount)),
		readAuthority: (mount, id, call) =>
			whole(
				mount,
				call,
				run(call, (session) => readAuthority(session, mount, id)),
			),
		readRole: (mount, role, call) => run(call, (session) => readRole(session, mount, role)),
		readCertificate: (mount, serial, call) =>
			whole(
				mount,
				call,
				run(call, (session) => readCertificate(session, mount, serial)),
			),
		listRevoked: (mount, page, call) => run(call, (session) => listRevoked(session, mount, page)),
		readCrl: (mount, call) => run(call, (session) => readCrl(session, mount)),
		issue: (request, call) =>
			whole(
				request.mount,
				call,
				changing(request.mount, call, (s) => issue(s, request)),
			),
		sign: (request, call) =>
			whole(
				request.mount,
				call,
				changing(request.mount, call, (s) => sign(s, request)),
			),
		revoke: (request, call) =>
			changing(request.mount, call, (s) => revoke(s, request, () => host.now())),
		permissions: (mount, role, call) =>
			run(call, (session) => readPermissions(session, mount, role)),
		issuingChoices: ['issuer'],
		administration: createAdministration(run),
		publicUrls: (mount) => publicUrls(parts.address, parts.namespace, mount),
		commandLine: createCommandLine(fields),
		dispose: () => transport.dispose(),
	};
}

/** One signal, one token and one explanation of a refusal for each call. */
function createRunner({ client, host, method }: Parts): Runner {
	return <T>(call: CallOptions | undefined, task: (session: Session) => Promise<T>) =>
		withDeadline(call ?? {}, async (signal) => {
			const session = openSession(client, await method.token(host.secrets), signal);
			try {
				return await task(session);
			} catch (error) {
				throw await explainRefusal(error, session);
			}
		});
}
