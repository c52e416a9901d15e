/** Small pieces of text that every kind of facts needs. */
import * as vscode from 'vscode';
import type { KeyFacts } from '../../core/x509/model.js';
import { keyTypeName } from '../../core/x509/keys/keyName.js';
import { visible, visibleStart } from '../words/visible.js';

export { visible, visibleStart };

/** More than any name that clients compare; one of millions of characters would stop the page. */
const longestName = 2000;

/** A name, an address or a text of an extension. */
export function visibleName(text: string): string {
	return visibleStart(text, longestName);
}

/** `3f:9a:…` from `3f9a…`. */
export function colonHex(hex: string): string {
	const even = hex.length % 2 === 0 ? hex : `0${hex}`;
	return (even.match(/../g) ?? [hex]).join(':');
}

/** `a`, `a and b`, `a, b and c` in the language of the window. */
export function listWords(words: readonly string[]): string {
	return new Intl.ListFormat(vscode.env.language, { type: 'conjunction' }).format(words);
}

/** The first letter as a capital, the rest as it is. */
export function sentenceCase(text: string): string {
	return text.charAt(0).toLocaleUpperCase(vscode.env.language) + text.slice(1);
}

export function count(value: number): string {
	return new Intl.NumberFormat(vscode.env.language).format(value);
}

/** Of a CRL, up to 20 bytes (RFC 5280, 5.2.3); anything longer, or negative, stays hex. */
export function decimal(hex: string): string {
	return /^[0-9a-f]{1,40}$/.test(hex) ? BigInt(`0x${hex}`).toString() : hex;
}

/** `EC P-256`, `RSA 2048 bits`, `Ed25519`, `ML-KEM-768`. */
export function keyWords(key: KeyFacts): string {
	const name = keyTypeName(key.keyType);
	if (key.curve !== undefined && key.keyType === 'ec') return `${name} ${visible(key.curve)}`;
	if (key.keyBits === undefined || !/^(rsa|rsa-pss|dsa|ec)$/.test(key.keyType)) {
		return visible(name);
	}
	return vscode.l10n.t('{0} {1} bits', name, key.keyBits);
}
