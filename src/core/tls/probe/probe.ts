/** Shakes hands with a server and tells everything that can be seen of it. */
import { createSecureContext } from 'node:tls';
import { withDeadline } from '../../common/deadline.js';
import { PkiError } from '../../common/errors.js';
import type { HandshakeFailure } from '../failure.js';
import { tlsStack } from '../stack.js';
import { sniOf, targetText } from '../target.js';
import { readOcspResponse } from '../../x509/ocsp.js';
import { servedChain } from './chain.js';
import { clientCertificateFacts } from './clientCertificate.js';
import { failureOf, problemOf, throwIfCancelled } from './failure.js';
import type {
	ProbeInput,
	ProbeProblem,
	ProbeReport,
	ProbeStep,
	TlsVersion,
	TrustKind,
	VersionFacts,
} from './model.js';
import { type HandshakeOutcome, type HandshakeWishes, shakeHands } from './shakeHands.js';
import { systemCertificates } from './trust.js';
import { findVersions, onlyVersion, untriedVersions, type VersionContext } from './versions.js';
import { findWay, type Way } from './way.js';

/** How long a refusal may take after the handshake: a few round trips around the world. */
const defaultPatienceMs = 1000;

/** RFC 7301, 3.2: `no_application_protocol`. */
const noApplicationProtocol = 120;

export interface ProbeControls {
	readonly tell?: (step: ProbeStep) => void;
	readonly signal: AbortSignal;
}

/**
 * Sends nothing but handshakes, the words before them where the protocol has some, and one HEAD request where it is asked for.
 * A server that cannot be reached is a report as well. Rejects with `cancelled`, and with `invalid` (reason
 * `clientCertificateUnusable`) where certificate and key cannot be loaded.
 */
export async function probe(input: ProbeInput, controls: ProbeControls): Promise<ProbeReport> {
	const { signal, tell } = controls;
	const serverName = sniOf(input.serverName ?? input.host);
	const { kind, tls } = contextOf(input);
	const base = baseOf(input, serverName, kind);
	tell?.('connecting');
	const way = await findWay(input, signal);
	throwIfCancelled(signal);
	if ('failed' in way) return unreachable(base, way.failed);
	try {
		tell?.('handshake');
		const main = await mainHandshake(way, { input, serverName, signal }, tls);
		if ('problem' in main) return unreachable({ ...base, ...(await placeOf(way)) }, main);
		tell?.('versions');
		const context = { input, serverName, signal };
		const versions = canTellVersions(main)
			? await findVersions(way, main.protocol, context)
			: untriedVersions();
		const legacy = await oldHandshake(way, main, versions, context);
		return { ...base, ...(await placeOf(way)), ...reportOf(input, main, legacy), versions };
	} finally {
		way.end();
	}
}

type Base = Omit<ProbeReport, 'verdict'>;

function baseOf(
	{ host, port, startTls, proxy }: ProbeInput,
	serverName: string,
	trust: TrustKind,
): Base {
	return {
		...{ host, port, serverName, trust },
		...(startTls && { startTls }),
		...(proxy && { proxy: proxy.url }),
		...{ addresses: [], versions: untriedVersions(), chain: [], chainLength: 0 },
		...{
			isAsServed: true,
			clientCertificate: { sent: false },
			problems: [],
			stack: tlsStack(process.versions),
		},
	};
}

async function placeOf(way: Way): Promise<Pick<ProbeReport, 'address' | 'addresses'>> {
	const { address } = way;
	return { addresses: await way.addresses(), ...(address !== undefined && { address }) };
}

function unreachable(
	base: Base,
	{ problem, addresses }: { problem: ProbeProblem; addresses?: ProbeReport['addresses'] },
): ProbeReport {
	const failure = problem.failure;
	return {
		...base,
		...(addresses && { addresses }),
		verdict: { ok: false, ...(failure && { failure }) },
		problems: [problem],
	};
}

function contextOf({ certificate, key, ca }: ProbeInput): {
	readonly kind: TrustKind;
	readonly tls: HandshakeWishes['tls'];
} {
	const system = ca ? undefined : systemCertificates();
	const own = system?.kind === 'system' ? system.certificates : undefined;
	const trusted = ca ?? own;
	try {
		const secureContext = createSecureContext({
			...(trusted && { ca: [...trusted] }),
			...{ cert: certificate, key, minVersion: 'TLSv1.2' },
		});
		return { kind: system?.kind ?? 'chosen', tls: { secureContext, requestOCSP: true } };
	} catch (error) {
		const cause = failureOf(error).code;
		throw new PkiError('invalid', {
			reason: 'clientCertificateUnusable',
			args: { file: '' },
			cause,
		});
	}
}

async function mainHandshake(
	way: Way,
	context: VersionContext,
	tls: HandshakeWishes['tls'],
): Promise<HandshakeOutcome | { readonly problem: ProbeProblem }> {
	const { startTls, head } = context.input;
	// Behind STARTTLS nothing is chosen by ALPN, and HEAD is said in HTTP/1.1.
	const offered = startTls ? undefined : head === true ? ['http/1.1'] : ['h2', 'http/1.1'];
	const first = await handshake(way, context, { ...tls, ALPNProtocols: offered });
	const isRefused = 'facts' in first && first.failure?.alert === noApplicationProtocol;
	return isRefused && offered ? handshake(way, context, tls) : first;
}

async function handshake(
	way: Way,
	{ input, serverName, signal }: VersionContext,
	tls: HandshakeWishes['tls'],
): Promise<HandshakeOutcome | { readonly problem: ProbeProblem }> {
	const { host, port, timeoutMs, patienceMs = defaultPatienceMs, head, startTls } = input;
	const authority = targetText({ host: host.replace(/%.*/, ''), port });
	try {
		const call = { signal, timeoutMs };
		const socket = await withDeadline(call, (combined) => way.open(combined));
		const wishes = {
			...{ tls, host, serverName, timeoutMs, patienceMs, whole: true },
			...(head === true && {
				request: `HEAD / HTTP/1.1\r\nHost: ${authority}\r\nConnection: close\r\n\r\n`,
			}),
		};
		return await shakeHands(socket, wishes, signal);
	} catch (error) {
		throwIfCancelled(signal);
		return { problem: problemOf(startTls ? 'startTls' : 'connect', error) };
	}
}

/** Whoever is silent, or speaks another protocol, says nothing about versions. */
function canTellVersions({ facts, failure }: HandshakeOutcome): boolean {
	return facts.serverHello !== undefined || (!facts.notTls && failure?.code !== 'ETIMEDOUT');
}

/** With a server that knows old versions only: its certificate is of interest all the same. */
async function oldHandshake(
	way: Way,
	main: HandshakeOutcome,
	versions: readonly VersionFacts[],
	context: VersionContext,
): Promise<HandshakeOutcome | undefined> {
	const offered = versions.filter(({ status }) => status === 'offered').at(-1)?.version;
	if (main.facts.serverHello || offered === undefined) return undefined;
	const outcome = await handshake(way, context, onlyVersion(offered satisfies TlsVersion));
	return 'facts' in outcome ? outcome : undefined;
}

function reportOf(
	{ certificate, head, startTls }: ProbeInput,
	main: HandshakeOutcome,
	legacy: HandshakeOutcome | undefined,
): Pick<
	ProbeReport,
	'protocol' | 'cipher' | 'alpn' | 'verdict' | 'clientCertificate' | 'stapled' | 'problems'
> &
	ReturnType<typeof servedChain> {
	const seen = legacy ?? main;
	const { serverHello, ocspResponse } = seen.facts;
	const protocol = seen.protocol ?? serverHello?.version;
	const cipher = seen.cipher ?? serverHello?.cipherSuite;
	const httpStatus = head === true ? statusIn(main.answer) : undefined;
	const hasCertificate = certificate !== undefined;
	return {
		...(protocol !== undefined && { protocol }),
		...(cipher !== undefined && { cipher }),
		...(main.alpn !== undefined && !startTls && { alpn: main.alpn }),
		...servedChain(seen.facts, seen.peer),
		verdict: verdictOf(main),
		clientCertificate: clientCertificateFacts(main, { hasCertificate, httpStatus }),
		...(ocspResponse &&
			ocspResponse.length > 0 && {
				stapled: { facts: readOcspResponse(ocspResponse), der: new Uint8Array(ocspResponse) },
			}),
		...(httpStatus !== undefined && { httpStatus }),
		problems: problemsOf(main),
	};
}

/** As `tls.connect` judges: what came before the end of the handshake, else the certificate. */
function verdictOf({ secured, distrust, failure }: HandshakeOutcome): ProbeReport['verdict'] {
	const fault = secured ? distrust : failure;
	return { ok: secured && !distrust, ...(fault && { failure: fault }) };
}

function problemsOf({
	secured,
	distrust,
	nameFault,
	failure,
}: HandshakeOutcome): readonly ProbeProblem[] {
	const isSame = distrust?.code === nameFault?.code;
	const faults: readonly (readonly [ProbeProblem['stage'], HandshakeFailure | undefined])[] = [
		['certificate', distrust],
		['certificate', isSame ? undefined : nameFault],
		[secured ? 'afterHandshake' : 'handshake', failure],
	];
	return faults.flatMap(([stage, fault]) => (fault ? [{ stage, failure: fault }] : []));
}

/** Of HTTP/1 (RFC 9112, 4). */
function statusIn(answer: string): number | undefined {
	const status = /^HTTP\/1\.[01] (\d{3})\b/.exec(answer)?.[1];
	return status === undefined ? undefined : Number(status);
}
