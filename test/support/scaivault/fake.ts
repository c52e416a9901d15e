/**
 * A fake of ScaiVault, and of ScaiKey, which gives its tokens out. Built from the public documentation alone
 * (docs/scaivault.md), never compared with a real server. It is strict: whatever the documentation does not have is
 * refused. Its certificates and CRLs are real.
 */
import { randomBytes } from 'node:crypto';
import { Listening } from '../listening.js';
import { makeCa } from '../tlsCertificates.js';
import { deliver, type DeliveryWish } from './access/deliveries.js';
import { type CertificateEventType, eventOf } from './access/events.js';
import { limits, scopes as allScopes } from './endpoints.js';
import { type Readings, readingsWith } from './readings.js';
import { Api } from './server/api.js';
import { type Instead, type Listener, type RecordedRequest, serverFor } from './server/listener.js';
import { ScaiKey } from './server/scaiKey.js';
import { newTenants, theTenant } from './server/tenants.js';
import type { Identity, World } from './server/world.js';
import type { Category } from './table/endpoint.js';

export interface FakeOptions {
	readonly readings?: Partial<Readings>;
	/** `https` (default): with a certificate for 127.0.0.1 and localhost of a CA of its own. */
	readonly origin?: 'https' | 'http';
	readonly now?: () => Date;
	/** Requests a minute; those of the managed service where absent. */
	readonly limits?: Partial<Record<Category, number>>;
	/** Of lists, where a call says nothing; default 100. */
	readonly pageSize?: number;
	/** How long tokens of client credentials live; default an hour. */
	readonly tokenSeconds?: number;
	/** PEM: trusted where webhooks are told of an event. */
	readonly receiverCa?: string;
	/** Takes the place of an answer: a redirect, a torn body, silence. */
	readonly instead?: (request: RecordedRequest) => Instead | Promise<Instead>;
}

export interface TokenOptions {
	/** All that the fake knows, where absent. */
	readonly scopes?: readonly string[];
	readonly tenant?: string;
	/** Default: a service account. */
	readonly identity?: string;
	readonly groups?: readonly string[];
	/** Negative: it has expired. Default: an hour. */
	readonly expiresInSeconds?: number;
	/** May name other tenants of its partner. */
	readonly partnerAdmin?: boolean;
	readonly mfaVerified?: boolean;
}

export interface EventOptions {
	/** Upper-case pairs or lower-case hex; without one, the event is about no certificate. */
	readonly serialNumber?: string;
	/** When it is signed; default: `now`. */
	readonly at?: Date;
	/** Takes the place of the right one. */
	readonly signature?: string;
	/** PEM: trusted at the receiver. */
	readonly ca?: string;
}

export interface ScaiVaultFake {
	/** Without a slash at its end. */
	readonly url: string;
	readonly tokenUrl: string;
	/** Below it are the discovery documents. */
	readonly scaiKeyUrl: string;
	/** PEM: who issued the certificates of both servers; undefined for `http`. */
	readonly ca: string | undefined;
	/** Of both servers, in their order. */
	readonly requests: readonly RecordedRequest[];
	/** A personal access token. */
	token(options?: TokenOptions): string;
	/** Of a service. */
	client(options?: Omit<TokenOptions, 'expiresInSeconds'>): { id: string; secret: string };
	revokeToken(token: string): void;
	/** Changes readings from here on. */
	read(readings: Partial<Readings>): void;
	/** Tells a receiver of an event, signed; answers its status. */
	deliver(
		type: CertificateEventType,
		url: string,
		secret: string,
		options?: EventOptions,
	): Promise<number>;
	stop(): Promise<void>;
}

export async function startScaiVaultFake(options: FakeOptions = {}): Promise<ScaiVaultFake> {
	const world = newWorld(options);
	const listening = new Listening();
	const requests: RecordedRequest[] = [];
	const { origin = 'https' } = options;
	const { pair, ca } = origin === 'https' ? await ownPair() : {};
	const api = new Api(world);
	const scaiKey = new ScaiKey(world);
	const start = async (server: RecordedRequest['server'], answer: Listener['answer']) => {
		const record = (request: RecordedRequest) => void requests.push(request);
		const instead = options.instead ?? (() => undefined);
		const port = await listening.listen(serverFor({ server, answer, record, instead }, pair));
		return `${origin}://127.0.0.1:${port}`;
	};
	world.url = await start('scaivault', (request) => api.answer(request));
	scaiKey.url = await start('scaikey', (request) => scaiKey.answer(request));
	return {
		url: world.url,
		scaiKeyUrl: scaiKey.url,
		get tokenUrl() {
			return scaiKey.tokenUrl;
		},
		ca,
		requests,
		token: (wish) => newToken(world, wish),
		client: (wish) => newClient(world, wish),
		revokeToken(token) {
			const record = world.tokens.get(token);
			if (!record) throw new Error('The fake gave out no such token.');
			record.revoked = true;
		},
		read: (chosen) => void (world.readings = { ...world.readings, ...chosen }),
		deliver: (type, url, secret, wish) => deliver(eventWish(world, type, url, secret, wish)),
		stop: () => listening.close(),
	};
}

function newWorld(options: FakeOptions): World {
	const { readings, now = () => new Date(), pageSize = 100, tokenSeconds = 3600 } = options;
	return {
		readings: readingsWith(readings),
		now,
		limits: { ...limits, ...options.limits },
		pageSize,
		tokenSeconds,
		receiverCa: options.receiverCa,
		tenants: newTenants(),
		tokens: new Map(),
		clients: new Map(),
		secret: randomBytes(32),
		url: '',
	};
}

async function ownPair() {
	const ca = await makeCa('Fake of ScaiVault');
	const dns = ['localhost'];
	const wishes = { name: 'localhost', usage: 'server' as const, dns, ip: ['127.0.0.1'] };
	return { pair: await ca.issue(wishes), ca: ca.certificate };
}

function newToken(world: World, options: TokenOptions = {}): string {
	const { scopes = allScopes, tenant = theTenant, expiresInSeconds = 3600 } = options;
	const token = `${world.readings.tokenPrefix}${randomBytes(24).toString('hex')}`;
	const issuedAt = world.now();
	world.tokens.set(token, {
		...{ identity: identityOf(world, options), scopes, tenantId: tenant, issuedAt },
		expiresAt: new Date(issuedAt.getTime() + expiresInSeconds * 1000),
		revoked: false,
	});
	return token;
}

function newClient(world: World, options: TokenOptions = {}): { id: string; secret: string } {
	const { scopes = allScopes, tenant = theTenant } = options;
	const id = `client_${randomBytes(6).toString('hex')}`;
	const secret = randomBytes(24).toString('hex');
	const identity = identityOf(world, options);
	world.clients.set(id, { secret, scopes, tenantId: tenant, identity });
	return { id, secret };
}

function identityOf({ readings }: World, options: TokenOptions): Identity {
	const { groups = [], partnerAdmin = false, mfaVerified = false } = options;
	const id = options.identity ?? `${readings.identityIds}deployer`;
	const isUser = /^(user:|usr_)/.test(id);
	const type = isUser ? 'user' : 'service_account';
	return { id, type, groups, partnerAdmin, mfaVerified };
}

function eventWish(
	world: World,
	type: CertificateEventType,
	url: string,
	secret: string,
	{ serialNumber, at = world.now(), signature, ca = world.receiverCa }: EventOptions = {},
): DeliveryWish {
	const hex = serialNumber?.replaceAll(':', '').toLowerCase();
	const found = [...world.tenants.values()].flatMap((tenant) =>
		tenant.certificates
			.filter(({ serial }) => serial === hex)
			.map((certificate) => ({ tenant, certificate })),
	);
	const [tenant] = world.tenants.values();
	const about = found[0] ?? (tenant && { tenant });
	if (!about || (hex !== undefined && found.length === 0)) {
		throw new Error('The fake issued no such certificate.');
	}
	const body = eventOf({ type, now: world.now(), readings: world.readings, ...about });
	return { url, secret, body, timestamp: Math.floor(at.getTime() / 1000), signature, ca };
}
