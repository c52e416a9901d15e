import * as assert from 'node:assert/strict';
import type { Operation } from '../../../../../../src/core/backends/contract/backend.js';
import { createCommandLine } from '../../../../../../src/core/backends/vault/steps/commandLine.js';

const line = createCommandLine({});
const render = (program: string, operation: Operation) => line.render(program, operation);

describe('core/backends/vault/commandLine', () => {
	it('knows both programs', () => {
		assert.deepEqual(line.programs, ['bao', 'vault']);
	});

	it('writes an issue request', () => {
		const operation: Operation = {
			kind: 'issue',
			request: {
				mount: 'pki/team',
				role: 'web',
				commonName: 'a.api.test',
				altNames: ['b.api.test', 'c.api.test'],
				ipSans: ['10.0.0.7'],
				ttlSeconds: 3600,
				issuer: 'int-2026',
			},
		};
		assert.equal(
			render('vault', operation),
			'vault write pki/team/issuer/int-2026/issue/web common_name=a.api.test ' +
				'alt_names=b.api.test,c.api.test ip_sans=10.0.0.7 ttl=3600s private_key_format=pkcs8',
		);
	});

	it('revokes by the number, or by the certificate in a file', () => {
		const request = { mount: 'pki', serialNumber: '0abc' };
		assert.equal(
			render('bao', { kind: 'revoke', request }),
			'bao write pki/revoke serial_number=0a:bc',
		);
		const presented = { ...request, certificatePem: '-----BEGIN CERTIFICATE-----\n' };
		assert.equal(
			render('vault', { kind: 'revoke', request: presented }),
			'vault write pki/revoke certificate=@certificate.pem',
		);
	});

	it('writes a policy from standard input, and creates a token', () => {
		const policy = 'path "pki/issue/web" {\n  capabilities = ["update"]\n}\n';
		assert.equal(
			render('bao', { kind: 'writePolicy', request: { name: 'pki-web', policy } }),
			`bao policy write pki-web - <<'EOF'\n${policy}EOF`,
		);
		const request = { policies: ['pki-web', 'a b'], ttlSeconds: 3600 };
		assert.equal(
			render('vault', { kind: 'createToken', request }),
			"vault token create -policy=pki-web '-policy=a b' -ttl=3600s",
		);
	});

	it('deletes a role and an issuer, and disables a mount', () => {
		const mount = 'pki/team';
		const role: Operation = { kind: 'deleteRole', request: { mount, role: 'a b' } };
		assert.equal(render('bao', role), "bao delete 'pki/team/roles/a b'");
		const issuer: Operation = { kind: 'deleteIssuer', request: { mount, issuer: 'int-2026' } };
		assert.equal(render('vault', issuer), 'vault delete pki/team/issuer/int-2026');
		const disable: Operation = { kind: 'disableMount', request: { mount } };
		assert.equal(render('vault', disable), 'vault secrets disable pki/team');
		const flagged = createCommandLine({ address: 'https://bao.test' });
		assert.equal(
			flagged.render('bao', disable),
			'bao secrets disable -address=https://bao.test pki/team',
		);
	});

	it('leaves requests and bundles in files', () => {
		const key = '-----BEGIN PRIVATE KEY-----\nplanted\n';
		const bundle = render('bao', { kind: 'importBundle', request: { mount: 'pki', bundle: key } });
		assert.equal(bundle, 'bao write pki/issuers/import/bundle pem_bundle=@bundle.pem');
		const request = { mount: 'pki', role: 'web', request: key };
		assert.equal(
			render('bao', { kind: 'sign', request }),
			'bao write pki/sign/web csr=@request.csr',
		);
	});

	it('writes every step of an intermediate, files passed on', () => {
		const lines = render('bao', {
			kind: 'generateIntermediate',
			request: {
				mount: 'int',
				parentMount: 'root',
				commonName: 'Lab CA',
				issuerName: 'lab',
				ttlSeconds: 60,
				keyType: 'ec',
			},
		}).split('\n');
		assert.deepEqual(lines, [
			"bao write -field=csr int/intermediate/generate/internal 'common_name=Lab CA' key_type=ec > intermediate.csr",
			"bao write -field=certificate root/root/sign-intermediate csr=@intermediate.csr 'common_name=Lab CA' ttl=60s format=pem_bundle > intermediate.pem",
			'bao write int/intermediate/set-signed certificate=@intermediate.pem',
			'bao patch int/issuer/ISSUER_ID issuer_name=lab',
		]);
	});

	it('writes O, OU and the maximum path length of a CA, also a name with a comma', () => {
		const request = {
			...{ mount: 'pki', commonName: 'Lab', ttlSeconds: 60, keyType: 'ec' as const },
			...{ organization: 'Lab', organizationalUnit: 'PKI', maxPathLength: 0 },
		};
		assert.equal(
			render('bao', { kind: 'generateRoot', request }),
			'bao write pki/root/generate/internal common_name=Lab organization=Lab ou=PKI ' +
				'max_path_length=0 ttl=60s key_type=ec',
		);
		const parted = { ...request, organization: "Lab, Inc. 'x'", organizationalUnit: undefined };
		assert.equal(
			render('vault', { kind: 'generateRoot', request: parted }),
			`printf %s '{"organization":["Lab, Inc. '\\''x'\\''"]}' | ` +
				'vault write pki/root/generate/internal - common_name=Lab max_path_length=0 ttl=60s key_type=ec',
		);
		const [csr, signed] = render('bao', {
			kind: 'generateIntermediate',
			request: { ...request, mount: 'int', parentMount: 'pki' },
		}).split('\n');
		assert.match(csr ?? '', /common_name=Lab organization=Lab ou=PKI key_type=ec/);
		assert.match(signed ?? '', /organization=Lab ou=PKI max_path_length=0 ttl=60s/);
	});

	it('reads with read, changes a role that exists with patch', () => {
		assert.equal(
			render('bao', { kind: 'rotateCrl', request: { mount: 'pki' } }),
			'bao read pki/crl/rotate',
		);
		const request = { mount: 'pki', role: 'web', rules: { allowedDomains: ['a', 'b'] } };
		assert.equal(
			render('bao', { kind: 'writeRole', request: { ...request, exists: true } }),
			'bao patch pki/roles/web allowed_domains=a,b',
		);
		assert.equal(
			render('bao', { kind: 'writeRole', request }),
			'bao write pki/roles/web allowed_domains=a,b',
		);
	});

	it('gives the connection as flags', () => {
		const full = createCommandLine({
			address: 'https://vault.test',
			namespace: 'a b',
			caFile: '/ca.pem',
			serverName: '',
		}).render('bao', { kind: 'rotateCrl', request: { mount: 'pki' } });
		assert.equal(
			full,
			"bao read -address=https://vault.test '-namespace=a b' -ca-cert=/ca.pem pki/crl/rotate",
		);
	});

	it('keeps a value that begins with @ from being read as a file', () => {
		const wishes = { mount: 'pki', role: 'web', commonName: '@/etc/passwd' };
		const single = render('bao', { kind: 'issue', request: wishes });
		assert.match(single, /'common_name=\\@\/etc\/passwd'/);
		const request = { mount: 'pki', role: 'web', rules: { allowedDomains: ['@/etc/passwd', 'b'] } };
		const several = render('bao', { kind: 'writeRole', request });
		assert.match(several, /'allowed_domains=\\@\/etc\/passwd,b'/);
	});

	it('hands over a value that the programs would wait for on standard input', () => {
		const request = { mount: 'pki', role: 'web', rules: { allowedDomains: ['-'] } };
		assert.equal(
			render('bao', { kind: 'writeRole', request }),
			'printf %s - | bao write pki/roles/web allowed_domains=-',
		);
		const wishes = { mount: 'pki', role: 'web', commonName: 'a=-' };
		assert.match(render('bao', { kind: 'issue', request: wishes }), /^bao write /);
	});

	it('enables a mount with its longest lifetime in one command', () => {
		const request = { mount: 'team/pki', description: 'Lab @ home', maxTtlSeconds: 60 };
		assert.equal(
			render('vault', { kind: 'enableMount', request }),
			"vault secrets enable -path=team/pki -max-lease-ttl=60s '-description=Lab @ home' pki",
		);
	});
});
