/** Strings in configuration files. Where a format has no way to write one, that is said instead of writing another. */
import { PkiError } from '../common/errors.js';

/** Letters that no format here takes for more than they are. */
const plain = /^[A-Za-z0-9_./@:+-]+$/;

/**
 * `text`, unless the format cannot hold what `forbidden` finds in it.
 *
 * @throws PkiError `invalid`, reason `unquotable`, with the `value` and the name of the `format`.
 */
export function expressible(text: string, format: string, forbidden: RegExp): string {
	if (forbidden.test(text)) {
		throw new PkiError('invalid', { reason: 'unquotable', args: { value: text, format } });
	}
	return text;
}

/** nginx (`ngx_conf_read_token`). A dollar begins a variable, and nothing escapes it. */
export function nginxString(text: string): string {
	if (plain.test(text)) return text;
	return `"${expressible(text, 'nginx', /\$/)
		.replace(/[\\"]/g, '\\$&')
		.replaceAll('\n', '\\n')
		.replaceAll('\r', '\\r')
		.replaceAll('\t', '\\t')}"`;
}

/** HAProxy ("Quoting and escaping"): strong quotes, in which nothing is expanded; a line has no way to hold a line break. */
export function haproxyString(text: string): string {
	if (plain.test(text)) return text;
	return `'${expressible(text, 'HAProxy', /[\r\n]/).replaceAll("'", `'\\''`)}'`;
}

/** A Caddyfile token: in backticks all is literal, except that `{` begins a placeholder or a variable. */
export function caddyString(text: string): string {
	if (plain.test(text)) return text;
	return `\`${expressible(text, 'Caddyfile', /[{`]/)}\``;
}

/** HCL 1, as Vault and OpenBao read it. `\${` begins an interpolation, and nothing escapes it. */
export function hclString(text: string): string {
	return `"${expressible(text, 'HCL', /\$\{/)
		.replace(/[\\"]/g, '\\$&')
		.replaceAll('\n', '\\n')
		.replaceAll('\r', '\\r')
		.replaceAll('\t', '\\t')}"`;
}

/** A value of a Java `.properties` file, which is read as ISO 8859-1. */
export function propertiesValue(text: string): string {
	return text
		.replaceAll('\\', '\\\\')
		.replaceAll('\n', '\\n')
		.replaceAll('\r', '\\r')
		.replaceAll('\t', '\\t')
		.replace(/^ /, '\\ ')
		.replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A value of kcat's configuration file: the rest of the line, without the spaces around it. */
export function kcatValue(text: string): string {
	return expressible(text, 'kcat', /[\r\n]|^\s|\s$/);
}

/** redis.conf and NATS's configuration: double quotes with escapes. */
export function redisString(text: string): string {
	if (plain.test(text)) return text;
	return `"${escaped(text, /[\\"]/g)}"`;
}

/** A string of NATS's configuration: always in quotes, since a bare word may be a number, a size or a variable. */
export function natsString(text: string): string {
	return `"${escaped(text, /[\\"]/g)}"`;
}

/** A value of postgresql.conf: single quotes with escapes. */
export function postgresString(text: string): string {
	return `'${escaped(text, /[\\']/g)}'`;
}

/** A value of a libpq connection string: single quotes, in which only quotes and backslashes are escaped. */
export function conninfoValue(text: string): string {
	return /^[A-Za-z0-9_./@:+-]+$/.test(text) ? text : `'${text.replace(/[\\']/g, '\\$&')}'`;
}

function escaped(text: string, special: RegExp): string {
	return text
		.replace(special, '\\$&')
		.replaceAll('\n', '\\n')
		.replaceAll('\r', '\\r')
		.replaceAll('\t', '\\t');
}
