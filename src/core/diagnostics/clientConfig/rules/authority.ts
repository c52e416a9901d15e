/** The CA file: what clients verify the server's certificate with. The certificate itself is not at hand. */
import { isSelfIssued } from '../../../x509/chain.js';
import type { CertificateFacts } from '../../../x509/model.js';
import { extensionOids } from '../../../x509/asn1/oid.js';
import { isAddress, isWithin } from '../../../x509/names/hosts.js';
import { certificatesOf, issuerOf, sentChain } from '../material.js';
import {
	allows,
	asAside,
	checkEncoding,
	checkPublicKey,
	isWeak,
	checkValidity,
} from '../faults.js';
import { pinnedCertificate } from './server.js';
import { checkText, kindOf } from '../text.js';
import {
	defineConfigRule,
	judged,
	known,
	supposed,
	type CheckedConfig,
	type ConfigWarning,
	type Found,
} from '../warning.js';

export const authorityRule = defineConfigRule({ id: 'ca-file', check: checkAuthority });

function* checkAuthority(config: CheckedConfig): Found {
	const file = config.ca;
	if (!file) {
		// Right for a server whose CA the program knows.
		yield supposed('noCa', 'ca-missing', {});
		return;
	}
	yield* checkText(file, 'ca', config.byPath);
	const authorities = certificatesOf(file).map(({ facts }) => facts);
	if (authorities.length === 0) {
		const found = kindOf(file);
		const row = found === 'nothing' ? 'ca-empty' : 'ca-holds-key';
		yield known('notAuthority', row, { file: file.path, found });
	} else if (authorities.every((facts) => !facts.isCa && !isSelfIssued(facts))) {
		// One that signed itself may be a server's own certificate, trusted as it is.
		yield known('notAuthority', 'ca-leaf', { file: file.path, found: 'leaf' });
	} else if (pinnedCertificate(config) === undefined) {
		yield* checkAuthorities(config, authorities, file.path);
		yield* checkChain(config, file.path);
	}
}

function* checkAuthorities(
	config: CheckedConfig,
	authorities: readonly CertificateFacts[],
	file: string,
): Found {
	if (!authorities.some(isSelfIssued)) yield known('noRoot', 'ca-intermediate-only', { file });
	const found = authorities.map((facts) => ({
		facts,
		warnings: [...checkOne(facts, config, authorities.length === 1)],
	}));
	const usable = found.filter(({ warnings }) => !warnings.some(isHopeless));
	for (const { facts, warnings } of found) {
		const isSpare = usable.some((other) => other.facts !== facts);
		for (const warning of warnings) {
			if (!isHopeless(warning) || !isSpare) yield warning;
			else if (isOwnIssuer(config, facts, usable)) {
				yield judged(warning.code, 'warning', warning.args);
			} else yield asAside(warning);
		}
	}
}

function isHopeless({ severity }: ConfigWarning): boolean {
	return severity === 'error';
}

/** The client's certificate comes from it and from no usable one, so that the server's may as well. */
function isOwnIssuer(
	config: CheckedConfig,
	authority: CertificateFacts,
	usable: readonly { readonly facts: CertificateFacts }[],
): boolean {
	const top = sentChain(config).at(-1)?.facts;
	return (
		top !== undefined &&
		issuerOf(top, [{ facts: authority }]) !== undefined &&
		issuerOf(top, usable) === undefined
	);
}

function* checkOne(facts: CertificateFacts, config: CheckedConfig, alone: boolean): Found {
	const { name, keyUsage } = facts;
	yield* checkValidity(facts, 'ca', config.now);
	yield* checkPublicKey(facts, 'ca');
	yield* checkKind(facts, alone);
	yield* checkEncoding(facts, 'ca');
	if (facts.isCa && keyUsage.length > 0 && !keyUsage.includes('keyCertSign')) {
		yield known('cannotSign', 'ca-no-cert-sign', { name });
	}
	if (!allows(facts, 'serverAuth')) yield known('noServerAuth', 'ca-usage-client', { name });
	const host = config.serverName ?? config.host;
	const row = constraintAgainst(facts, host);
	if (row !== undefined) yield known('nameNotPermitted', row, { name, host });
}

/** Whether it can be a CA at all; one of several that signed themselves may be a server's own certificate. */
export function* checkKind(facts: CertificateFacts, alone: boolean): Found {
	const { name, isCa, version, extensions, signatureAlgorithm: algorithm } = facts;
	if (!isSelfIssued(facts)) {
		if (isWeak(algorithm))
			yield supposed('weakSignature', 'ca-intermediate-sha1', { name, algorithm });
	} else if (!isCa && version === 3 && (alone || facts.keyUsage.includes('keyCertSign'))) {
		const says = extensions.some(({ oid }) => oid === extensionOids.basicConstraints);
		yield known('notCa', says ? 'ca-not-ca' : 'ca-no-basic-constraints', { name });
	}
}

/** Name constraints on DNS names (RFC 5280, 4.2.1.10); those on addresses are left to the client. */
function constraintAgainst({ extensions }: CertificateFacts, host: string) {
	if (isAddress(host)) return undefined;
	const lines = extensions.find(({ oid }) => oid === extensionOids.nameConstraints)?.lines ?? [];
	const domains = (kind: string) =>
		lines.flatMap((line) => (line.startsWith(`${kind}:dns:`) ? [line.slice(kind.length + 5)] : []));
	if (domains('excluded').some((domain) => isWithin(host, domain))) return 'ca-excludes-name';
	const permitted = domains('permitted');
	if (permitted.length === 0 || permitted.some((domain) => isWithin(host, domain)))
		return undefined;
	return 'ca-permits-others';
}

function* checkChain(config: CheckedConfig, file: string): Found {
	const chain = sentChain(config);
	const top = chain.at(-1)?.facts;
	if (!top || !config.ca || isSelfIssued(top)) return;
	const issuer = issuerOf(top, certificatesOf(config.ca))?.facts;
	if (issuer && isSelfIssued(issuer)) return;
	const args = { file, issuer: top.issuer };
	// A lone certificate from an intermediate: the server, which knows the root, cannot build the chain.
	if (chain.length === 1) yield supposed('chainIncomplete', 'client-chain-alone', args);
	else if (!issuer) yield judged('caIsNotIssuer', 'info', args);
}
