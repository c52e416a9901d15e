import type { CertificateFacts } from '../../../x509/model.js';
import { clientSeverity } from '../../clientSeverity.js';
import { defineBlockRule, headline, type RuleFinding, type Severity } from '../../rule.js';
import { namedUse } from './purpose.js';

const signs = ['digitalSignature', 'nonRepudiation'];
const encrypts = ['keyEncipherment', 'keyAgreement'];

/** Of which one at least must be allowed for a purpose (RFC 5280, 4.2.1.12). */
const needed: Readonly<Partial<Record<string, readonly string[]>>> = {
	serverAuth: ['digitalSignature', ...encrypts],
	clientAuth: ['digitalSignature', 'keyAgreement'],
	codeSigning: ['digitalSignature'],
	emailProtection: [...signs, ...encrypts],
	timeStamping: signs,
	OCSPSigning: signs,
};

/** A purpose that no key usage of the certificate allows. CAs are left out: for them it limits what they issue. */
export const keyUsage = defineBlockRule({
	id: 'key-usage',
	*check(input): Generator<RuleFinding<'keyUsageConflict'>> {
		const { block } = input;
		const { facts } = block;
		if (facts?.kind !== 'certificate' || facts.isCa || facts.keyUsage.length === 0) return;
		// One that names none is for what it is called.
		const named = facts.extendedKeyUsage.length === 0 ? namedUse(input) : undefined;
		const purposes = named ? [named] : facts.extendedKeyUsage;
		const purpose = purposes.find((each) => isForbidden(each, facts));
		if (purpose === undefined) return;
		yield {
			code: 'keyUsageConflict',
			severity: severityOf(purpose),
			...headline(block),
			block,
			args: { purpose, usages: facts.keyUsage.join(', ') },
		};
	},
});

/** Only RSA keys can encrypt another key; the others sign, or agree on one. */
function isForbidden(purpose: string, { keyType, keyUsage: usages }: CertificateFacts): boolean {
	const able = usages.filter((usage) => usage !== 'keyEncipherment' || keyType === 'rsa');
	return needed[purpose]?.every((usage) => !able.includes(usage)) ?? false;
}

function severityOf(purpose: string): Severity {
	switch (purpose) {
		case 'serverAuth':
			return clientSeverity('server-no-digital-signature', true);
		case 'clientAuth':
			return clientSeverity('client-no-digital-signature', true);
		default:
			return 'information';
	}
}
