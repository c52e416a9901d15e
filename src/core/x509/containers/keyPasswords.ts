/** Passwords of single keys, beside that of their store. */
import { PkiError } from '../../common/errors.js';
import type { OpenOptions } from './openedContainer.js';

/** Keeps count of the keys of a store that stay locked, and of those that a password of their own has opened. */
export class KeyPasswords {
	/** Names of the entries. */
	readonly locked: string[] = [];
	private opened = 0;

	constructor(private readonly keyPassword: OpenOptions['keyPassword']) {}

	/** The password that was given for this entry, or for all. */
	for(name: string): string | undefined {
		const { keyPassword } = this;
		if (typeof keyPassword !== 'object') return keyPassword;
		return Object.hasOwn(keyPassword, name) ? keyPassword[name] : undefined;
	}

	noteOpened(): void {
		this.opened += 1;
	}

	/** Throws `wrongKeyPassword` where a password was given for this very entry. */
	noteLocked(name: string): void {
		if (typeof this.keyPassword === 'object' && Object.hasOwn(this.keyPassword, name)) {
			throw wrongKeyPassword(name);
		}
		this.locked.push(name);
	}

	/** Throws `wrongKeyPassword` where one was given for all, and has opened none of those that are locked. */
	finish(): void {
		const [first] = this.locked;
		if (typeof this.keyPassword === 'string' && this.opened === 0 && first !== undefined) {
			throw wrongKeyPassword(first);
		}
	}
}

function wrongKeyPassword(name: string): PkiError {
	return new PkiError('invalid', { reason: 'wrongKeyPassword', args: { name } });
}
