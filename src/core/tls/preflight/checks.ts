/** What handshakes came to, as rows of a table. */
import { X509Certificate } from 'node:crypto';
import { handshakeFailure, type HandshakeFailure } from '../failure.js';
import { checkName } from '../peer.js';
import { type Ends, loadFault } from './ends.js';
import type { NotTried, PreflightCheck, PreflightInput, TlsVersion } from './preflight.js';
import type { HandshakeResult } from './shakeHands.js';

export type TriedVersion = TlsVersion | 'any';

/** Whether the TLS library takes the files of each end. */
export function fileChecks(
	{ client, server }: PreflightInput,
	ends: Ends,
): readonly PreflightCheck[] {
	return [
		fileCheck('clientFiles', missingFile(client, 'client'), () => loadFault(ends.client, 'client')),
		fileCheck('serverFiles', missingFile(server, 'server'), () => loadFault(ends.server, 'server')),
	];
}

function missingFile(
	end: PreflightInput['client'],
	name: 'client' | 'server',
): NotTried | undefined {
	if (end.certificate === undefined) {
		return name === 'client' ? 'noClientCertificate' : 'noServerCertificate';
	}
	if (end.key === undefined) return name === 'client' ? 'noClientKey' : 'noServerKey';
	return undefined;
}

function fileCheck(
	name: 'clientFiles' | 'serverFiles',
	missing: NotTried | undefined,
	load: () => HandshakeFailure | undefined,
): PreflightCheck {
	return missing === undefined ? verdict({ name }, load()) : untried({ name }, missing);
}

/** Node's own comparison; it needs no private key. */
export function nameCheck({ server, serverName }: PreflightInput): PreflightCheck {
	const name = 'serverName';
	if (serverName === undefined) return untried({ name }, 'noServerName');
	if (server.certificate === undefined) return untried({ name }, 'noServerCertificate');
	try {
		const error = checkName(serverName, new X509Certificate(server.certificate));
		return verdict({ name }, error && handshakeFailure(error, 'client'));
	} catch {
		// That it cannot be read is told by `serverFiles`.
		return untried({ name }, 'failedBefore');
	}
}

/** Undefined: it was not made. */
export function checksOf(
	version: TriedVersion,
	result: HandshakeResult | undefined,
	ends: Ends,
): readonly PreflightCheck[] {
	const { protocol, cipher, failure } = result ?? {};
	const isThrough = result !== undefined && failure === undefined;
	const about = (name: PreflightCheck['name']) => ({ name, version });
	const judged = (
		name: 'serverAccepted' | 'clientAccepted',
		missing: NotTried | undefined,
		refused: HandshakeFailure | undefined,
	) => {
		if (missing !== undefined) return untried(about(name), missing);
		return isThrough ? verdict(about(name), refused) : untried(about(name), 'failedBefore');
	};
	const missing = ends.serverUntried ?? ends.clientUntried;
	const accepted = isThrough && !result.serverRefused && !result.clientRefused;
	return [
		result === undefined
			? untried(about('handshake'), ends.isHopeless ? 'noServerKey' : 'failedBefore')
			: {
					...verdict(about('handshake'), failure),
					...(protocol !== undefined && { protocol }),
					...(cipher !== undefined && { cipher }),
				},
		judged('serverAccepted', ends.serverUntried, result?.serverRefused),
		judged('clientAccepted', ends.clientUntried, result?.clientRefused),
		missing !== undefined || !accepted
			? untried(about('data'), missing ?? 'failedBefore')
			: verdict(about('data'), result.dataFailure),
	];
}

type About = Pick<PreflightCheck, 'name' | 'version'>;

function verdict(about: About, failure: HandshakeFailure | undefined): PreflightCheck {
	return failure ? { ...about, ok: false, failure } : { ...about, ok: true };
}

function untried(about: About, notTried: NotTried): PreflightCheck {
	return { ...about, ok: 'notTried', notTried };
}
