import { allows } from '../../clientConfig/faults.js';
import { clientSeverity } from '../../clientSeverity.js';
import { type BlockInput, defineBlockRule, headline, type RuleFinding } from '../../rule.js';

/**
 * Certificates that are called a server's or a client's where they stand, and may not be used as one (RFC 5280,
 * 4.2.1.12). A name is only a hint, so that this is a warning at most.
 */
export const purpose = defineBlockRule({
	id: 'purpose',
	*check(input): Generator<RuleFinding<'serverWithoutServerAuth' | 'clientWithoutClientAuth'>> {
		const { block } = input;
		const { facts } = block;
		if (facts?.kind !== 'certificate' || facts.isCa) return;
		const use = namedUse(input);
		if (use === undefined || allows(facts, use)) return;
		const isServer = use === 'serverAuth';
		const fault = isServer ? 'server-no-server-auth' : 'client-no-client-auth';
		yield {
			code: isServer ? 'serverWithoutServerAuth' : 'clientWithoutClientAuth',
			severity: clientSeverity(fault, false),
			...headline(block),
			block,
			args: { usages: facts.extendedKeyUsage.join(', ') },
		};
	},
});

/** By the words of the key, else of the file's name: `VAULT_CLIENT_CERT`, `mtls.cert_file`, `server.pem`. */
export function namedUse({ block, file }: BlockInput): 'serverAuth' | 'clientAuth' | undefined {
	const called = block.hint ?? file.hint ?? file.path?.split('/').at(-1) ?? '';
	const words = new Set(
		called
			.replace(/([a-z0-9])([A-Z])/g, '$1 $2')
			.toLowerCase()
			.split(/[^a-z]+/),
	);
	const isServers = words.has('server');
	const isClients = words.has('client') || (words.has('mtls') && !isServers);
	if (isServers === isClients) return undefined;
	return isServers ? 'serverAuth' : 'clientAuth';
}
