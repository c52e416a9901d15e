import * as vscode from 'vscode';
import type { ProbeResult } from '../api.js';
import { parseTarget, sniOf, targetText } from '../core/tls/target.js';
import { parseServerName } from '../core/x509/names/hosts.js';
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
	readonly rest: { readonly startTls?: string; readonly serverName?: string };
}

/**
 * `pki_probe` `{ host, port, serverName, startTls, ca, certificate, key }`: as `pki.probe`, once the user has agreed in a
 * dialog that names the server and what is sent. Rejects as `pki.probe`, and with `cancelled` where the user does not want it.
 */
export async function probeForModel(input: unknown): Promise<vscode.LanguageModelToolResult> {
	return forModel(async () => {
		assertTrusted();
		const wish = await readWish(input);
		await askUser(wish);
		const { host, port, files, rest } = wish;
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
	const named = textField(input, 'serverName') ?? '';
	const serverName = named === '' ? undefined : parseServerName(named);
	const rest = {
		...(startTls !== undefined && { startTls }),
		...(serverName !== undefined && { serverName }),
	};
	return { host: target.host, port, files, rest };
}

/** A model may have read the address anywhere, so the user sees it, and all that is sent, before anything is. */
async function askUser({ host, port, files, rest }: Wish): Promise<void> {
	const server = plainText(targetText({ host, port }), 200);
	const { certificate } = files;
	const { startTls = '', serverName } = rest;
	const name = sniOf(serverName ?? host);
	const parts = [
		vscode.l10n.t(
			'A language model asks for it. The server will see TLS handshakes from this machine, and nothing else.',
		),
		startTls === ''
			? []
			: vscode.l10n.t('First it is asked to start TLS, in the {0} protocol.', startTls),
		name === ''
			? vscode.l10n.t('No server name (SNI) is sent.')
			: vscode.l10n.t('Server name (SNI) that is sent: {0}', plainText(name, 200)),
		certificate === undefined
			? vscode.l10n.t('No client certificate is sent.')
			: vscode.l10n.t(
					'If the server asks for a client certificate, it is sent, without its private key: {0}',
					plainText(vscode.workspace.asRelativePath(certificate), 200),
				),
	];
	await confirmLoss(vscode.l10n.t('Test the TLS connection to {0}?', server), {
		detail: parts.flat().join('\n\n'),
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
