/**
 * Why a configuration cannot work, or may not, seen from the files alone. Runtimes stay silent about most of it: a CA
 * file that does not parse is ignored, a key that does not fit leads to no certificate being sent.
 */
import type { BlockPosition, CertificateFacts, PrivateKeyFacts } from '../x509/model.js';
import { isSelfIssued } from '../x509/chain.js';
import { coversHost } from './hosts.js';
import {
	certificatesOf,
	clientChain,
	issuerOf,
	privateKeyOf,
	type MaterialFile,
} from './material.js';
import type { Lack } from './target.js';

export type WarningCode =
	/** `file`, `found`: the file holds something else (`privateKey`, `request`, …) or nothing (`nothing`). */
	| 'notCertificate'
	| 'notPrivateKey'
	| 'notAuthority'
	/** `file`, `line` (zero-based), `code` of the block's error. */
	| 'unreadable'
	/** `file`, `line` (zero-based): its label or END line is wrong, though it can be read here. */
	| 'misframed'
	/** `file`: DER, UTF-16, or PEM that is indented, quoted or on one line, where the client reads plain PEM. */
	| 'notPem'
	/** `file`: OpenSSH's own key format, which TLS libraries do not read. */
	| 'opensshKey'
	/** `file`: where the key is expected. */
	| 'keyMissing'
	/** `file`, `name`. */
	| 'keyMismatch'
	/** `file`: the program must be given the passphrase when it runs. */
	| 'keyEncrypted'
	/** `file`, `mode` (octal). */
	| 'keyReadableByOthers'
	/** `name`. */
	| 'noClientAuth'
	/** `name`: no EKU at all; servers accept it, Vault's cert auth and some policies do not. */
	| 'noExtendedKeyUsage'
	/** `name`, `notAfter`. */
	| 'expired'
	/** `name`, `notBefore`. */
	| 'notYetValid'
	/** `name`: its dates could not be read. */
	| 'validityUnknown'
	| 'noCa'
	/** `file`, `issuer`: right only if the server's certificate comes from that CA and the client's from another. */
	| 'caIsNotIssuer'
	/** `file`, `issuer`: nobody above the certificate is sent, and the CA file does not hold its issuer as a root. */
	| 'chainIncomplete'
	/** `host`, `names`: this server certificate is not for that host. */
	| 'sanMismatch'
	/** `name`: the target takes the server name from the URL alone. */
	| 'serverNameNotUsed'
	/** The target has no place for a passphrase. */
	| 'passphraseNotUsed';

export interface ConfigWarning {
	readonly code: WarningCode;
	/** `error`: it cannot work. `warning`: it may not, or is unsafe. `info`: good to know. */
	readonly severity: 'error' | 'warning' | 'info';
	readonly args: Readonly<Record<string, string | number>>;
}

export interface CheckedConfig {
	readonly certificate: MaterialFile;
	readonly key?: MaterialFile;
	/** Where the key is expected when there is no such file. */
	readonly missingKey?: string;
	readonly ca?: MaterialFile;
	/** The URL's host. */
	readonly host: string;
	/** Set when another name than the URL's is asked for and verified. */
	readonly serverName?: string;
	/** True when the client opens the files itself. */
	readonly byPath: boolean;
	readonly lacks: readonly Lack[];
	readonly now: Date;
}

type Found = Generator<ConfigWarning, void>;

/** Every warning, the worst first. */
export function checkConfig(config: CheckedConfig): readonly ConfigWarning[] {
	const order = ['error', 'warning', 'info'];
	return [
		...checkCertificate(config),
		...checkKey(config),
		...checkAuthority(config),
		...checkServerName(config),
	].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

function* checkCertificate(config: CheckedConfig): Found {
	const file = config.certificate;
	const certificates = certificatesOf(file);
	yield* checkReadable(file, config.byPath);
	if (certificates.length === 0) {
		yield warn('notCertificate', 'error', { file: file.path, found: kindOf(file) });
		return;
	}
	const chain = clientChain(certificates, keyFacts(config));
	for (const { facts } of chain) yield* checkValidity(facts, config.now);
	const [leaf] = chain;
	if (leaf) yield* checkUsage(leaf.facts);
}

function* checkUsage({ name, extendedKeyUsage: usages }: CertificateFacts): Found {
	if (usages.length === 0) yield warn('noExtendedKeyUsage', 'info', { name });
	else if (!usages.some((u) => ['clientAuth', 'anyExtendedKeyUsage', '2.5.29.37.0'].includes(u))) {
		yield warn('noClientAuth', 'error', { name });
	}
}

function* checkValidity({ name, notBefore, notAfter }: CertificateFacts, now: Date): Found {
	const [from, to] = [Date.parse(notBefore ?? ''), Date.parse(notAfter ?? '')];
	if (to <= now.getTime()) yield warn('expired', 'error', { name, notAfter: notAfter ?? '' });
	else if (from > now.getTime()) {
		yield warn('notYetValid', 'error', { name, notBefore: notBefore ?? '' });
	} else if (Number.isNaN(from) || Number.isNaN(to))
		yield warn('validityUnknown', 'warning', { name });
}

function* checkKey(config: CheckedConfig): Found {
	const file = config.key;
	if (!file) {
		yield warn('keyMissing', 'error', { file: config.missingKey ?? '' });
		return;
	}
	yield* checkReadable(file, config.byPath);
	const facts = privateKeyOf(file)?.facts;
	if (!facts) {
		yield warn('notPrivateKey', 'error', { file: file.path, found: kindOf(file) });
		return;
	}
	if (facts.format === 'openssh') yield warn('opensshKey', 'error', { file: file.path });
	if (facts.encrypted) {
		yield config.lacks.includes('passphrase')
			? warn('passphraseNotUsed', 'error', { file: file.path })
			: warn('keyEncrypted', 'info', { file: file.path });
	}
	// Group and others; Windows has no such bits.
	if (file.mode !== undefined && (file.mode & 0o077) !== 0) {
		const mode = (file.mode & 0o777).toString(8).padStart(4, '0');
		yield warn('keyReadableByOthers', 'warning', { file: file.path, mode });
	}
	yield* checkPair(config, facts);
}

/** Node takes the first certificate of a file; inlined, the key's own is put first. */
function* checkPair(config: CheckedConfig, key: PrivateKeyFacts): Found {
	const certificates = certificatesOf(config.certificate);
	const [first] = config.byPath ? certificates : clientChain(certificates, key);
	if (!first || key.publicKeySha256 === undefined) return;
	if (first.facts.publicKeySha256 !== key.publicKeySha256) {
		yield warn('keyMismatch', 'error', { file: config.key?.path ?? '', name: first.facts.name });
	}
}

function* checkAuthority(config: CheckedConfig): Found {
	const file = config.ca;
	if (!file) {
		yield warn('noCa', 'warning', {});
		return;
	}
	yield* checkReadable(file, config.byPath);
	const authorities = certificatesOf(file);
	if (authorities.length === 0) {
		yield warn('notAuthority', 'error', { file: file.path, found: kindOf(file) });
		return;
	}
	for (const { facts } of authorities) yield* checkValidity(facts, config.now);
	// One that signed itself is a server's own certificate, trusted as it is.
	if (authorities.every(({ facts }) => !facts.isCa && !isSelfIssued(facts))) {
		yield warn('notAuthority', 'error', { file: file.path, found: 'leaf' });
		return;
	}
	yield* checkChain(config, authorities, file.path);
}

function* checkChain(
	config: CheckedConfig,
	authorities: readonly { readonly facts: CertificateFacts }[],
	file: string,
): Found {
	const chain = clientChain(certificatesOf(config.certificate), keyFacts(config));
	const top = chain.at(-1)?.facts;
	if (!top || isSelfIssued(top)) return;
	const issuer = issuerOf(top, authorities)?.facts;
	if (issuer && isSelfIssued(issuer)) return;
	const args = { file, issuer: top.issuer };
	// A lone certificate from an intermediate: the server, which knows the root, cannot build the chain.
	if (chain.length === 1) yield warn('chainIncomplete', 'warning', args);
	else if (!issuer) yield warn('caIsNotIssuer', 'info', args);
}

/**
 * The server's certificate is not at hand, with two exceptions: one trusted by itself (the CA file holds no CA), and a
 * certificate that is for servers too, which developers give to both ends.
 */
function* checkServerName(config: CheckedConfig): Found {
	const { host, serverName, lacks } = config;
	const ignored = serverName !== undefined && lacks.includes('serverName');
	if (ignored) yield warn('serverNameNotUsed', 'error', { name: serverName, host });
	const server = serverCertificate(config);
	const asked = ignored ? host : (serverName ?? host);
	if (!server || coversHost(server.facts.subjectAltNames, asked)) return;
	const names = server.facts.subjectAltNames.map(({ value }) => value).join(', ');
	yield warn('sanMismatch', server.pinned ? 'error' : 'warning', {
		host: asked,
		name: server.facts.name,
		names: names === '' ? '–' : names,
	});
}

/** The certificate that the server will show, as far as the files tell; `pinned`: no doubt about it. */
export function serverCertificate(
	config: Pick<CheckedConfig, 'certificate' | 'key' | 'ca'>,
): { readonly facts: CertificateFacts; readonly pinned: boolean } | undefined {
	const [pinned, ...others] = config.ca ? certificatesOf(config.ca) : [];
	if (pinned && others.length === 0 && !pinned.facts.isCa && isSelfIssued(pinned.facts)) {
		return { facts: pinned.facts, pinned: true };
	}
	const [own] = clientChain(certificatesOf(config.certificate), keyFacts(config));
	return own?.facts.extendedKeyUsage.includes('serverAuth')
		? { facts: own.facts, pinned: false }
		: undefined;
}

function keyFacts({ key }: Pick<CheckedConfig, 'key'>): PrivateKeyFacts | undefined {
	return key && privateKeyOf(key)?.facts;
}

function* checkReadable(file: MaterialFile, byPath: boolean): Found {
	for (const { error } of file.blocks) {
		// `EC PARAMETERS`, which OpenSSL writes before an EC key, and the like: clients pass over them.
		if (error && error.code !== 'unknownLabel') {
			yield warn('unreadable', 'error', { file: file.path, line: error.line, code: error.code });
		}
	}
	if (!byPath) return;
	const { text, isUtf16 = false } = file;
	if (file.blocks.some((block) => block.facts && (isUtf16 || !isPlainPem(text, block)))) {
		yield warn('notPem', 'error', { file: file.path });
		return;
	}
	for (const { note, facts } of file.blocks) {
		if (!note) continue;
		// OpenSSL takes some keys by their content, and nothing else.
		const isLoadable = note.code === 'wrongLabel' && facts?.kind === 'privateKey';
		const args = { file: file.path, line: note.line };
		yield warn('misframed', isLoadable ? 'warning' : 'error', args);
	}
}

/** As TLS libraries find it: BEGIN at the start of a line, and lines that end in LF or CRLF. */
function isPlainPem(text: string, { start, end, label }: BlockPosition): boolean {
	const block = text.slice(start, end);
	const before = text.charAt(start - 1);
	return (
		block.startsWith(`-----BEGIN ${label}-----`) &&
		block.includes('\n') &&
		/^[\n\ufeff]?$/.test(before)
	);
}

function kindOf(file: MaterialFile): string {
	return file.blocks.find(({ facts }) => facts)?.facts?.kind ?? 'nothing';
}

function warn(
	code: WarningCode,
	severity: ConfigWarning['severity'],
	args: ConfigWarning['args'],
): ConfigWarning {
	return { code, severity, args };
}
