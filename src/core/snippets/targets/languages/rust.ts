import { isAddress } from '../../../x509/names/hosts.js';
import { addressOf } from '../../address.js';
import { rustString } from '../../quoteCode.js';
import { defineTarget, type Material, type SnippetInput } from '../../target.js';

/** reqwest with rustls: certificate, chain and key are one text. Another name takes the host's place in the URL. */
export const rustReqwest = defineTarget({
	id: 'rust-reqwest',
	label: 'Rust reqwest',
	family: 'Rust',
	languageId: 'rust',
	sides: ['client'],
	unsupported: ['passphrase'],
	exampleUrl: 'https://localhost:8443',
	render: (input) => {
		const resolved = resolution(input);
		const names = [...(resolved ? ['net::ToSocketAddrs'] : [])];
		return `// Mutual TLS with reqwest. In Cargo.toml: reqwest = { version = "0.13", features = ["blocking"] }
use reqwest::{blocking::Client, tls::Version, Certificate, Identity};
use std::{${['error::Error', ...(readsFiles(input) ? ['fs'] : []), ...names].join(', ')}};

fn main() -> Result<(), Box<dyn Error>> {
    let pem = [
        ${bytes(input.certificate)},
        ${bytes(input.key ?? { from: 'file', path: 'client.key' })},
    ]
    .join(&b'\\n');
    let client = Client::builder()
        .identity(Identity::from_pem(&pem)?)
${input.ca ? `        .tls_certs_only(Certificate::from_pem_bundle(&${bytes(input.ca)})?)\n` : ''}        .min_tls_version(Version::${input.minVersion === 'TLSv1.3' ? 'TLS_1_3' : 'TLS_1_2'})
${resolved ? `${resolved}\n` : ''}        .build()?;
    let response = client.get(${rustString(urlFor(input))}).send()?;
    println!("{}", response.status());
    println!("{}", response.text()?);
    Ok(())
}
`.replace(input.ca ? '' : ' Certificate,', '');
	},
});

function readsFiles({ certificate, key, ca }: SnippetInput): boolean {
	return [certificate, key, ca].some((material) => material?.from === 'file');
}

function bytes(material: Material): string {
	return material.from === 'file'
		? `fs::read(${rustString(material.path)})?`
		: `b"${material.pem}".to_vec()`;
}

function isOther({ url, serverName }: SnippetInput): boolean {
	const { host } = addressOf(url);
	return serverName !== undefined && (serverName !== host || isAddress(host));
}

function urlFor(input: SnippetInput): string {
	if (!isOther(input) || input.serverName === undefined) return input.url;
	const url = new URL(input.url);
	url.hostname = input.serverName;
	return url.href;
}

function resolution(input: SnippetInput): string | undefined {
	if (!isOther(input) || input.serverName === undefined) return undefined;
	const { host, port } = addressOf(input.url);
	const addresses = `(${rustString(host)}, ${port}).to_socket_addrs()?.collect::<Vec<_>>()`;
	return `        .resolve_to_addrs(${rustString(input.serverName)}, &${addresses})`;
}
