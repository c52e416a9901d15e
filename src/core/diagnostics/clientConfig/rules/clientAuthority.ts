/** A server's CA file: whose clients it lets in. */
import { isSelfIssued } from '../../../x509/chain.js';
import type { CertificateFacts } from '../../../x509/model.js';
import { allows, checkEncoding, checkPublicKey, checkValidity } from '../faults.js';
import { certificatesOf } from '../material.js';
import { checkText, kindOf } from '../text.js';
import { defineConfigRule, judged, known, type CheckedConfig, type Found } from '../warning.js';
import { checkKind } from './authority.js';

export const clientAuthorityRule = defineConfigRule({
	id: 'client-ca-file',
	check: checkAuthorities,
});

function* checkAuthorities(config: CheckedConfig): Found {
	const file = config.ca;
	if (!file) return;
	yield* checkText(file, 'ca', config.byPath);
	const authorities = certificatesOf(file).map(({ facts }) => facts);
	if (authorities.length === 0) {
		yield judged('notAuthority', 'error', { file: file.path, found: kindOf(file) });
		return;
	}
	// Go takes an intermediate as an anchor, OpenSSL wants the root.
	if (!authorities.some(isSelfIssued)) yield judged('noRoot', 'warning', { file: file.path });
	for (const facts of authorities) yield* checkOne(facts, config, authorities.length === 1);
}

function* checkOne(facts: CertificateFacts, { now }: CheckedConfig, alone: boolean): Found {
	const { name, keyUsage } = facts;
	yield* checkValidity(facts, 'ca', now);
	yield* checkPublicKey(facts, 'ca');
	yield* checkKind(facts, alone);
	yield* checkEncoding(facts, 'ca');
	if (facts.isCa && keyUsage.length > 0 && !keyUsage.includes('keyCertSign')) {
		yield known('cannotSign', 'ca-no-cert-sign', { name });
	}
	if (!allows(facts, 'clientAuth')) yield judged('noClientAuth', 'warning', { name });
}
