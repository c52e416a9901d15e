import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { decodeInSlices } from '../../core/decode/decode.js';
import { bytesOfDebugValue } from '../../core/decode/debugValue.js';
import { plainText } from '../../ui/words/plainText.js';
import type { CommandContext, CommandInput } from '../command.js';
import type { Options } from '../input/options.js';

/** Debuggers of JavaScript, in which a certificate is an object with `raw`. */
const javaScript = /^(?:pwa-)?(?:node|extensionHost|chrome|msedge)$|^node-terminal$/;

/**
 * `pki.decodeVariable`: the certificate in a variable of Variables or Watch, whose menus pass `{ sessionId, variable: { name,
 * evaluateName, value } }`. The value shown there is cut, so that the debugger is asked for the whole.
 */
export async function run(context: CommandContext, { options }: CommandInput): Promise<void> {
	const variable = recordIn(options, 'variable') ?? options;
	const name = textIn(variable, 'name') ?? '';
	const expression = textIn(variable, 'evaluateName') ?? name;
	const title = plainText(name === '' ? expression : name, 80);
	for (const content of contentsOf(expression, textIn(variable, 'value') ?? '')) {
		const value = await content;
		if (value === undefined || (await decodeInSlices(value)).length === 0) continue;
		await context.views.details.show({ title, content: value });
		return;
	}
	throw new PkiError('notFound', { reason: 'variable' });
}

/** The whole value, then the bytes of a certificate object, then what the view shows; each is asked for when its turn comes. */
function* contentsOf(
	expression: string,
	shown: string,
): Generator<Promise<string | Uint8Array | undefined>> {
	const { activeStackItem: item, activeDebugSession } = vscode.debug;
	const session = item?.session ?? activeDebugSession;
	const frameId = item && 'frameId' in item ? item.frameId : undefined;
	const whole = async (asked: string) => {
		const request = {
			expression: asked,
			context: 'clipboard',
			...(frameId === undefined ? {} : { frameId }),
		};
		const answer: unknown = await session?.customRequest('evaluate', request);
		const result = isRecord(answer) ? textIn(answer, 'result') : undefined;
		return result === undefined ? undefined : (bytesOfDebugValue(result) ?? result);
	};
	const quiet = (asked: string) => whole(asked).catch(() => undefined);
	if (session && expression !== '') {
		yield quiet(expression);
		if (javaScript.test(session.type))
			yield quiet(`Buffer.from((${expression}).raw).toString('base64')`);
	}
	yield Promise.resolve(bytesOfDebugValue(shown) ?? shown);
}

function recordIn(options: Options, name: string): Options | undefined {
	const value = options[name];
	return isRecord(value) ? value : undefined;
}

function textIn(options: Options, name: string): string | undefined {
	const value = options[name];
	return typeof value === 'string' ? value : undefined;
}

function isRecord(value: unknown): value is Options {
	return typeof value === 'object' && value !== null;
}
