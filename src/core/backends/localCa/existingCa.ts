/** A CA that was made elsewhere, as mkcert and step keep them: read, checked, and made ready to sign here. */
import { PkiError } from '../../common/errors.js';
import { decode, textOf } from '../../decode/decode.js';
import { framePem, privateKeyLabel, toPem } from '../../find/pem.js';
import type { ChainItem } from '../../x509/chain.js';
import type { CertificateFacts } from '../../x509/model.js';
import { isSelfSigned, rootOf } from '../../x509/parents.js';
import { hasEnded } from '../../x509/verdict.js';
import { hashHex } from '../../x509/keys/spki.js';
import { openPrivateKey } from '../../x509/write/openPrivateKey.js';
import { loadSigningKey, type SigningKey } from '../../x509/write/keys.js';
import type { ExistingCa } from '../contract/backend.js';

export interface ReadCa {
	/** What the key belongs to. */
	readonly ca: ChainItem;
	/** The certificate at the top; the CA itself, where it is a root. */
	readonly root: ChainItem;
	readonly key: SigningKey;
	/** PKCS #8, without a password. */
	readonly privateKeyPem: string;
	/** Whether another CA may stand below it (RFC 5280, 4.2.1.9). */
	readonly mayHaveIntermediate: boolean;
}

/**
 * Rejects with `invalid`: `caNoCertificate`, `caNoKey`, `keyPassword`, `keyPasswordWrong`, `key`, or (args `name`)
 * `caOtherKey`, `caNotCa`, `caMayNotSign`, `caExpired` and `caNotYetValid` (args `at`), `caNoRoot`.
 */
export async function readExistingCa(existing: ExistingCa, now: Date): Promise<ReadCa> {
	const bag = certificatesIn(existing.certificate);
	const [first] = bag;
	if (!first) throw new PkiError('invalid', { reason: 'caNoCertificate' });
	const privateKeyPem = await openKey(existing);
	const key = await loadSigningKey(privateKeyPem);
	const hash = hashHex('sha256', key.publicKey);
	const ca = bag.find(({ facts }) => facts.publicKeySha256 === hash);
	if (!ca) throw refusal('caOtherKey', first.facts);
	requireSigner(ca.facts, now);
	const root = rootOf(ca, bag);
	if (!root) throw refusal('caNoRoot', ca.facts);
	const mayHaveIntermediate = isSelfSigned(ca) === true && ca.facts.pathLength !== 0;
	return { ca, root, key, privateKeyPem, mayHaveIntermediate };
}

function certificatesIn(bytes: Uint8Array): readonly ChainItem[] {
	return decode(bytes).flatMap(({ facts, der }) =>
		facts?.kind === 'certificate' && der ? [{ facts, der }] : [],
	);
}

/** Whether the first private key of a file is encrypted, so that its password has to be asked for. */
export function isKeyEncrypted(bytes: Uint8Array): boolean {
	const block = keyBlock(bytes);
	return block !== undefined && isEncrypted(block);
}

/** A PEM block; the headers of a traditional encrypted key say how (RFC 1421). */
interface KeyBlock {
	readonly label: string;
	readonly der: Uint8Array;
	readonly headers?: Readonly<Record<string, string>>;
}

function keyBlock(bytes: Uint8Array): KeyBlock | undefined {
	for (const { label, der, headers } of framePem(textOf(bytes) ?? '')) {
		if (der !== undefined && /\bPRIVATE KEY$/.test(label)) return { label, der, headers };
	}
	for (const { facts, der } of decode(bytes)) {
		if (facts?.kind === 'privateKey' && der) return { label: privateKeyLabel(facts), der };
	}
	return undefined;
}

function isEncrypted({ label, headers }: KeyBlock): boolean {
	return label.startsWith('ENCRYPTED') || headers?.['Proc-Type']?.includes('ENCRYPTED') === true;
}

async function openKey({ key, password }: ExistingCa): Promise<string> {
	const block = keyBlock(key);
	if (!block) throw new PkiError('invalid', { reason: 'caNoKey' });
	const needed = isEncrypted(block);
	if (needed && (password === undefined || password === '')) {
		throw new PkiError('invalid', { reason: 'keyPassword' });
	}
	const pem = toPem(block.label, block.der, block.headers);
	return openPrivateKey(pem, needed ? password : undefined);
}

function requireSigner(facts: CertificateFacts, now: Date): void {
	const { isCa, keyUsage, notBefore, notAfter } = facts;
	if (!isCa) throw refusal('caNotCa', facts);
	if (keyUsage.length > 0 && !keyUsage.includes('keyCertSign'))
		throw refusal('caMayNotSign', facts);
	if (notAfter === undefined || hasEnded(notAfter, now)) {
		throw refusal('caExpired', facts, { at: notAfter ?? '' });
	}
	if (notBefore === undefined || Date.parse(notBefore) > now.getTime()) {
		throw refusal('caNotYetValid', facts, { at: notBefore ?? '' });
	}
}

function refusal(
	reason: string,
	{ name }: CertificateFacts,
	args: Readonly<Record<string, string>> = {},
): PkiError {
	return new PkiError('invalid', { reason, args: { name, ...args } });
}
