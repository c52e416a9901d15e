import { jsonString } from '../../quoteCode.js';
import { defineTarget, type Material, type SnippetInput } from '../../target.js';

/**
 * The JDK's own classes (17 or newer), without a key store file. The key must be plain PKCS #8: the JDK reads no other
 * form. The name that `HttpClient` verifies is the URL's.
 */
export const javaPem = defineTarget({
	id: 'java-pem',
	label: 'Java HttpClient, PEM files',
	family: 'Java',
	languageId: 'java',
	sides: ['client'],
	unsupported: ['passphrase', 'serverName'],
	needs: 'pkcs8',
	exampleUrl: 'https://localhost:8443',
	render: (
		input,
	) => `// Mutual TLS with java.net.http (Java 17 or newer). Save as Client.java, then: java Client.java
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

public class Client {
  public static void main(String[] arguments) throws Exception {
    var chain = certificates(${read(input.certificate)});
    // PKCS #8 without encryption ("BEGIN PRIVATE KEY").
    var pem = ${read(input.key ?? { from: 'file', path: 'client.key' })};
    var der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]+-----", ""));
    var factory = KeyFactory.getInstance(chain[0].getPublicKey().getAlgorithm());
    var key = factory.generatePrivate(new PKCS8EncodedKeySpec(der));

    var noPassword = new char[0];
    var keyStore = KeyStore.getInstance("PKCS12");
    keyStore.load(null, null);
    keyStore.setKeyEntry("client", key, noPassword, chain);
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(keyStore, noPassword);

    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), ${input.ca ? `trusted(${read(input.ca)})` : 'null'}, null);
    var parameters = context.getDefaultSSLParameters();
    parameters.setProtocols(new String[] {${protocols(input)}});

    var client = HttpClient.newBuilder().sslContext(context).sslParameters(parameters).build();
    var request = HttpRequest.newBuilder(URI.create(${jsonString(input.url)})).build();
    var response = client.send(request, BodyHandlers.ofString());
    System.out.println(response.statusCode() + " " + response.body());
  }

  static Certificate[] certificates(String pem) throws Exception {
    var bytes = new ByteArrayInputStream(pem.getBytes());
    return CertificateFactory.getInstance("X.509").generateCertificates(bytes).toArray(Certificate[]::new);
  }
${input.ca ? trustedMethod : ''}}
`,
});

const trustedMethod = `
  static TrustManager[] trusted(String pem) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (var certificate : certificates(pem)) {
      store.setCertificateEntry("ca" + store.size(), certificate);
    }
    var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    return managers.getTrustManagers();
  }
`;

function read(material: Material): string {
	return material.from === 'file'
		? `Files.readString(Path.of(${jsonString(material.path)}))`
		: `"""\n${material.pem}"""`;
}

function protocols({ minVersion }: SnippetInput): string {
	return minVersion === 'TLSv1.3' ? '"TLSv1.3"' : '"TLSv1.3", "TLSv1.2"';
}
