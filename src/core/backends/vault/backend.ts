import { type CallOptions, defaultTimeoutMs } from '../../common/call.js';
import { PkiError } from '../../common/errors.js';
import { toProxy } from '../../http/proxy.js';
import type {
	Backend,
	BackendHost,
	CertificateWishes,
	ConnectionSettings,
} from '../contract/backend.js';
import { type Address, type AddressProblem } from '../connecting/address.js';
import { readAddress } from './environment/address.js';
import { createAdministration } from './administration/administration.js';
import type { Runner } from './administration/runner.js';
import { terminalVariables } from './environment/terminalVariables.js';
import { rolePolicy } from './administration/access.js';
import { authMethodOf } from './auth/index.js';
import type { AuthMethod } from './auth/method.js';
import { readCertificate, readCrl } from './certificates/certificateReads.js';
import { CertificateLists, listRevoked } from './certificates/certificates.js';
import { issuingCall } from './certificates/issuingCall.js';
import { VaultClient } from './session/client.js';
import { createCommandLine } from './steps/commandLine.js';
import { withDeadline } from '../../common/deadline.js';
import { listAuthorities, readAuthority } from './mounts/issuers.js';
import { publicUrls } from './mounts/publicUrls.js';
import { listMounts } from './mounts/mounts.js';
import { readPermissions } from './session/permissions.js';
import { listRoles, readRole } from './mounts/roles.js';
import { explainRefusal, openSession, type Session } from './session/session.js';
import { readStatus } from './session/status.js';
import { TlsFiles } from '../../tls/tlsFiles.js';
import { Transport } from '../../http/transport.js';
import { type Chained, withWholeChain } from './administration/wholeChain.js';
import { issue, revoke, sign } from './certificates/writing.js';

/**
 * Opens a connection; nothing is sent yet. Rejects with `invalid` where a field or one of the files it names cannot be
 * used. Signs in once a call.
 */
export async function connect(settings: ConnectionSettings, host: BackendHost): Promise<Backend> {
	const { fields } = settings;
	const address = usable(readAddress(fields.address ?? ''));
	const tls = new TlsFiles(fields, host);
	if (address.url.protocol === 'https:') await tls.options();
	const { socketPath } = address;
	const transport = new Transport(address.url, { tls, host: networkOf(fields, host), socketPath });
	const namespace = (fields.namespace ?? '').replace(/^\/+|(?<!\/)\/+$/g, '');
	const shared = { address, transport, log: host.log };
	const client = new VaultClient({ ...shared, namespace });
	// Health is asked outside any namespace: inside one it is refused.
	const root = new VaultClient({ ...shared, namespace: '' });
	const method = authMethodOf(fields);
	return createBackend({ client, root, transport, host, method, fields, address, namespace });
}

function usable(address: Address | AddressProblem): Address {
	if (typeof address !== 'string') return address;
	const reason = address === 'notUrl' ? 'badAddress' : address;
	throw new PkiError('invalid', { reason, args: { problem: address } });
}

/** A proxy that is meant for this server alone goes before those of the editor, for every address. */
function networkOf(
	{ proxyVariable }: Readonly<Record<string, string>>,
	host: BackendHost,
): Pick<BackendHost, 'proxyFor'> {
	if (proxyVariable === undefined) return host;
	return {
		proxyFor: async () => toProxy((await host.secrets.get('proxy')) ?? '', proxyVariable, {}),
	};
}

interface Parts {
	readonly client: VaultClient;
	readonly root: VaultClient;
	readonly transport: Transport;
	readonly host: BackendHost;
	readonly address: Address;
	readonly method: AuthMethod;
	readonly fields: Readonly<Record<string, string>>;
	readonly namespace: string;
}

function createBackend(parts: Parts): Backend {
	const { client, root, transport, host, method, fields, address, namespace } = parts;
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
		administration: createAdministration(run, (mount) => lists.forget(mount)),
		rolePolicy,
		// A socket leads no client anywhere.
		...(address.socketPath === undefined && {
			publicUrls: (mount: string) => publicUrls(address.url, namespace, mount),
			issuingCall: (request: CertificateWishes) =>
				issuingCall({ address: address.url, namespace, fields }, request),
		}),
		commandLine: createCommandLine({ ...fields, address: address.href }),
		async terminalVariables({ withToken }) {
			const token = withToken ? await method.token(host.secrets) : undefined;
			if (withToken && token === undefined)
				throw new PkiError('unauthorized', { reason: 'noToken' });
			return terminalVariables({ ...fields, address: address.href, namespace }, token);
		},
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
