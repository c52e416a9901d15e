import { shellQuote } from '../../../common/shellQuote.js';
import type { CommandLine, Operation } from '../../contract/backend.js';
import type { Keep, Step, StepValue } from './step.js';
import { stepsOf } from './steps.js';

/**
 * The same requests as lines for `bao` or `vault`. PEM stands as `@file`, and no secret is ever part of it.
 *
 * @param fields The connection's: what differs from the programs' defaults is given as flags.
 */
export function createCommandLine(fields: Readonly<Record<string, string>>): CommandLine {
	const flags = [
		['address', fields.address],
		['namespace', fields.namespace],
		['ca-cert', fields.caFile],
		['ca-path', fields.caFolder],
		['client-cert', fields.clientCertificateFile],
		['client-key', fields.clientKeyFile],
		['tls-server-name', fields.serverName],
	].flatMap(([name, value]) => (value === undefined || value === '' ? [] : [`-${name}=${value}`]));
	return {
		programs: ['bao', 'vault'],
		render: (program: string, operation: Operation) =>
			stepsOf(operation)
				.map((step) => line(program, flags, step))
				.join('\n'),
	};
}

const verbs = { GET: 'read', POST: 'write', PATCH: 'patch', DELETE: 'delete' } as const;

function line(program: string, flags: readonly string[], step: Step): string {
	const { method, path, pathEnd, body = {}, keep, command } = step;
	if (command) {
		const words = [...flags, ...command.words].map(shellQuote);
		const typed = [program, ...command.verbs, ...words].join(' ');
		return command.input === undefined
			? typed
			: `${typed} <<'EOF'\n${command.input.trimEnd()}\nEOF`;
	}
	const target = pathEnd === undefined ? path : `${path}/${pathEnd.kept}`;
	const { plain, json } = sorted(body);
	const parameters = Object.entries(plain).map(([name, value]) => `${name}=${parameter(value)}`);
	const isJson = Object.keys(json).length > 0;
	const words = [...flags, ...fieldFlag(keep), target, ...(isJson ? ['-'] : []), ...parameters];
	const file = keep && keep.what !== 'issuerWithKey' ? ` > ${shellQuote(keep.as)}` : '';
	return (
		standardInput(parameters, isJson ? json : undefined) +
		[program, verbs[method], ...words.map(shellQuote)].join(' ') +
		file
	);
}

/** A list with a comma in one of its values can only be given as JSON, on standard input. */
function sorted(body: NonNullable<Step['body']>) {
	const isOdd = (value: StepValue) =>
		Array.isArray(value) && value.some((item: string) => item.includes(','));
	const entries = Object.entries(body);
	const json = Object.fromEntries(entries.filter(([, value]) => isOdd(value)));
	return { plain: Object.fromEntries(entries.filter(([, value]) => !isOdd(value))), json };
}

/** A value that is a hyphen alone is read from standard input as well, and cannot be written otherwise. */
function standardInput(parameters: readonly string[], json: object | undefined): string {
	if (json) return `printf %s ${shellQuote(JSON.stringify(json))} | `;
	return parameters.some((text) => /^[^=]+=-$/.test(text)) ? 'printf %s - | ' : '';
}

function fieldFlag(keep: Keep | undefined): readonly string[] {
	return keep && keep.what !== 'issuerWithKey' ? [`-field=${keep.what}`] : [];
}

/** The programs read a value from a file where it begins with `@`; a backslash makes the sign literal. */
function parameter(value: StepValue): string {
	if (typeof value === 'object') {
		if ('file' in value) return `@${value.file}`;
		if ('kept' in value) return `@${value.kept}`;
		if ('nested' in value) return JSON.stringify(value.nested);
	}
	const text = Array.isArray(value) ? value.join(',') : String(value);
	return text.startsWith('@') ? `\\${text}` : text;
}
