import { addressOf, listenAuthority } from '../../address.js';
import { convertedPath } from '../../converted.js';
import { haproxyString } from '../../quoteConfig.js';
import { defineTarget, fileOf, pathOf, when, type SnippetInput } from '../../target.js';

/**
 * HAProxy (https://docs.haproxy.org/): certificate, chain and key in one file. An address is no name that `verifyhost`
 * would compare.
 */
export const haproxy = defineTarget({
	id: 'haproxy',
	label: 'HAProxy',
	family: 'Proxies',
	languageId: 'haproxy',
	sides: ['client', 'server'],
	unsupported: ['inline', 'addressCheck'],
	needs: 'combinedPem',
	passphrase: { client: 'asked', server: 'asked' },
	exampleUrl: 'https://localhost:8443',
	render: (input) =>
		fileOf(
			...origin(input),
			'defaults',
			'  mode http',
			'  timeout connect 5s',
			'  timeout client 30s',
			'  timeout server 30s',
			'',
			...(input.side === 'server' ? server(input) : client(input)),
		),
});

function client(input: SnippetInput): readonly string[] {
	const { serverName: name } = input;
	const options = [
		'ssl verify required',
		`ca-file ${input.ca ? haproxyString(pathOf(input.ca)) : '@system-ca'}`,
		`crt ${haproxyString(combined(input))}`,
		...(name === undefined ? [] : [`sni str(${name}) verifyhost ${name}`]),
		`ssl-min-ver ${input.minVersion}`,
	];
	return [
		'frontend local',
		'  bind 127.0.0.1:8080',
		'  default_backend upstream',
		'',
		'backend upstream',
		`  server upstream ${addressOf(input.url).authority} ${options.join(' ')}`,
	];
}

function server(input: SnippetInput): readonly string[] {
	const options = [
		`ssl crt ${haproxyString(combined(input))}`,
		...when(input.ca, (ca) => `ca-file ${haproxyString(pathOf(ca))}`),
		'verify required',
		`ssl-min-ver ${input.minVersion}`,
	];
	return [
		'frontend mtls',
		`  bind ${listenAuthority(input.url)} ${options.join(' ')}`,
		'  http-request return status 200 content-type text/plain lf-string "hello %[ssl_c_s_dn(CN)]"',
	];
}

function combined({ converted, certificate }: SnippetInput): string {
	return converted ?? convertedPath('combinedPem', pathOf(certificate));
}

/** How the combined file comes about, where it is not the certificate's own. */
function origin(input: SnippetInput): readonly string[] {
	return combined(input) === pathOf(input.certificate)
		? []
		: ['# The file behind crt holds certificate, chain and private key, in this order.'];
}
