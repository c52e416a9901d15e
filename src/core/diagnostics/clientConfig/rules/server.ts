/**
 * The server's certificate, as far as the files tell. It is not at hand, with two exceptions: one trusted by itself (the
 * CA file holds no CA), and a certificate that is for servers too, which developers give to both ends.
 */
import { isSelfIssued } from '../../../x509/chain.js';
import type { CertificateFacts } from '../../../x509/model.js';
import { hostFault, isAddress, isHostName } from '../../../x509/names/hosts.js';
import { allows, checkPublicKey, checkSignature, checkValidity } from '../faults.js';
import { certificatesOf, issuerOf, sentChain, type ClientFiles } from '../material.js';
import { checkText, kindOf } from '../text.js';
import {
	defineConfigRule,
	judged,
	known,
	supposed,
	type CheckedConfig,
	type Found,
	type WarningCode,
} from '../warning.js';

export interface ServerCertificate {
	readonly facts: CertificateFacts;
	/** No doubt about it. */
	readonly pinned: boolean;
}

export const serverRule = defineConfigRule({ id: 'server-certificate', check: checkServer });

export const ownServerRule = defineConfigRule({ id: 'own-server-certificate', check: checkOwn });

function* checkServer(config: CheckedConfig): Found {
	const { host, serverName, unsupported } = config;
	const ignored =
		serverName !== undefined &&
		(unsupported.includes('serverName') ||
			(unsupported.includes('otherHostName') && !isAddress(host)));
	if (ignored) yield judged('serverNameNotUsed', 'error', { name: serverName, host });
	const server = serverCertificate(config);
	if (!server) return;
	if (server.pinned) yield* checkPinned(server.facts, config.now);
	yield* checkName(server, ignored ? host : (serverName ?? host));
}

/** Of a server's configuration: the certificate is there for sure, with the issuers that are sent along. */
function* checkOwn(config: CheckedConfig): Found {
	const file = config.certificate;
	yield* checkText(file, 'cert', config.byPath);
	const [leaf, ...issuers] = sentChain(config).map(({ facts }) => facts);
	if (!leaf) {
		yield judged('notCertificate', 'error', { file: file.path, found: kindOf(file) });
		return;
	}
	yield* checkPinned(leaf, config.now);
	if (!isSelfIssued(leaf)) yield* checkSignature(leaf, 'client');
	for (const issuer of issuers) {
		yield* checkValidity(issuer, 'client-issuer', config.now);
		if (!issuer.isCa) yield judged('notCa', 'error', { name: issuer.name });
	}
	yield* checkName({ facts: leaf, pinned: true }, config.serverName ?? config.host);
}

function* checkPinned(facts: CertificateFacts, now: Date): Found {
	const { name, keyUsage } = facts;
	yield* checkValidity(facts, 'pinned', now);
	yield* checkPublicKey(facts, 'pinned');
	if (!allows(facts, 'serverAuth')) yield known('noServerAuth', 'pinned-no-server-auth', { name });
	if (keyUsage.length > 0 && !keyUsage.includes('digitalSignature')) {
		yield known('noDigitalSignature', 'pinned-no-digital-signature', { name });
	}
}

function* checkName({ facts, pinned }: ServerCertificate, host: string): Found {
	const fault = hostFault(facts, host);
	if (fault === undefined) return;
	const names = facts.subjectAltNames.map(({ value }) => value).join(', ');
	const args = { host, name: facts.name, names: names === '' ? '–' : names };
	yield (pinned ? known : supposed)(codeOf(fault), fault, args);
}

function codeOf(fault: NonNullable<ReturnType<typeof hostFault>>): WarningCode {
	switch (fault) {
		case 'name-common-name':
			return 'commonNameOnly';
		case 'name-wildcard-partial':
			return 'partialWildcard';
		default:
			return 'sanMismatch';
	}
}

/** The certificate that the server will show. */
export function serverCertificate(files: ClientFiles): ServerCertificate | undefined {
	const pinned = pinnedCertificate(files);
	if (pinned) return pinned;
	const [own] = sentChain(files);
	return own?.facts.extendedKeyUsage.includes('serverAuth')
		? { facts: own.facts, pinned: false }
		: undefined;
}

/**
 * The one certificate of the CA file, when it signed itself and is no CA. One without names and without usages may as
 * well be a root from before there were extensions.
 */
export function pinnedCertificate(files: ClientFiles): ServerCertificate | undefined {
	const [only, ...others] = files.ca ? certificatesOf(files.ca) : [];
	if (!only || others.length > 0) return undefined;
	const { facts } = only;
	const top = sentChain(files).at(-1)?.facts;
	const hasIssued = top !== undefined && issuerOf(top, [only]) !== undefined && !isSame(top, facts);
	if (facts.isCa || !isSelfIssued(facts) || hasIssued || facts.keyUsage.includes('keyCertSign')) {
		return undefined;
	}
	const named = facts.subjectAltNames.some(({ type }) => type === 'dns' || type === 'ip');
	if (named || facts.extendedKeyUsage.length > 0) return { facts, pinned: true };
	return isHostName(facts.commonName ?? '') ? { facts, pinned: true } : undefined;
}

function isSame(one: CertificateFacts, other: CertificateFacts): boolean {
	return one.sha256Fingerprint === other.sha256Fingerprint;
}
