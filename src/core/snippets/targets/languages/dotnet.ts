import { jsonString } from '../../quoteCode.js';
import { defineTarget, type Material, type SnippetInput } from '../../target.js';

/**
 * `SocketsHttpHandler` (.NET 9 or newer). A key that was read from PEM goes through PKCS #12, since Windows takes it in
 * no other way; the context sends the intermediates along.
 */
export const dotnet = defineTarget({
	id: 'dotnet',
	label: '.NET HttpClient',
	family: '.NET',
	languageId: 'csharp',
	sides: ['client'],
	exampleUrl: 'https://localhost:8443',
	render: (
		input,
	) => `// Mutual TLS with HttpClient (.NET 9 or newer). Save as Program.cs of a console project.
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

${pair(input)}
// Windows does not use a key that was read from PEM until it went through PKCS #12.
using var certificate = X509CertificateLoader.LoadPkcs12(loaded.Export(X509ContentType.Pkcs12), null);
var chain = new X509Certificate2Collection();
${imported('chain', input.certificate)}
${input.ca ? policy(input.ca) : ''}
var handler = new SocketsHttpHandler();
handler.SslOptions = new SslClientAuthenticationOptions
{
    ClientCertificateContext = SslStreamCertificateContext.Create(certificate, chain, offline: true),
    EnabledSslProtocols = ${input.minVersion === 'TLSv1.3' ? 'SslProtocols.Tls13' : 'SslProtocols.Tls12 | SslProtocols.Tls13'},
${options(input)}};

using var client = new HttpClient(handler);
using var response = await client.GetAsync(${jsonString(input.url)});
Console.WriteLine((int)response.StatusCode);
Console.WriteLine(await response.Content.ReadAsStringAsync());
`,
});

function options({ serverName, ca }: SnippetInput): string {
	return [
		...(serverName === undefined ? [] : [`    TargetHost = ${jsonString(serverName)},\n`]),
		...(ca ? ['    CertificateChainPolicy = policy,\n'] : []),
	].join('');
}

function pair({ certificate, key, keyEncrypted, passphraseVariable }: SnippetInput): string {
	const password = `Environment.GetEnvironmentVariable(${jsonString(passphraseVariable)})`;
	const file = key ?? { from: 'file', path: 'client.key' };
	if (certificate.from === 'file' && file.from === 'file') {
		const [cert, keyFile] = [jsonString(certificate.path), jsonString(file.path)];
		return keyEncrypted
			? `using var loaded = X509Certificate2.CreateFromEncryptedPemFile(${cert}, ${password}, ${keyFile});`
			: `using var loaded = X509Certificate2.CreateFromPemFile(${cert}, ${keyFile});`;
	}
	return keyEncrypted
		? `using var loaded = X509Certificate2.CreateFromEncryptedPem(${text(certificate)}, ${text(file)}, ${password});`
		: `using var loaded = X509Certificate2.CreateFromPem(${text(certificate)}, ${text(file)});`;
}

/** The revocation check that TLS in .NET does by itself: none, since private CAs seldom publish where to ask. */
function policy(ca: Material): string {
	return `
var policy = new X509ChainPolicy
{
    TrustMode = X509ChainTrustMode.CustomRootTrust,
    RevocationMode = X509RevocationMode.NoCheck,
};
${imported('policy.CustomTrustStore', ca)}
`;
}

function imported(collection: string, material: Material): string {
	return material.from === 'file'
		? `${collection}.ImportFromPemFile(${jsonString(material.path)});`
		: `${collection}.ImportFromPem(${text(material)});`;
}

function text(material: Material): string {
	return material.from === 'file'
		? `File.ReadAllText(${jsonString(material.path)})`
		: `"""\n${material.pem}"""`;
}
