/** Which versions of TLS a server offers: each is asked for on its own, up to where the server has chosen it. */
import { withDeadline } from '../../common/deadline.js';
import type { AlertFacts } from '../wire/facts.js';
import type { HandshakeFailure } from '../failure.js';
import { problemOf } from './failure.js';
import { type ProbeInput, tlsVersions, type TlsVersion, type VersionFacts } from './model.js';
import { type HandshakeOutcome, type HandshakeWishes, shakeHands } from './shakeHands.js';
import type { Way } from './way.js';

/** OpenSSL has no cipher for them at its usual level. */
const oldVersions: readonly TlsVersion[] = ['TLSv1', 'TLSv1.1'];

/** A context in which only this version is offered; certificates are not looked at, so no CA is read. */
export function onlyVersion(version: TlsVersion): HandshakeWishes['tls'] {
	const isOld = oldVersions.includes(version);
	return {
		...{ minVersion: version, maxVersion: version, ca: [] },
		...(isOld && { ciphers: 'DEFAULT@SECLEVEL=0' }),
	};
}

export interface VersionContext {
	readonly input: ProbeInput;
	readonly serverName: string;
	readonly signal: AbortSignal;
}

/** `known`: the one that a handshake ended with. */
export async function findVersions(
	way: Way,
	known: string | undefined,
	context: VersionContext,
): Promise<readonly VersionFacts[]> {
	return Promise.all(
		tlsVersions.map((version) =>
			version === known
				? Promise.resolve({ version, status: 'offered' as const })
				: findVersion(way, version, context),
		),
	);
}

/** Of a server that did not answer to anything. */
export function untriedVersions(): readonly VersionFacts[] {
	return tlsVersions.map((version) => ({ version, status: 'notTried' }));
}

async function findVersion(
	way: Way,
	version: TlsVersion,
	{ input, serverName, signal }: VersionContext,
): Promise<VersionFacts> {
	const { host, timeoutMs } = input;
	try {
		const outcome = await withDeadline({ signal, timeoutMs }, async (combined) =>
			shakeHands(
				await way.open(combined),
				{
					...{ tls: onlyVersion(version), host, serverName, timeoutMs },
					...{ whole: false, patienceMs: 0 },
				},
				combined,
			),
		);
		return versionFacts(version, outcome);
	} catch (error) {
		signal.throwIfAborted();
		const { failure } = problemOf('handshake', error);
		return { version, status: 'noAnswer', ...(failure && { failure }) };
	}
}

function versionFacts(version: TlsVersion, outcome: HandshakeOutcome): VersionFacts {
	const { facts, isLocal } = outcome;
	if (isLocal) return { version, status: 'notTried' };
	if (facts.serverHello?.version === version) return { version, status: 'offered' };
	const alert = facts.alerts.find(({ from }) => from === 'server');
	const failure = alert ? failureOfAlert(alert, outcome.failure) : outcome.failure;
	const isRefused = alert !== undefined || facts.serverHello !== undefined;
	return {
		...{ version, status: isRefused ? 'refused' : 'noAnswer' },
		...(failure && { failure }),
	};
}

/** The runtime's own words where it came to say them. */
function failureOfAlert(
	{ number, description }: AlertFacts,
	known?: HandshakeFailure,
): HandshakeFailure {
	if (known?.alert !== undefined) return known;
	return {
		code: description ?? 'UNSPECIFIED',
		seenBy: 'client',
		...(number !== undefined && { alert: number }),
		saidBy: 'peer',
	};
}
