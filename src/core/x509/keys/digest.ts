import * as crypto from 'node:crypto';

/** In one call, which takes half the time; Node has it from 20.12 on. */
const { hash: oneShot } = crypto as Partial<Pick<typeof crypto, 'hash'>>;

/** @param name As `node:crypto` has it. */
export function digestOf(name: string, bytes: Uint8Array): Buffer {
	return oneShot?.(name, bytes, 'buffer') ?? crypto.createHash(name).update(bytes).digest();
}

/** The same in lower-case hex. */
export function hexDigestOf(name: string, bytes: Uint8Array): string {
	return oneShot?.(name, bytes, 'hex') ?? crypto.createHash(name).update(bytes).digest('hex');
}
