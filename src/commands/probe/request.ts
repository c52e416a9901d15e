/** What a probe is asked for: options of a program, a row of the tree, or what a person answers. */
import * as vscode from 'vscode';
import { PkiError } from '../../core/common/errors.js';
import { parseServerName } from '../../core/x509/names/hosts.js';
import type { ProbeInput, ProbeProxy } from '../../core/tls/probe/model.js';
import { startTlsProtocols } from '../../core/tls/probe/startTls/protocols.js';
import { parseTarget, type TlsTarget, targetAt, targetText } from '../../core/tls/target.js';
import { addressOf } from '../../core/backends/contract/backend.js';
import type { TlsSettings } from '../../core/tls/tlsTexts.js';
import { toProxy } from '../../core/http/proxy.js';
import type { ProxyServer } from '../../core/http/proxyServer.js';
import type { Connection } from '../../services/connectionStore.js';
import { createNetwork } from '../../services/network.js';
import { askOnce } from '../../ui/ask/wizard.js';
import type { CommandContext, CommandInput } from '../command.js';
import {
	badOption,
	optionalBoolean,
	optionalChoice,
	optionalNumber,
	optionalString,
	type Options,
} from '../input/options.js';
import { targetFault } from '../input/targets.js';
import { materialOf, type ProbeMaterial, readProbeMaterial } from './material.js';

export interface ProbeRequest {
	readonly input: ProbeInput;
	readonly checkRevocation: boolean;
	/** Whose server it is. */
	readonly connection?: Connection | undefined;
}

const defaultTimeoutMs = 10_000;
const lastTargetKey = 'probe.target';

/** Rejects with `invalid`, `cancelled`, and the errors of reading files. */
export async function readRequest(
	context: CommandContext,
	{ options: given, interactive }: CommandInput,
): Promise<ProbeRequest> {
	const options = withoutRow(given);
	const connection = await connectionOf(context, options);
	const target = await targetOf(context, options, connection, interactive);
	const chosen = await readProbeMaterial(context, options);
	const own = connection ? await materialOf(context, connection) : {};
	const startTls = options['startTls'] === '' ? undefined : startTlsIn(options, target);
	const settings: TlsSettings = connection?.fields ?? {};
	const serverName = optionalString(options, 'serverName') ?? settings.serverName;
	const { host, port } = target;
	const input: ProbeInput = {
		...{ host, port, startTls, ...own, ...chosen },
		...(serverName !== undefined &&
			serverName !== '' && { serverName: parseServerName(serverName) }),
		proxy: await proxyOf(context, options, target),
		head: optionalBoolean(options, 'head'),
		timeoutMs: optionalNumber(options, 'timeoutMs', { above: 0, max: 120_000 }) ?? defaultTimeoutMs,
	};
	return {
		...{ input, connection },
		checkRevocation: optionalBoolean(options, 'checkRevocation') ?? false,
	};
}

/** The same with another certificate or CA. */
export function withMaterial(request: ProbeRequest, material: ProbeMaterial): ProbeRequest {
	return { ...request, input: { ...request.input, ...material } };
}

/** A row of the tree has properties of its own, of which only its connection counts. */
function withoutRow(options: Options): Options {
	const { connection, host } = options;
	return typeof connection === 'string' && typeof host === 'object' ? { connection } : options;
}

function startTlsIn(options: Options, target: TlsTarget) {
	return optionalChoice(options, 'startTls', startTlsProtocols) ?? target.startTls;
}

async function connectionOf(
	{ connections }: CommandContext,
	options: Options,
): Promise<Connection | undefined> {
	const id = optionalString(options, 'connection');
	return id === undefined || options['host'] !== undefined ? undefined : connections.get(id);
}

/** `host` and `port`, else the connection's address, else the URL under the cursor, else asked. */
async function targetOf(
	{ context, backends }: CommandContext,
	options: Options,
	connection: Connection | undefined,
	interactive: boolean,
): Promise<TlsTarget> {
	const host = optionalString(options, 'host');
	const port = optionalNumber(options, 'port', { min: 1, max: 65_535 });
	if (host !== undefined) return givenTarget(host, port);
	if (connection) {
		const address = addressOf(backends.of(connection), connection.fields);
		if (address === undefined) throw new PkiError('unsupported', { reason: 'noServer' });
		return parseTarget(address);
	}
	if (!interactive) throw badOption('host', 'string');
	const fromEditor = options['uri'] === undefined ? undefined : underCursor();
	if (fromEditor !== undefined) return parseTarget(fromEditor);
	const text = await askTarget(underCursor() ?? context.globalState.get<string>(lastTargetKey, ''));
	const target = parseTarget(text);
	await context.globalState.update(lastTargetKey, targetText(target));
	return target;
}

function givenTarget(given: string, port: number | undefined): TlsTarget {
	if (port === undefined) return parseTarget(given);
	const isUrl = given.includes('://');
	const { host, startTls } = parseTarget(isUrl ? given : targetText({ host: given, port }));
	return { host, port, ...(startTls && { startTls }) };
}

function underCursor(): string | undefined {
	const editor = vscode.window.activeTextEditor;
	if (!editor) return undefined;
	const { line, character } = editor.selection.active;
	const selected = editor.document.getText(editor.selection).trim();
	const isTarget = selected !== '' && !/\s/.test(selected);
	return isTarget ? selected : targetAt(editor.document.lineAt(line).text, character);
}

function askTarget(value: string): Promise<string> {
	return askOnce(vscode.l10n.t('Test TLS Connection'), (frame) =>
		frame.text({
			prompt: vscode.l10n.t('Host and port, or a URL'),
			placeholder: 'example.com:443',
			value,
			validate: targetFault,
		}),
	);
}

/** `proxy` as an address, an empty one for none; else the editor's, as for its own requests. */
async function proxyOf(
	{ log }: CommandContext,
	options: Options,
	target: TlsTarget,
): Promise<ProbeProxy | undefined> {
	const given = optionalString(options, 'proxy');
	if (given === '') return undefined;
	const found =
		given === undefined
			? await createNetwork(log).proxyFor(urlOf(target))
			: toProxy(given, 'proxy', {});
	return found && asPlain(found);
}

/** A zone belongs to this machine: URLs know none. */
function urlOf({ host, port }: TlsTarget): URL {
	return new URL(`https://${targetText({ host: host.replace(/%.*/, ''), port })}`);
}

function asPlain({ url, ...rest }: ProxyServer): ProbeProxy {
	return { ...rest, url: url.href };
}
