/** The files of a fault of the matrix as a developer would have them beside the code, and what the rules say of them. */
import { decode, isUtf16, textOf } from '../../src/core/decode/decode.js';
import { analyze, type Finding } from '../../src/core/diagnostics/analyze.js';
import type { FileInput } from '../../src/core/diagnostics/rule.js';
import type { Content, Scene } from '../matrix/scene.js';

/** By their names. */
export type Files = Readonly<Record<string, Content>>;

/** The pair of the client or of the server with its key beside it, with its key in it, and the CA's file. */
export function layoutsOf({ cert, key, ca, server }: Scene): readonly Files[] {
	return [
		...pairLayouts('client', cert, key),
		...(server ? pairLayouts('server', server.cert, server.key) : []),
		...(ca === undefined || ca === null ? [] : [{ 'ca.pem': ca }]),
	];
}

/** In one file only where both are text. */
function pairLayouts(
	role: 'client' | 'server',
	cert: Content | undefined,
	key: Content | undefined,
): readonly Files[] {
	if (cert === undefined) return [];
	const beside = { [`${role}.pem`]: cert, ...(key !== undefined && { [`${role}.key`]: key }) };
	const isText = typeof cert === 'string' && typeof key === 'string';
	// As who joins files should: each begins on a line of its own.
	return isText ? [beside, { [`${role}.pem`]: cert.replace(/[^\r\n]$/, '$&\n') + key }] : [beside];
}

/** What all rules say of all of the files, as an editor shows it to who opens them; with nothing that expires soon. */
export async function findingsInFiles(files: Files): Promise<readonly Finding[]> {
	const inputs = new Map(
		Object.entries(files).map(([name, content]) => [name, input(name, content)]),
	);
	const beside = (name: string) => Promise.resolve(inputs.get(name));
	const context = { now: new Date(), threshold: { days: 0, lifetimeShare: 0 } };
	const all = [...inputs.values()].map((file) => analyze({ ...file, beside }, context));
	return (await Promise.all(all)).flat();
}

function input(name: string, content: Content): FileInput {
	const text = textOf(content);
	return { text, isUtf16: isUtf16(content), blocks: decode(content), path: `/project/${name}` };
}
