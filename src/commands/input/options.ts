/**
 * Narrows a command's unknown options, one by one. An option that is absent (or null, as JSON callers write it) is
 * `undefined`; one of the wrong type rejects with `invalid`, reason `badOption`, and its name in `args.name`.
 */
import * as path from 'node:path';
import { PkiError } from '../../core/common/errors.js';
import { parseSerialNumber, type SerialNumber } from '../../core/x509/serial.js';

/** What a file option takes. */
export const fileWords = 'Uri | absolute path';
/** What names must be where there is no certificate without one. */
export const namesWords = 'string[], one or more';

export type Options = Readonly<Record<string, unknown>>;

export function badOption(name: string, expected: string): PkiError {
	return new PkiError('invalid', { reason: 'badOption', args: { name, expected } });
}

/** Rejects a field of an object option that is none of those it takes. */
export function requireKnown(name: string, given: object, known: readonly string[]): void {
	const field = Object.keys(given).find((id) => !known.includes(id));
	if (field === undefined) return;
	const args = { name, field, expected: known.join(' | ') };
	throw new PkiError('invalid', { reason: 'badOption', args });
}

export function optionalString(options: Options, name: string): string | undefined {
	const value = options[name] ?? undefined;
	if (value === undefined || typeof value === 'string') return value;
	throw badOption(name, 'string');
}

export function optionalStrings(options: Options, name: string): readonly string[] | undefined {
	const value = options[name] ?? undefined;
	if (value === undefined) return undefined;
	if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
	throw badOption(name, 'string[]');
}

export function optionalBoolean(options: Options, name: string): boolean | undefined {
	const value = options[name] ?? undefined;
	if (value === undefined || typeof value === 'boolean') return value;
	throw badOption(name, 'boolean');
}

/** A part of a file by its name, or by its place from zero. */
export function optionalEntry(options: Options, name: string): string | number | undefined {
	const value = options[name] ?? undefined;
	if (value === undefined || typeof value === 'string') return value;
	if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
	throw badOption(name, 'string | number ≥ 0');
}

interface Bounds {
	/** Inclusive. */
	readonly min?: number;
	/** Exclusive. */
	readonly above?: number;
	/** Inclusive. */
	readonly max?: number;
}

/** A finite number within the bounds. */
export function optionalNumber(
	options: Options,
	name: string,
	bounds: Bounds = {},
): number | undefined {
	const value = options[name] ?? undefined;
	if (value === undefined) return undefined;
	const { min = -Infinity, above = -Infinity, max = Infinity } = bounds;
	if (typeof value === 'number' && Number.isFinite(value)) {
		if (value >= min && value > above && value <= max) return value;
	}
	throw badOption(name, `number${boundsText(bounds)}`);
}

/** As in ` > 0, ≤ 100`. */
function boundsText({ min, above, max }: Bounds): string {
	return [
		min === undefined ? undefined : ` ≥ ${min}`,
		above === undefined ? undefined : ` > ${above}`,
		max === undefined ? undefined : ` ≤ ${max}`,
	]
		.filter((part) => part !== undefined)
		.join(',');
}

/** One of a fixed set of words. */
export function optionalChoice<const T extends string>(
	options: Options,
	name: string,
	choices: readonly T[],
): T | undefined {
	const value = optionalString(options, name);
	if (value === undefined) return undefined;
	const choice = choices.find((candidate) => candidate === value);
	if (choice === undefined) throw badOption(name, choices.join(' | '));
	return choice;
}

/** A map of strings: a connection's fields or secrets. */
export function optionalStringRecord(
	options: Options,
	name: string,
): Readonly<Record<string, string>> | undefined {
	const value = options[name] ?? undefined;
	if (value === undefined) return undefined;
	if (!isRecord(value)) throw badOption(name, 'object');
	const entries: [string, string][] = [];
	for (const [key, text] of Object.entries(value)) {
		if (typeof text !== 'string') throw badOption(`${name}.${key}`, 'string');
		entries.push([key, text]);
	}
	return Object.fromEntries(entries);
}

/** A `Uri` (also one that went through JSON) or an absolute path, as a file-system path. */
export function optionalFile(options: Options, name: string): string | undefined {
	const value = options[name] ?? undefined;
	return value === undefined ? undefined : fileOption(value, name);
}

function fileOption(value: unknown, name: string): string {
	if (typeof value === 'string' && path.isAbsolute(value)) return path.normalize(value);
	if (isRecord(value) && typeof value.fsPath === 'string' && typeof value.scheme === 'string') {
		if (value.scheme === 'file') return path.normalize(value.fsPath);
		throw new PkiError('unsupported', {
			reason: 'notLocalFile',
			args: { name, scheme: value.scheme },
		});
	}
	throw badOption(name, fileWords);
}

/** A mount's path as backends take it: without leading or trailing slashes. */
export function optionalMount(options: Options, name = 'mount'): string | undefined {
	const value = optionalString(options, name);
	if (value === undefined) return undefined;
	const mount = normalizeMount(value);
	if (mount === '') throw badOption(name, 'path');
	return mount;
}

export function normalizeMount(mount: string): string {
	return mount.trim().replace(/^\/+|(?<!\/)\/+$/g, '');
}

/** As `parseSerialNumber` reads it: lower-case hex without separators; other text is `invalid`. */
export function optionalSerialNumber(options: Options, name = 'serialNumber'): string | undefined {
	return optionalSerial(options, name)?.hex;
}

/** The same with its other reading, where there is one. */
export function optionalSerial(options: Options, name = 'serialNumber'): SerialNumber | undefined {
	const value = optionalString(options, name);
	if (value === undefined) return undefined;
	const serial = parseSerialNumber(value);
	if (serial === undefined) throw badOption(name, 'hex');
	return serial;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
