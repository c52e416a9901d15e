/** Shakes hands with what is given, in both TLS versions, and tells what was accepted. */
import type { JobControls } from '../job.js';
import { tlsStack } from '../stack.js';
import { checksOf, fileChecks, nameCheck, type TriedVersion } from './checks.js';
import { type Ends, endsOf } from './ends.js';
import { LoopbackServer } from './loopbackServer.js';
import { type PreflightAnswer, type PreflightInput, versions } from './preflight.js';
import { type HandshakeResult, shakeHands } from './shakeHands.js';

/** `any` first: it is what programs do that are not told otherwise. */
const tried: readonly TriedVersion[] = ['any', ...versions];

/** Rejects with `cancelled`, and where nothing can listen on this machine. */
export async function run(
	input: PreflightInput,
	{ signal }: Pick<JobControls, 'signal'>,
): Promise<PreflightAnswer> {
	const ends = endsOf(input);
	const files = fileChecks(input, ends);
	const isReady = !ends.isHopeless && files.every(({ ok }) => ok !== false);
	const results: Results = isReady ? await shakeAll(input, ends, signal) : new Map();
	const checks = [
		...files,
		nameCheck(input),
		...tried.flatMap((version) => checksOf(version, results.get(version), ends)),
	];
	return {
		stack: tlsStack(process.versions),
		works: checks
			.filter(({ version }) => version === undefined || version === 'any')
			.every(({ ok, notTried }) => ok === true || notTried === 'noServerName'),
		checks,
		clientTrust: ends.clientTrust,
		serverTrust: ends.serverTrust,
		handshakes: results.size,
	};
}

type Results = ReadonlyMap<TriedVersion, HandshakeResult>;

async function shakeAll(
	{ host = '127.0.0.1', serverName }: PreflightInput,
	{ client, server: options }: Ends,
	signal: AbortSignal,
): Promise<Results> {
	const server = new LoopbackServer(options);
	try {
		const port = await server.listen(host);
		const results = new Map<TriedVersion, HandshakeResult>();
		for (const version of tried) {
			const only = version === 'any' ? undefined : version;
			const request = { server, host, port, client, version: only, serverName, signal };
			results.set(version, await shakeHands(request));
		}
		return results;
	} finally {
		server.close();
	}
}
