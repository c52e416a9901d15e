import * as vscode from 'vscode';
import type { ProbeResult } from '../api.js';
import { parseTarget, targetText } from '../core/tls/target.js';
import { assertTrusted } from '../services/trust.js';
import { confirmLoss } from '../ui/ask/confirm.js';
import { shortName } from '../ui/words/distinguishedName.js';
import { plainText } from '../ui/words/plainText.js';
import { clientCertificateWords, versionName, versionWords } from '../ui/words/probeWords.js';
import { visibleStart } from '../ui/words/visible.js';
import { answer, forModel } from './answer.js';
import { fileOf, numberField, textField } from './input.js';

interface Wish {
	readonly host: string;
	readonly port: number;
	readonly files: Readonly<Partial<Record<'ca' | 'certificate' | 'key', vscode.Uri>>>;
	readonly rest: Readonly<Record<string, string>>;
}

/**
 * `pki_probe` `{ host, port, serverName, startTls, ca, certificate, key }`: as `pki.probe`, once the user has agreed in a
 * dialog that names the server. Rejects as `pki.probe`, and with `cancelled` where the user does not want it.
 */
export async function probeForModel(input: unknown): Promise<vscode.LanguageModelToolResult> {
	return forModel(async () => {
		assertTrusted();
		const { host, port, files, rest } = await readWish(input);
		await askUser({ host, port }, files.certificate);
		const options = { host, port, ...files, ...rest, show: false };
		const result = await vscode.commands.executeCommand<ProbeResult>('pki.probe', options);
		return answer(linesOf(result), { ...withoutBulk(result), more: 0 });
	});
}

async function readWish(input: unknown): Promise<Wish> {
	const text = textField(input, 'host') ?? '';
	const target = parseTarget(text);
	const port = numberField(input, 'port') ?? target.port;
	const files: Partial<Record<'ca' | 'certificate' | 'key', vscode.Uri>> = {};
	for (const name of ['ca', 'certificate', 'key'] as const) {
		const file = textField(input, name);
		if (file !== undefined) files[name] = await fileOf(file);
	}
	// A URL says by its scheme how TLS begins, whatever its port is.
	const byScheme = text.includes('://') ? (target.startTls ?? '') : target.startTls;
	const startTls = textField(input, 'startTls') ?? byScheme;
	const serverName = textField(input, 'serverName');
	const rest = {
		...(startTls !== undefined && { startTls }),
		...(serverName !== undefined && { serverName }),
	};
	return { host: target.host, port, files, rest };
}

/** A model may have read the address anywhere, so the user sees it before anything is sent. */
async function askUser(
	target: Pick<Wish, 'host' | 'port'>,
	certificate?: vscode.Uri,
): Promise<void> {
	const server = plainText(targetText(target), 200);
	const handshakes = vscode.l10n.t(
		'A language model asks for it. The server will see TLS handshakes from this machine, and nothing else.',
	);
	const identity =
		certificate &&
		vscode.l10n.t(
			'It will also see the client certificate in {0}.',
			plainText(vscode.workspace.asRelativePath(certificate), 200),
		);
	await confirmLoss(vscode.l10n.t('Test the TLS connection to {0}?', server), {
		detail: [handshakes, identity].filter((part) => part !== undefined).join(' '),
		keep: vscode.l10n.t('Do Not Connect'),
		actions: [vscode.l10n.t('Connect')],
	});
}

function linesOf(result: ProbeResult): readonly string[] {
	const { verdict, protocol, cipher, address, versions, chain, problems } = result;
	const certificates = chain.map(
		({ name, issuer, notAfter }) =>
			`certificate as sent: ${visibleStart(name)}, issued by ${shortName(issuer)}, valid to ${notAfter ?? 'unknown'}`,
	);
	const offered = versions.map((one) => `${versionName(one.version)} ${versionWords(one)}`);
	return [
		verdict.ok
			? 'verdict: trusted'
			: `verdict: ${verdict.code ?? 'failed'}, ${visibleStart(verdict.message ?? '')}`,
		...(address === undefined ? [] : [`address: ${address}`]),
		...(protocol === undefined ? [] : [`protocol: ${versionName(protocol)}, ${cipher ?? ''}`]),
		`client certificate: ${clientCertificateWords(result.clientCertificate)}`,
		`versions: ${offered.join(', ')}`,
		...certificates,
		...problems.map(({ code, severity, message }) => `${severity} ${code}: ${message}`),
	];
}

/** Without the bytes of extensions, whose values stand beside them. */
function withoutBulk(result: ProbeResult): Readonly<Record<string, unknown>> {
	const chain = result.chain.map(({ extensions, ...facts }) => ({
		...facts,
		extensions: extensions.map(({ oid, critical, lines }) => ({ oid, critical, lines })),
	}));
	return { ...result, chain };
}
