/** Token buckets, one for each identity and category. */
import type { Category } from '../table/endpoint.js';
import { Refusal } from './refusal.js';
import type { World } from './world.js';

interface Bucket {
	/** Requests that are left; fractions fill up with time. */
	left: number;
	at: number;
}

const minuteMs = 60_000;

export class RateLimits {
	readonly #buckets = new Map<string, Bucket>();

	constructor(private readonly world: World) {}

	/** Counts a request, and answers the headers; an empty bucket refuses it. */
	count(identity: string, category: Category): Readonly<Record<string, string>> {
		const limit = this.world.limits[category];
		const now = this.world.now().getTime();
		const name = `${category} ${identity}`;
		const before = this.#buckets.get(name) ?? { left: limit, at: now };
		const left = Math.min(limit, before.left + ((now - before.at) / minuteMs) * limit);
		const isEmpty = left < 1;
		const bucket = { left: isEmpty ? left : left - 1, at: now };
		this.#buckets.set(name, bucket);
		const headers = this.#headers(limit, bucket);
		if (!isEmpty) return headers;
		const seconds = Math.max(1, Math.ceil(((1 - left) / limit) * 60));
		const retryAfter =
			this.world.readings.retryAfter === 'seconds'
				? String(seconds)
				: new Date(now + seconds * 1000).toUTCString();
		throw new Refusal(429, 'rate_limited', 'Too many requests.', undefined, {
			...headers,
			'Retry-After': retryAfter,
		});
	}

	/** The headers of a caller that is not known, or has not asked yet. */
	full(category: Category): Readonly<Record<string, string>> {
		const limit = this.world.limits[category];
		return this.#headers(limit, { left: limit, at: this.world.now().getTime() });
	}

	#headers(limit: number, { left, at }: Bucket): Record<string, string> {
		const reset = Math.ceil((at + ((limit - left) / limit) * minuteMs) / 1000);
		return {
			'X-RateLimit-Reset': String(reset),
			...(this.world.readings.rateHeaders === 'all' && {
				'X-RateLimit-Limit': String(limit),
				'X-RateLimit-Remaining': String(Math.floor(left)),
			}),
		};
	}
}
