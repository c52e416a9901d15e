import { PkiError } from '../../../common/errors.js';
import type { Operation } from '../../contract/backend.js';
import { asRecord, asText, asTexts, type Json } from '../../../http/json.js';
import type { Session } from '../session/session.js';
import type { Keep, KeptValue, StepValue } from './step.js';
import { stepsOf } from './steps.js';

export interface RunResult {
	/** The data of each step's answer. */
	readonly data: readonly (Json | undefined)[];
	/** Of the last step. */
	readonly last: Json | undefined;
	/** Of the last step, with what stands beside the data. */
	readonly lastBody: Json;
	/** Of all steps, the server's own words, each once. */
	readonly warnings: readonly string[];
	/** By the names under which steps kept something. */
	readonly kept: ReadonlyMap<string, string>;
}

/** Sends an operation's requests one after the other; the first that fails rejects. */
export async function runOperation(session: Session, operation: Operation): Promise<RunResult> {
	const kept = new Map<string, string>();
	const data: (Json | undefined)[] = [];
	const warnings = new Set<string>();
	let lastBody: Json = {};
	for (const { method, path, pathEnd, body, keep } of stepsOf(operation)) {
		const answer = await session.send({
			method,
			path: pathEnd === undefined ? path : `${path}/${resolve(pathEnd, kept)}`,
			...(body && { body: resolveAll(body, kept) }),
		});
		data.push(answer.data);
		lastBody = answer.body;
		for (const warning of answer.warnings) warnings.add(warning);
		if (keep) kept.set(keep.as, pick(answer.data ?? {}, keep));
	}
	return { data, last: data.at(-1), lastBody, warnings: [...warnings], kept };
}

function resolveAll(
	body: Readonly<Record<string, StepValue>>,
	kept: ReadonlyMap<string, string>,
): Json {
	return Object.fromEntries(
		Object.entries(body).map(([name, value]): [string, unknown] => {
			if (typeof value !== 'object' || Array.isArray(value)) return [name, value];
			if ('text' in value) return [name, value.text];
			if ('nested' in value) return [name, value.nested];
			return [name, 'kept' in value ? resolve(value, kept) : value];
		}),
	);
}

function resolve({ kept: name }: KeptValue, kept: ReadonlyMap<string, string>): string {
	const value = kept.get(name);
	if (value === undefined) throw new PkiError('unexpected', { reason: 'missingAnswer' });
	return value;
}

function pick(data: Json, { what }: Keep): string {
	const value = what === 'issuerWithKey' ? issuerWithKey(data) : asText(data[what]);
	if (value === undefined) throw new PkiError('unexpected', { reason: 'missingAnswer' });
	return value;
}

/** `mapping` has issuer ids and, for those that can sign, their key's id. */
function issuerWithKey(data: Json): string | undefined {
	const mapping = asRecord(data.mapping);
	const imported = asTexts(data.imported_issuers);
	const ids = imported.length > 0 ? imported : Object.keys(mapping);
	return ids.find((id) => asText(mapping[id]) !== undefined);
}
