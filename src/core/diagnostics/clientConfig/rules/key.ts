/** The private key's file: what it is, whether clients can open it, and whether it is the certificate's. */
import type { PrivateKeyFacts } from '../../../x509/model.js';
import type { Fault } from '../../../tls/clientBehavior.js';
import { oldEncryptionOf } from '../../faults/oldKeyEncryption.js';
import {
	certificatesOf,
	clientChain,
	privateKeyOf,
	type MaterialFile,
	type Readable,
} from '../material.js';
import { checkMode, checkText, kindOf } from '../text.js';
import {
	defineConfigRule,
	judged,
	known,
	type CheckedConfig,
	type ConfigWarning,
	type Found,
} from '../warning.js';

export const keyRule = defineConfigRule({ id: 'private-key', check: checkKey });

function* checkKey(config: CheckedConfig): Found {
	const file = config.key;
	if (!file) {
		yield known('keyMissing', 'key-missing', { file: config.missingKey ?? '' });
		return;
	}
	yield* checkText(file, 'key', config.byPath);
	const key = privateKeyOf(file);
	if (!key) {
		yield notKey(file);
		return;
	}
	if (key.facts.format === 'openssh') yield known('opensshKey', 'key-openssh', { file: file.path });
	else if (key.facts.encrypted) yield checkEncryption(config, file, key);
	yield* checkMode(file, config.unsupported.includes('sharedKey') ? 'error' : 'warning');
	yield* checkPair(config, file, key.facts);
}

function notKey(file: MaterialFile): ConfigWarning {
	const found = kindOf(file);
	return known('notPrivateKey', rowOfKind(found), { file: file.path, found });
}

function rowOfKind(kind: string): Fault {
	switch (kind) {
		case 'certificate':
			return 'key-holds-certificate';
		case 'publicKey':
			return 'key-holds-public';
		default:
			return 'key-empty';
	}
}

function checkEncryption(
	{ unsupported, passphrase, passphraseVariable: variable }: CheckedConfig,
	file: MaterialFile,
	key: Readable<PrivateKeyFacts>,
): ConfigWarning {
	const args = { file: file.path };
	if (unsupported.includes('passphrase')) {
		// The target's own program cannot open it; what others do without a passphrase says nothing of it.
		return judged('passphraseNotUsed', 'error', args);
	}
	const text = file.text.slice(key.start, key.end);
	const old = oldEncryptionOf({ facts: key.facts, der: key.der, text });
	if (old) return known('keyCipherOld', old.fault, { ...args, cipher: old.name });
	switch (passphrase) {
		case undefined:
			return known('keyEncrypted', 'key-encrypted', { ...args, variable });
		case 'asked':
			return judged('keyPassphraseAsked', 'info', args);
		case 'elsewhere':
			return judged('keyPassphraseElsewhere', 'info', args);
		case 'file':
			return judged('keyPassphraseFile', 'info', { ...args, passphraseFile: `${file.path}.pass` });
	}
}

/** Clients take the first certificate of a file; inlined, the key's own is put first. */
function* checkPair(config: CheckedConfig, file: MaterialFile, key: PrivateKeyFacts): Found {
	const certificates = certificatesOf(config.certificate);
	const [first] = config.byPath ? certificates : clientChain(certificates, key);
	if (!first || key.publicKeySha256 === undefined) return;
	if (first.facts.publicKeySha256 === key.publicKeySha256) return;
	const own = certificates.find(({ facts }) => facts.publicKeySha256 === key.publicKeySha256);
	if (own) {
		const args = { file: config.certificate.path, name: own.facts.name };
		yield known('leafNotFirst', 'client-chain-leaf-last', args);
		return;
	}
	const row = first.facts.keyType === key.keyType ? 'key-mismatch' : 'key-other-type';
	yield known('keyMismatch', row, { file: file.path, name: first.facts.name });
}
