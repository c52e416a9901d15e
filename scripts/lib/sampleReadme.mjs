/** What to try, in the words of the interface. */
export const sampleReadme = `# Try PKI Workbench

\`npm start\` created this folder. Its certificates are test data and are created again at each start.

| File | What it is |
| --- | --- |
| \`tls/api.crt\`, \`tls/api.key\` | a certificate for \`api.example.test\` and \`localhost\`, and its key |
| \`tls/api.fullchain.crt\` | the same certificate with its issuing CA |
| \`tls/ca.crt\` | the root of all these certificates |
| \`tls/expires-soon.crt\` | expires in 5 days; its key is beside it |
| \`tls/renewed.crt\` | the same one renewed, to compare |
| \`tls/expired.crt\` | expired 3 days ago |
| \`tls/bundle.pem\` | a whole chain |
| \`tls/torn.pem\` | three certificates, the second one damaged |
| \`tls/wrong-order.pem\` | a chain in the wrong order, with a quick fix |
| \`tls/trusted.pem\` | many roots, for the outline |
| \`k8s/secret.yaml\`, \`config/*\`, \`src/metrics.go\` | certificates amid YAML, JSON, a \`.env\` file and code; \`config/nginx.conf\` names files |
| \`.vscode/\` | a task that checks expiry, and a launch with an expired certificate |
| \`requests/service.csr\` | a certificate request |

Certificates that you issue are saved in \`certs/\`, which does not exist yet.

## Eight things to try

1. **Issue a certificate.** Open the **PKI** view in the Activity Bar and choose *Issue your first test certificate*.
   No setup needed: the Local CA is created on first use.
2. **Look inside.** Open \`tls/bundle.pem\` or \`tls/torn.pem\` and run *PKI: Decode Certificate* (F1).
3. **Read them where they are.** Open \`k8s/secret.yaml\` and hover over the value of \`tls.crt\`.
4. **See all of them.** In the **PKI** view, open *Workspace Certificates*: what expires first, with key and uses.
5. **Compare.** Select \`tls/expires-soon.crt\` and \`tls/renewed.crt\` in the Explorer, then *Compare Certificates…*.
6. **Find what expires.** Run *PKI: Check Certificate Expiry*.
7. **Configure a client.** Run *PKI: Copy Client Config…*, for example for Node's \`https.request\`.
8. **Sign a request.** Run *PKI: Sign Certificate Request…* and choose \`requests/service.csr\`.

With \`npm start -- --vault\` a real OpenBao server also runs. It appears in the tree as a connection from the environment
and connects with one click.
`;
