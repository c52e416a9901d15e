import * as vscode from 'vscode';
import type { PkiCommands } from '../../api.js';
import { PkiError } from '../../core/common/errors.js';
import type { EchoServerInput } from '../../core/tls/echo/echo.js';
import { versions } from '../../core/tls/preflight/preflight.js';
import { assertTrusted } from '../../services/trust.js';
import { confirmLoss } from '../../ui/ask/confirm.js';
import type { CommandContext, CommandInput } from '../command.js';
import {
	badOption,
	optionalBoolean,
	optionalChoice,
	optionalNumber,
	optionalString,
	type Options,
} from '../input/options.js';
import { optionalMaterial } from '../preflight/material.js';
import { keyBeside, ownOf } from '../preflight/request.js';
import { withPassphrases } from '../preflight/passphrases.js';
import { askEchoServer, type EchoServerRequest } from './echoServerForm.js';

type Result = PkiCommands['pki.startEchoServer']['result'];

/**
 * `pki.startEchoServer`: on this machine only, unless another `host` is named. A person is told where it listens. Refused in
 * Restricted Mode.
 */
export async function run(
	context: CommandContext,
	{ options, interactive }: CommandInput,
): Promise<Result> {
	assertTrusted();
	const given = await readOptions(context, options);
	const request = interactive ? await completed(context, given) : given;
	const { certificate } = request;
	const title = ownOf(certificate)?.name ?? certificate?.title ?? '';
	const result = await context.views.running.startEchoServer(inputOf(request), title);
	if (interactive) announce(request.host, result.port);
	else if (!isLoopback(request.host))
		void vscode.window.showWarningMessage(openWords(request.host));
	return result;
}

async function readOptions(context: CommandContext, options: Options): Promise<EchoServerRequest> {
	const read = (name: string) => optionalMaterial(context, options, name);
	const certificate = await read('certificate');
	return {
		certificate,
		key: (await read('key')) ?? (await keyBeside(certificate)),
		ca: await read('ca'),
		requireClientCertificate: optionalBoolean(options, 'requireClientCertificate') ?? true,
		minVersion: optionalChoice(options, 'minVersion', versions) ?? 'TLSv1.2',
		maxVersion: optionalChoice(options, 'maxVersion', versions) ?? 'TLSv1.3',
		host: optionalString(options, 'host') ?? '127.0.0.1',
		port: readPort(options) ?? 0,
	};
}

export function readPort(options: Options): number | undefined {
	const port = optionalNumber(options, 'port', { min: 0, max: 65_535 });
	if (port !== undefined && !Number.isInteger(port)) throw badOption('port', '0–65535');
	return port;
}

async function completed(
	context: CommandContext,
	given: EchoServerRequest,
): Promise<EchoServerRequest> {
	const asked = await askEchoServer(context, given);
	if (!isLoopback(asked.host)) {
		await confirmLoss(vscode.l10n.t('Let other computers connect to this server?'), {
			detail: openWords(asked.host),
			keep: vscode.l10n.t('Cancel'),
			actions: [vscode.l10n.t('Start')],
		});
	}
	const { passphrase } = await withPassphrases({ key: asked.key });
	return { ...asked, passphrase };
}

/** Rejects with `invalid` where something is missing that no server can do without. */
function inputOf(request: EchoServerRequest): EchoServerInput {
	const { certificate, key, ca, passphrase, minVersion, maxVersion } = request;
	if (!certificate) throw badOption('certificate', 'PEM');
	if (!key) throw badOption('key', 'PEM');
	const { requireClientCertificate, host, port } = request;
	if (requireClientCertificate && !ca)
		throw badOption('ca', 'PEM | requireClientCertificate: false');
	if (minVersion > maxVersion)
		throw new PkiError('invalid', {
			reason: 'badOption',
			args: { name: 'minVersion', expected: maxVersion },
		});
	return {
		...{ certificate: certificate.pem, key: key.pem, passphrase, ca: ca?.pem },
		...{ requireClientCertificate, minVersion, maxVersion, host, port },
	};
}

export function isLoopback(host: string): boolean {
	return host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host);
}

function openWords(host: string): string {
	return vscode.l10n.t(
		'The server listens on {0}: other computers in the network can connect to it. It answers everyone whose certificate it accepts with what it sees of them.',
		host,
	);
}

/** Returns at once: the notification may stand there for minutes. */
function announce(host: string, port: number): void {
	const url = `https://${host === '0.0.0.0' || host === '127.0.0.1' ? 'localhost' : host}:${port}`;
	const copy = vscode.l10n.t('Copy URL');
	const message = vscode.l10n.t('The echo server is running at {0}.', url);
	void vscode.window.showInformationMessage(message, copy).then(async (answer) => {
		if (answer === copy) await vscode.env.clipboard.writeText(url);
	});
}
