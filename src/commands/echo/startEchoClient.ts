import * as vscode from 'vscode';
import type { PkiCommands } from '../../api.js';
import type { EchoClientAnswer, EchoClientInput } from '../../core/tls/echo/echo.js';
import { PkiError } from '../../core/common/errors.js';
import { targetText } from '../../core/tls/target.js';
import { startTlsJob } from '../../services/tls/thread.js';
import { assertTrusted } from '../../services/trust.js';
import { withProgress } from '../../ui/ask/progress.js';
import { plainText } from '../../ui/words/plainText.js';
import { explainedFailure } from '../../ui/words/preflightWords.js';
import type { CommandContext, CommandInput } from '../command.js';
import { badOption, optionalNumber, optionalString, type Options } from '../input/options.js';
import { optionalHost } from '../input/targets.js';
import { optionalMaterial } from '../preflight/material.js';
import { withPassphrases } from '../preflight/passphrases.js';
import { keyBeside, readServerName } from '../preflight/request.js';
import { askEchoClient, type EchoClientRequest } from './echoClientForm.js';
import { showEchoClient } from './showEchoClient.js';

type Result = PkiCommands['pki.startEchoClient']['result'];

const deadlineMs = 15_000;

/**
 * `pki.startEchoClient`: connects once, sends `GET /`, and tells what it saw. Refused in Restricted Mode.
 */
export async function run(
	context: CommandContext,
	{ options, interactive }: CommandInput,
): Promise<Result> {
	assertTrusted();
	const given = await readOptions(context, options);
	const request = interactive ? await askEchoClient(context, given) : given;
	const { passphrase } = interactive ? await withPassphrases({ key: request.key }) : {};
	const input = inputOf(request, passphrase);
	const answer = await connect(context, input);
	if (interactive) showEchoClient(context, input, answer, () => connect(context, input));
	return resultOf(answer);
}

function connect({ context }: CommandContext, input: EchoClientInput): Promise<EchoClientAnswer> {
	const title = vscode.l10n.t('Connecting to {0}', plainText(targetText(input), 80));
	return withProgress(title, (signal) => {
		const { extensionPath } = context;
		return startTlsJob(extensionPath, 'echoClient', input, { signal, deadlineMs }).done;
	});
}

async function readOptions(context: CommandContext, options: Options): Promise<EchoClientRequest> {
	const read = (name: string) => optionalMaterial(context, options, name);
	const certificate = await read('certificate');
	return {
		host: optionalHost(options, 'host'),
		port: optionalNumber(options, 'port', { min: 1, max: 65_535 }),
		serverName: readServerName(optionalString(options, 'serverName')),
		certificate,
		key: (await read('key')) ?? (await keyBeside(certificate)),
		ca: options.ca === 'system' ? 'system' : await read('ca'),
	};
}

function inputOf(
	{ host, port, serverName, certificate, key, ca }: EchoClientRequest,
	passphrase: string | undefined,
): EchoClientInput {
	if (host === undefined) throw badOption('host', 'string');
	if (port === undefined || !Number.isInteger(port)) throw badOption('port', '1–65535');
	if (certificate && !key) {
		throw new PkiError('invalid', { reason: 'badOption', args: { name: 'key', expected: 'PEM' } });
	}
	return {
		...{ host, port, serverName, passphrase },
		certificate: certificate?.pem,
		key: key?.pem,
		ca: ca === 'system' ? { from: 'system' } : ca?.pem,
	};
}

function resultOf({
	address,
	protocol,
	cipher,
	server,
	failure,
	answer,
}: EchoClientAnswer): Result {
	return {
		ok: failure === undefined,
		...(address !== undefined && { address }),
		...(protocol !== undefined && { protocol }),
		...(cipher !== undefined && { cipher }),
		...(server && {
			server: {
				...server,
				subjectAltNames: [...server.subjectAltNames],
				extendedKeyUsage: [...server.extendedKeyUsage],
				chain: [...server.chain],
			},
		}),
		...(failure && { code: failure.code, message: explainedFailure(failure).text }),
		...(answer && { status: answer.status, body: answer.body }),
	};
}
