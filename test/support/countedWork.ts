/** How much work our code does, counted and not timed, so that a busy machine changes nothing. */
import { X509Certificate } from 'node:crypto';
import { Session } from 'node:inspector';
import { setFlagsFromString } from 'node:v8';
import { isMainThread } from 'node:worker_threads';

interface Coverage {
	readonly result: readonly {
		readonly url: string;
		readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
	}[];
}

/**
 * The number of times that blocks of our code ran (V8 counts each function, branch and loop), of characters and bytes that
 * searches of the library, which it does not count, looked through, and something for each signature that it verified.
 */
export async function countedWork(run: () => unknown): Promise<number> {
	if (!isMainThread) throw new Error('The counters of a thread are its own.');
	const session = new Session();
	session.connect();
	// What is inlined into optimized code is not counted.
	for (const compiler of optimizers) setFlagsFromString(`--no-${compiler}`);
	const searched = countSearches();
	try {
		await post(session, 'Profiler.enable');
		await post(session, 'Profiler.startPreciseCoverage', { callCount: true, detailed: true });
		await run();
		const coverage = (await post(session, 'Profiler.takePreciseCoverage')) as Coverage;
		return blocksRun(coverage) + searched.end();
	} finally {
		searched.end();
		await post(session, 'Profiler.stopPreciseCoverage');
		session.disconnect();
		for (const compiler of optimizers) setFlagsFromString(`--${compiler}`);
	}
}

/** V8's. */
const optimizers = ['turbofan', 'maglev'];

function post(session: Session, method: string, params = {}): Promise<unknown> {
	return new Promise((resolve, reject) => {
		session.post(method, params, (error, result) => {
			if (error) reject(error);
			else resolve(result);
		});
	});
}

function blocksRun({ result }: Coverage): number {
	const ours = result.filter(({ url }) => url.includes('/out/src/'));
	return ours
		.flatMap(({ functions }) => functions)
		.flatMap(({ ranges }) => ranges)
		.reduce((sum, { count }) => sum + count, 0);
}

interface Searches {
	/** Puts everything back; the number of characters and bytes so far. */
	end(): number;
}

type Method = (this: unknown, ...args: unknown[]) => unknown;
/** What a call looked through. */
type Cost = (self: unknown, args: readonly unknown[], found: unknown, start: number) => number;

interface Counted {
	readonly owner: object;
	readonly name: string;
	readonly cost: Cost;
}

const lengthOf = (self: unknown): number => (self as { readonly length: number }).length;

/** From an offset on to what is found, or to the end. */
const forward: Cost = (self, [, from], found) => {
	const start = typeof from === 'number' ? Math.max(0, from) : 0;
	return (typeof found === 'number' && found !== -1 ? found : lengthOf(self)) - start;
};

const backward: Cost = (self, [, from], found) => {
	const start = typeof from === 'number' ? Math.min(lengthOf(self), from) : lengthOf(self);
	return typeof found === 'number' && found !== -1 ? start - found : start;
};

/** `test`, `match`, `replace`, `search` and `split` come here too. That a pattern itself is linear is a rule of lint. */
const matched: Cost = (self, [text], found, start) => {
	const { sticky, multiline, source } = self as RegExp;
	const match = found as RegExpExecArray | null;
	if (match) return match.index + match[0].length - start;
	return sticky || (source.startsWith('^') && !multiline) ? 1 : String(text).length - start;
};

/** It takes longer, and would hide all else if it counted so. */
const signature = 10;

const searchable: readonly object[] = [String.prototype, Buffer.prototype];

const counted: readonly Counted[] = [
	...searchable.flatMap((owner) => [
		{ owner, name: 'indexOf', cost: forward },
		{ owner, name: 'includes', cost: forward },
		{ owner, name: 'lastIndexOf', cost: backward },
	]),
	...['trim', 'trimEnd', 'trimStart', 'normalize'].map((name) => ({
		owner: String.prototype,
		name,
		cost: lengthOf,
	})),
	{
		owner: Buffer.prototype as object,
		name: 'toString',
		cost: (_self, _args, found) => lengthOf(found),
	},
	{ owner: RegExp.prototype, name: 'exec', cost: matched },
	{ owner: X509Certificate.prototype, name: 'verify', cost: () => signature },
];

function countSearches(): Searches {
	let count = 0;
	const restores = counted.map(({ owner, name, cost }) => {
		const original = Reflect.get(owner, name) as Method;
		const set = (value: Method) =>
			Object.defineProperty(owner, name, { value, configurable: true, writable: true });
		set(function (this: unknown, ...args) {
			const start = this instanceof RegExp && (this.global || this.sticky) ? this.lastIndex : 0;
			const found = original.apply(this, args);
			count += Math.max(1, cost(this, args, found, start));
			return found;
		});
		return () => set(original);
	});
	return {
		end: () => {
			for (const restore of restores.splice(0)) restore();
			return count;
		},
	};
}
