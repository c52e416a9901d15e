/** How each target is checked: what docs/targets.md tells, and what the suite `peers` has to run. */
import type { TargetId } from '../../src/core/snippets/registry.js';

export interface Evidence {
	/**
	 * `run`: by a suite, against a live server or as one. `checked`: the program read and took it, in a suite. `tried`:
	 * run or checked once by hand, when it was written. `parsed`: read by the parser of its format, and no more.
	 * `written`: from what the documentation says, and read by no program.
	 */
	readonly how: 'run' | 'checked' | 'tried' | 'parsed' | 'written';
	/** Program and version, as it is written in the page. */
	readonly by: string;
}

const run = (by: string): Evidence => ({ how: 'run', by });
const parsed = (by: string): Evidence => ({ how: 'parsed', by });

const checked = (by: string): Evidence => ({ how: 'checked', by });

const yaml = parsed('yaml 2.9');
const node = run('Node.js 24.21');
const python = 'Python 3.11';
const certManager = checked('the types of cert-manager 1.21, no other field allowed');
const openclaw = checked('openclaw 2026.9.6, `config validate`');

export const evidence: Readonly<Record<TargetId, Evidence>> = {
	caddy: run('Caddy 2.6 (`older`); tried with Caddy 2.11 (`current`)'),
	'cert-manager-certificate': certManager,
	'cert-manager-vault': certManager,
	curl: run('curl 7.88'),
	'docker-compose': checked('compose-go 2.16, which Docker Compose reads with'),
	dotnet: { how: 'written', by: '.NET’s documentation' },
	envoy: checked('the Bootstrap message of Envoy 1.40’s API, with its validation'),
	go: run('Go 1.26'),
	haproxy: run('HAProxy 2.6'),
	'java-pem': run('OpenJDK 17'),
	'java-pkcs12': run('OpenJDK 17, OpenSSL 3.0'),
	'kafka-java': { how: 'tried', by: 'kafka-clients 3.9.1' },
	'kafka-librdkafka': run('kcat 1.7, librdkafka 2.0'),
	'kubectl-secret': checked('kubectl 1.32'),
	'kubernetes-secret': checked('the Secret of k8s.io/api, no other field allowed'),
	'nats-server': run('nats-server 2.9'),
	nginx: run('nginx 1.22'),
	'node-axios': run('axios 1.21, Node.js 24.21'),
	'node-extra-ca-certs': node,
	'node-fetch': run('undici 7.30, Node.js 24.21'),
	'node-grpc': run('@grpc/grpc-js 1.14, Node.js 24.21'),
	'node-https': node,
	'node-nats': run('@nats-io/transport-node 3.4, nats-server 2.9'),
	'node-tls': node,
	'node-undici': run('undici 7.30, Node.js 24.21'),
	'node-vault': run('node-vault 0.12, Node.js 24.21'),
	'openbao-cli': run('OpenBao 2.7.2'),
	openclaw: yaml,
	'openclaw-gateway': openclaw,
	'openclaw-mcp': openclaw,
	'openclaw-model': openclaw,
	'openclaw-vault': openclaw,
	'openssl-s-client': run('OpenSSL 3.0'),
	postgresql: run('PostgreSQL 15'),
	'python-aiohttp': run(`aiohttp 3.14, ${python}`),
	'python-httpx': run(`httpx 0.28, ${python}`),
	'python-hvac': run(`hvac 2.4, ${python}`),
	'python-requests': run(`requests 2.34, ${python}`),
	'python-ssl': run(python),
	'python-urllib3': run(`urllib3 2.8, ${python}`),
	redis: run('Redis 7.0'),
	'rust-reqwest': { how: 'tried', by: 'reqwest 0.13.5' },
	'spring-boot': yaml,
	'spring-boot-pkcs12': yaml,
	traefik: yaml,
	'vault-agent': run('OpenBao 2.7.2'),
	'vault-cli': run('OpenBao 2.7.2, which reads the same variables'),
	'vault-listener': run('OpenBao 2.7.2'),
};
