/** Checks what is sent against the table: nothing unknown, nothing missing, everything of its type. */
import type { Endpoint, Field } from '../table/endpoint.js';
import type { Readings } from '../readings.js';
import { secondsOf } from './durations.js';
import { badFields, Refusal } from './refusal.js';
import { Sent, type Values } from './sent.js';
import { isOf } from './types.js';

/** What stands in the body, by the names of the table. */
export function checkBody(endpoint: Endpoint, sent: unknown, readings: Readings): Sent {
	if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) {
		throw new Refusal(400, 'invalid_request', 'The body is not a JSON object.');
	}
	const known = bodyFields(endpoint, readings);
	const problems = new Problems(readings);
	const checked = checkObject(known, '', { ...sent }, problems);
	problems.refuse();
	return new Sent(renamed(checked, readings));
}

/** Values of a query come as text. */
export function checkQuery(endpoint: Endpoint, sent: URLSearchParams, readings: Readings): Sent {
	const values: Record<string, unknown> = {};
	for (const [name, text] of sent) {
		const field = endpoint.query?.find((one) => one.name === name);
		const value = field && !(name in values) ? queryValue(field, text, readings) : undefined;
		if (value === undefined) {
			throw new Refusal(400, 'invalid_request', `Query parameter "${name}" is not valid.`);
		}
		values[name] = value;
	}
	return new Sent(values);
}

function queryValue({ type, values }: Field, text: string, readings: Readings): unknown {
	switch (type) {
		case 'integer':
			return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
		case 'boolean':
			return text === 'true' || text === 'false' ? text === 'true' : undefined;
		default:
			if (type === 'duration') secondsOf(text, readings);
			return isOf(type, text, readings) && (values?.includes(text) ?? true) ? text : undefined;
	}
}

const flags = ['client_flag', 'server_flag'];

/** Which fields there are depends on some readings. */
function bodyFields({ path, body = [] }: Endpoint, readings: Readings): readonly Field[] {
	const { signNames, roleFlags } = readings;
	const isSigning = path === '/v1/pki/sign/{role}';
	return body.flatMap((field) => {
		const { name } = field;
		if (flags.includes(name) && roleFlags === 'refused') return [];
		if (name === 'reason') return [{ ...field, required: readings.reason === 'required' }];
		if (!isSigning || name !== 'alt_names') return [field];
		return signNames === 'none' ? [] : [{ ...field, name: signNames }];
	});
}

/** By the names of the table, and without what is ignored. */
function renamed(values: Values, { roleFlags }: Readings): Values {
	const ignored = roleFlags === 'ignored' ? flags : [];
	return Object.fromEntries(
		Object.entries(values)
			.filter(([name]) => !ignored.includes(name))
			.map(([name, value]) => [name === 'subject_alt_names' ? 'alt_names' : name, value]),
	);
}

class Problems {
	readonly #fields: Record<string, string> = {};
	#hasUnknown = false;

	constructor(readonly readings: Readings) {}

	add(name: string, problem: string): void {
		this.#fields[name] = problem;
	}

	unknown(name: string): void {
		if (this.readings.unknownField === 'ignored') return;
		this.#hasUnknown = true;
		this.#fields[name] = 'unknown field';
	}

	refuse(): void {
		if (Object.keys(this.#fields).length === 0) return;
		if (this.#hasUnknown && this.readings.unknownField === 'invalid_request') {
			const names = Object.keys(this.#fields).join(', ');
			throw new Refusal(400, 'invalid_request', `Unknown or invalid fields: ${names}.`);
		}
		throw badFields(this.#fields);
	}
}

/** Answers the values of known fields. */
function checkObject(
	known: readonly Field[],
	prefix: string,
	sent: Values,
	problems: Problems,
): Values {
	const own = new Map(
		known
			.filter(({ name }) => name.startsWith(prefix) && !/[.[]/.test(name.slice(prefix.length)))
			.map((field) => [field.name.slice(prefix.length), field]),
	);
	const checked: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(sent)) {
		const field = own.get(name);
		if (field) checked[name] = checkValue(field, known, value, problems);
		else problems.unknown(prefix + name);
	}
	for (const [name, field] of own) {
		if (field.required && sent[name] === undefined) problems.add(field.name, 'required');
	}
	return checked;
}

function checkValue(
	field: Field,
	known: readonly Field[],
	value: unknown,
	problems: Problems,
): unknown {
	const { name, type, values } = field;
	if (!isOf(type, value, problems.readings)) {
		problems.add(name, `must be of type ${type}`);
		return undefined;
	}
	if (type === 'duration') secondsOf(String(value), problems.readings);
	const single = Array.isArray(value) ? value : [value];
	if (values && !single.every((one) => values.includes(String(one)))) {
		problems.add(name, `must be one of ${values.join(', ')}`);
	}
	if (type === 'object' && known.some((one) => one.name.startsWith(`${name}.`))) {
		return checkObject(known, `${name}.`, Object(value) as Values, problems);
	}
	if (type !== 'objects') return value;
	return single.map((one) => checkObject(known, `${name}[].`, Object(one) as Values, problems));
}
