/** docs/targets.md, and the golden files beside it. */
import { targets, unsupportedBy } from '../../src/core/snippets/registry.js';
import type { Side, Unsupported } from '../../src/core/diagnostics/clientConfig/warning.js';
import type { Target } from '../../src/core/snippets/target.js';
import { goldenText } from './goldenTargets.js';
import { markdownTable } from './markdownTable.js';
import { evidence } from './targetEvidence.js';

export function goldenFiles(): readonly (readonly [string, string])[] {
	return targets.map((target) => [`${target.id}.txt`, goldenText(target)] as const);
}

/** In the order of the picker: by family. */
export function targetsPage(): string {
	const families = [...new Set(targets.map(({ family }) => family))];
	return `${[
		'# Client and server configuration: targets',
		'',
		'Written by `npm run targets`; do not edit. What each target writes is in `test/golden/targets`.',
		'',
		'_Copy Client Config…_ and [`pki.generateClientConfig`](commands.md#pkigenerateclientconfig) write a configuration for',
		'these. _Tested_ says how a release is checked: **run** means that the program with this version connected to a live',
		'server that demands a client certificate (or served such clients itself), was let in with the certificate and',
		'refused without it; **checked** that the program read the text and took it; **tried** that somebody ran or checked it once',
		'by hand; **parsed** that the text was read by the parser named, and no more; **written** that it was written from the',
		'documentation and read by no program.',
		'',
		'An encrypted key’s passphrase is read from the environment variable `TLS_KEY_PASSPHRASE` (or the one given as',
		'`passphraseVariable`) unless stated otherwise. No target ever turns verification off.',
		...families.flatMap((family) => ['', `## ${family}`, '', ...table(family)]),
	].join('\n')}\n`;
}

function table(family: string): readonly string[] {
	const rows = targets
		.filter((target) => target.family === family)
		.map((target) => [
			`\`${target.id}\``,
			target.label,
			target.sides.join(', '),
			(target.variants ?? []).map(({ id }) => `\`${id}\``).join(', '),
			limits(target),
			tested(target),
		]);
	return markdownTable([['Target', 'Program', 'Side', 'Variants', 'Limits', 'Tested'], ...rows]);
}

function tested({ id }: Target<(typeof targets)[number]['id']>): string {
	const { how, by } = evidence[id];
	return `${how}: ${by}`;
}

const words: Readonly<Record<Unsupported, string>> = {
	serverName: 'server name is the URL’s',
	otherHostName: 'server name only beside an IP address',
	passphrase: 'no encrypted key',
	minVersion: 'minimum TLS version built in',
	inline: 'paths only',
	paths: 'inline PEM only',
	ca: 'no CA',
	clientCertificate: 'CA only',
	material: 'issues a new certificate',
	clientAuthentication: 'does not require client certificates',
	sharedKey: 'key file must be private (mode 600)',
	symlinks: 'no symbolic links',
	addressCheck: 'cannot verify an IP address',
	nameCheck: 'does not verify the name',
};

function limits(target: Target): string {
	const bySide = target.sides.map((side) => ({ side, limits: limitsOf(target, side) }));
	const [first, second] = bySide;
	if (!second || first?.limits === second.limits) return first?.limits ?? '';
	return bySide
		.filter(({ limits: text }) => text !== '')
		.map(({ side, limits: text }) => `${side}: ${text}`)
		.join('; ');
}

function limitsOf(target: Target, side: Side): string {
	const passphrase = target.passphrase?.[side];
	return [
		...unsupportedBy(target, side).map((what) => words[what]),
		...(target.needs === 'pkcs12' ? ['needs a PKCS #12 file'] : []),
		...(target.needs === 'combinedPem' ? ['needs certificate and key in one file'] : []),
		...(target.needs === 'pkcs8' ? ['needs a PKCS #8 key'] : []),
		...(passphrase === 'asked' ? ['asks for a passphrase'] : []),
		...(passphrase === 'elsewhere' ? ['the program that uses it needs the passphrase'] : []),
		...(passphrase === 'file' ? ['passphrase in a file'] : []),
	].join(', ');
}
