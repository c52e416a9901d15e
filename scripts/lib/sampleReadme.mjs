/** What to try, in the words of the interface. */
export const sampleReadme = `# Try PKI Workbench

This folder was made by \`npm start\`; its certificates belong to nobody and are made anew at each start.

| File | What it is |
| --- | --- |
| \`tls/api.crt\`, \`tls/api.key\` | a certificate for \`api.example.test\` and \`localhost\`, and its key |
| \`tls/api.fullchain.crt\` | the same with its issuing CA |
| \`tls/ca.crt\` | the root that all of them lead to |
| \`tls/expires-soon.crt\` | expires in 5 days |
| \`tls/expired.crt\` | expired 3 days ago |
| \`tls/bundle.pem\` | a whole chain |
| \`tls/torn.pem\` | three certificates, the second one damaged |
| \`requests/service.csr\` | a certificate request |

What you issue goes to \`certs/\`, which is not there yet.

## Five things to try

1. **Issue a certificate.** Open the **PKI** view in the Activity Bar and choose *Issue Test Certificate*. Nothing to
   set up: the Local CA is made on first use.
2. **Look inside.** Open \`tls/bundle.pem\` or \`tls/torn.pem\` and run *PKI: Decode Certificate* (F1).
3. **Find what expires.** Run *PKI: Check Certificate Expiry*.
4. **Configure a client.** Run *PKI: Copy Client Config…*, for instance for Node's \`https.request\`.
5. **Sign a request.** Run *PKI: Sign Certificate Request…* and choose \`requests/service.csr\`.

With \`npm start -- --vault\` a real OpenBao server runs beside this window: it stands in the tree as a row from the
environment and connects with one click.
`;
