/** The way to a server: sockets on which TLS is the next thing that is spoken. */
import { connect as connectSocket, type Socket } from 'node:net';
import { withDeadline } from '../../common/deadline.js';
import type { ProxyServer } from '../../http/proxyServer.js';
import { openTunnel } from '../../http/tunnel.js';
import { AddressRace, addressesOf, type Connected } from './addresses.js';
import { problemOf } from './failure.js';
import type { AddressFacts, ProbeInput, ProbeProblem } from './model.js';
import { systemTrust } from './trust.js';

export interface Way {
	readonly address?: string;
	/** On which TLS may begin. Rejects as connecting and `startTls` do. */
	open(signal: AbortSignal): Promise<Socket>;
	/** What became of each address, once all have answered, or had a little more time to. */
	addresses(): Promise<readonly AddressFacts[]>;
	/** Lets go of every socket that is still open. */
	end(): void;
}

export interface WayFailure {
	readonly problem: ProbeProblem;
	readonly addresses: readonly AddressFacts[];
}

/** The first socket is opened at once, and handed out by the first `open`. */
export async function findWay(
	input: ProbeInput,
	signal: AbortSignal,
): Promise<Way | { readonly failed: WayFailure }> {
	return input.proxy ? findTunnel(input, input.proxy, signal) : findAddress(input, signal);
}

async function findAddress(
	{ host, port, startTls, timeoutMs }: ProbeInput,
	signal: AbortSignal,
): Promise<Way | { readonly failed: WayFailure }> {
	let race: AddressRace | undefined;
	try {
		return await withDeadline({ signal, timeoutMs }, async (combined) => {
			const addresses = await addressesOf(host);
			// A lookup cannot be stopped, and may end long after anybody waits for it.
			combined.throwIfAborted();
			race = new AddressRace(addresses, port);
			return direct(await race.first(), { port, startTls, race });
		});
	} catch (error) {
		const addresses = race?.end() ?? [];
		return { failed: { problem: problemOf('connect', error), addresses } };
	}
}

function direct(
	{ socket, address }: Connected,
	{ port, startTls, race }: Pick<ProbeInput, 'port' | 'startTls'> & { readonly race: AddressRace },
): Way {
	let waiting: Socket | undefined = socket;
	return {
		address,
		async open(signal) {
			const opened = waiting ?? (await openSocket(address, port, signal));
			waiting = undefined;
			return prepared(opened, startTls, signal);
		},
		addresses: () => race.settled(),
		end: () => {
			waiting?.destroy();
			race.end();
		},
	};
}

async function findTunnel(
	{ host, port, startTls, timeoutMs }: ProbeInput,
	given: NonNullable<ProbeInput['proxy']>,
	signal: AbortSignal,
): Promise<Way | { readonly failed: WayFailure }> {
	const proxy: ProxyServer = { ...given, url: new URL(given.url) };
	const openRaw = async (signal: AbortSignal) => {
		const trust = proxy.url.protocol === 'https:' ? { secureContext: systemTrust() } : {};
		return openTunnel(proxy, { host, port }, { signal, trust });
	};
	try {
		let waiting: Socket | undefined = await withDeadline({ signal, timeoutMs }, openRaw);
		return {
			async open(signal) {
				const opened = waiting ?? (await openRaw(signal));
				waiting = undefined;
				return prepared(opened, startTls, signal);
			},
			addresses: () => Promise.resolve([]),
			end: () => waiting?.destroy(),
		};
	} catch (error) {
		return { failed: { problem: problemOf('connect', error), addresses: [] } };
	}
}

function openSocket(host: string, port: number, signal: AbortSignal): Promise<Socket> {
	return new Promise((resolve, reject) => {
		const socket = connectSocket({ host, port });
		const abort = () => {
			socket.destroy();
			reject(signal.reason as Error);
		};
		signal.addEventListener('abort', abort, { once: true });
		if (signal.aborted) abort();
		socket.on('error', reject);
		socket.once('close', () => signal.removeEventListener('abort', abort));
		socket.once('connect', () => resolve(socket));
	});
}

async function prepared(
	socket: Socket,
	protocol: ProbeInput['startTls'],
	signal: AbortSignal,
): Promise<Socket> {
	// Somebody has to hear it, whoever uses the socket later.
	socket.on('error', () => socket.destroy());
	if (!protocol) return socket;
	try {
		const { startTls } = await import('./startTls/startTls.js');
		await startTls(protocol, socket, signal);
		return socket;
	} catch (error) {
		socket.destroy();
		throw error;
	}
}
