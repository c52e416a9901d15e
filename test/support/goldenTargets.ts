/** What the golden file of a target holds: its text for each side, variant and form, of made-up material. */
import { unsupportedBy } from '../../src/core/snippets/registry.js';
import type { Material, SnippetInput, Target } from '../../src/core/snippets/target.js';

export interface GoldenCase {
	/** `client, esm: paths`. */
	readonly title: string;
	readonly input: SnippetInput;
}

const file = (path: string): Material => ({ from: 'file', path });
const text = (body: string): Material => ({
	from: 'text',
	pem: `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`,
});

const base = {
	certificate: file('/certs/agent.crt'),
	key: file('/certs/agent.key'),
	ca: file('/certs/ca.crt'),
	keyEncrypted: false,
	passphraseVariable: 'TLS_KEY_PASSPHRASE',
	minVersion: 'TLSv1.2',
	names: { commonName: 'agent', dns: ['agent.test'], ip: ['192.0.2.7'], uri: [] },
} as const;

/** The first variant in every form, the others with paths alone. */
export function goldenCases(target: Target): readonly GoldenCase[] {
	return target.sides.flatMap((side) => {
		const unsupported = unsupportedBy(target, side);
		const [first, ...others] = (target.variants ?? [{ id: '' }]).map(({ id }) => id);
		const url = new URL(target.exampleUrl);
		const named = { ...base, side, url: target.exampleUrl, serverName: url.hostname };
		const inline = { certificate: text('leaf'), ca: text('root') };
		const form = (title: string, variant: string | undefined, input: object): GoldenCase => ({
			title: `${side}${variant === '' ? '' : `, ${variant}`}: ${title}`,
			input: { ...named, variant: variant ?? '', ...input },
		});
		url.hostname = '192.0.2.1';
		const options = {
			...(unsupported.includes('paths') && inline),
			url: url.href,
			serverName: unsupported.includes('serverName') ? undefined : 'server.test',
			minVersion: unsupported.includes('minVersion') ? 'TLSv1.2' : 'TLSv1.3',
			keyEncrypted: !unsupported.includes('passphrase'),
		};
		return [
			...(unsupported.includes('paths') ? [] : [form('paths', first, {})]),
			...(unsupported.includes('inline') ? [] : [form('inline', first, inline)]),
			form('by address, with every option', first, options),
			...others.map((variant) => form('paths', variant, {})),
		];
	});
}

export function goldenText(target: Target): string {
	return goldenCases(target)
		.map(({ title, input }) => `=== ${title}\n${target.render(input)}`)
		.join('\n');
}
